import type { PlanRecord } from '../plan/record.ts';

/** Why something that is known may not be relied on, the gravest first. */
export const flaws = ['broken', 'expired', 'weak', 'reviewDue', 'unsure'] as const;

/**
 * `broken`, `weak`: what an assumption's status says; `expired`: the last day of its validity lies before today;
 * `reviewDue`: it should have been looked at again by today; `unsure`: of low confidence.
 */
export type Flaw = (typeof flaws)[number];

/** What is wrong with an insight, an assumption or a piece of evidence on a day (RES-4); other records have no flaws. */
export function flawsOf({ kind, fields }: PlanRecord, today: string): readonly Flaw[] {
  const { status, expires, reviewOn, confidence } = fields;
  const assumed = kind === 'assumption';
  const found: Readonly<Record<Flaw, boolean>> = {
    broken: assumed && status === 'broken',
    expired: known.has(kind) && typeof expires === 'string' && expires < today,
    weak: assumed && status === 'weak',
    reviewDue: assumed && typeof reviewOn === 'string' && reviewOn <= today,
    unsure: known.has(kind) && confidence === 'low',
  };
  return flaws.filter((flaw) => found[flaw]);
}

const known: ReadonlySet<string> = new Set([
  'marketInsight',
  'customerInsight',
  'competitorInsight',
  'evidence',
]);
