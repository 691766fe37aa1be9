import { executionKinds } from './execution/kinds.ts';
import { type Kinds, kindsOf } from './plan/kind.ts';
import { planKinds } from './plan/kinds.ts';
import { researchKinds } from './research/kinds.ts';
import { retrospectiveKinds } from './retrospective/kinds.ts';
import { riskKinds } from './risks/kinds.ts';
import { strategyKinds } from './strategy/kinds.ts';
import { targetKinds } from './targets/kinds.ts';
import { trackingKinds } from './tracking/kinds.ts';

/** Every kind of record there is. Adding a kind is one entry in its room's `kinds.ts`. */
export const kinds: Kinds = kindsOf(
  planKinds,
  researchKinds,
  targetKinds,
  strategyKinds,
  executionKinds,
  riskKinds,
  trackingKinds,
  retrospectiveKinds,
);
