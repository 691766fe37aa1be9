import type { PlanRecord } from '../plan/record.ts';
import { type BookState, recordsOf } from '../plan/state.ts';

/** How well an offer answers a pain point, best first: value of an answer's field `score`. */
export const painScores = ['strong', 'partial', 'none'] as const;

/** Value of an answer's field `score`: 2, 1 or 0 steps. */
export type PainScore = (typeof painScores)[number];

const steps: Readonly<Record<PainScore, number>> = { strong: 2, partial: 1, none: 0 };

/**
 * Where our own offer stands at a pain point. `unjudged`: our own answer is missing, or that of every competitor; `open`: no
 * judged offer answers it at all; else `leads`, `level` or `behind` the best competitor.
 */
export type PainStanding = 'unjudged' | 'open' | 'leads' | 'level' | 'behind';

/** An offer's answer to a pain point: `null` while nobody has judged it. */
export interface PainCell {
  /** Id of the competitor's insight; `null` = our own offer. */
  readonly competitor: string | null;
  readonly answer: PlanRecord | null;
  readonly score: PainScore | null;
}

/** One row of the comparison. */
export interface PainRow {
  readonly pain: PlanRecord;
  /** Our own offer first, then the competitors in the order in which they came. */
  readonly cells: readonly PainCell[];
  readonly standing: PainStanding;
  /** Steps that our own offer is ahead (+) of the best competitor or behind (−): −2 to 2; `null` where it cannot be said. */
  readonly lead: number | null;
  /** The offers that answer it best; several when they are level, none while nobody answers it. */
  readonly leaders: readonly PainCell[];
}

/** The competitors against the pain points of our customers. */
export interface Comparison {
  readonly competitors: readonly PlanRecord[];
  /** The gravest pain points first, those of one severity in the order in which they came. */
  readonly rows: readonly PainRow[];
}

const severities = ['high', 'medium', 'low'];

/** Everything that the answers in a plan say of each other (RES-2, RES-3). Never stored. */
export function comparePains(state: BookState): Comparison {
  const competitors = recordsOf(state, 'competitorInsight');
  const answers = new Map(
    recordsOf(state, 'painAnswer').map((answer) => [
      keyOf(String(answer.fields['painPoint']), answer.fields['competitor']),
      answer,
    ]),
  );
  const offers = [null, ...competitors.map(({ id }) => id)];
  const rows = recordsOf(state, 'painPoint')
    .toSorted((a, b) => gravity(a) - gravity(b))
    .map((pain) => rowOf(pain, offers, answers));
  return { competitors, rows };
}

const keyOf = (pain: string, competitor: unknown): string =>
  `${pain} ${typeof competitor === 'string' ? competitor : ''}`;

function gravity({ fields }: PlanRecord): number {
  const place = severities.indexOf(String(fields['severity']));
  return place < 0 ? severities.length : place;
}

function rowOf(
  pain: PlanRecord,
  offers: readonly (string | null)[],
  answers: ReadonlyMap<string, PlanRecord>,
): PainRow {
  const cells = offers.map((competitor): PainCell => {
    const answer = answers.get(keyOf(pain.id, competitor)) ?? null;
    const score = painScores.find((one) => one === answer?.fields['score']) ?? null;
    return { competitor, answer, score };
  });
  const judged = cells.flatMap(({ score }) => (score === null ? [] : [steps[score]]));
  const best = Math.max(0, ...judged);
  const leaders = cells.filter(({ score }) => score !== null && best > 0 && steps[score] === best);
  return { pain, cells, leaders, ...standingOf(cells) };
}

function standingOf([own, ...rivals]: readonly PainCell[]): Pick<PainRow, 'standing' | 'lead'> {
  const judged = rivals.flatMap(({ score }) => (score === null ? [] : [steps[score]]));
  if (!own || own.score === null || judged.length === 0) return { standing: 'unjudged', lead: null };
  const best = Math.max(...judged);
  const lead = steps[own.score] - best;
  if (best === 0 && lead === 0) return { standing: 'open', lead };
  if (lead === 0) return { standing: 'level', lead };
  return { standing: lead > 0 ? 'leads' : 'behind', lead };
}
