import type { Territory } from '@shapan/contract';
import { kinds } from '@shapan/engine';

/** What of a target is kept from who works in a part of the organisation, and so not there to be judged. */
export const untoldOf = (territory: Territory): readonly string[] =>
  territory.size > 0 ? [...(kinds.get('target')?.scope?.whole ?? []), 'capacity'] : [];
