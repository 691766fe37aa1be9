import {
  type BookState,
  isDropped,
  needsOf,
  type PlacedNeed,
  type PlanRecord,
  placeOf,
  readFraction,
  recordsOf,
} from '@shapan/engine';
import type { PlanRoom } from '../../app/rooms.ts';
import type { Tables } from '../../data/tables.ts';

/**
 * How complete a plan is, step by step. A step is the mean of its checks, each from 0 to 1. It is
 * advice about what is still missing, never a lock: every step can be opened at any time.
 */
export type StepName = 'anchor' | 'strategy' | 'execution' | 'risks' | 'tracking';

export interface Step {
  readonly step: StepName;
  readonly rooms: readonly [PlanRoom, ...PlanRoom[]];
}

export const steps: readonly Step[] = [
  { step: 'anchor', rooms: ['research', 'targets'] },
  { step: 'strategy', rooms: ['strategy'] },
  { step: 'execution', rooms: ['execution'] },
  { step: 'risks', rooms: ['risks'] },
  { step: 'tracking', rooms: ['tracking', 'retrospective'] },
];

export const checkIds = [
  'market',
  'resources',
  'coreTarget',
  'targetNumbers',
  'targetOwners',
  'direction',
  'carried',
  'initiatives',
  'differentiator',
  'broken',
  'tasks',
  'needs',
  'named',
  'answered',
  'rhythm',
  'reviews',
  'lessons',
] as const;
export type CheckId = (typeof checkIds)[number];

export interface Check {
  readonly id: CheckId;
  readonly room: PlanRoom;
  /** 0 = nothing of it is there, 1 = done. */
  readonly share: number;
}

export interface StepCompleteness {
  readonly share: number;
  readonly checks: readonly Check[];
}

export interface Completeness {
  readonly share: number;
  readonly steps: Readonly<Record<StepName, StepCompleteness>>;
}

/** A plan has to name at least this many risks before it has been thought about. */
const RISKS_WANTED = 3;

/** `today` decides which reviews should have been held, and whether there is something to learn from already. */
export function completenessOf(state: BookState, tables: Pick<Tables, 'of'>, today: string): Completeness {
  const all = (kind: string): readonly PlanRecord[] => recordsOf(state, kind);
  const result = {
    anchor: stepOf(anchorChecks(all, tables)),
    strategy: stepOf(strategyChecks(all)),
    execution: stepOf(executionChecks(all, needsOf(state))),
    risks: stepOf(riskChecks(all)),
    tracking: stepOf(trackingChecks(all, today)),
  };
  return { share: mean(Object.values(result).map(({ share }) => share)), steps: result };
}

/** What is missing, the emptiest first in the order of the method: what to do next. */
export function missingOf({ steps: byStep }: Completeness): readonly Check[] {
  return steps.flatMap(({ step }) => byStep[step].checks.filter(({ share }) => share < 1));
}

type All = (kind: string) => readonly PlanRecord[];

function anchorChecks(all: All, tables: Pick<Tables, 'of'>): readonly Check[] {
  const insights = ['marketInsight', 'customerInsight', 'competitorInsight'];
  const core = all('target').filter(({ fields }) => fields['targetClass'] === 'core');
  const said = new Set(
    all('cellPath')
      .filter(filled('path'))
      .map(({ fields }) => fields['target']),
  );
  return [
    check('market', 'research', mean(insights.map((kind) => has(all(kind))))),
    check('resources', 'research', has(all('resource'))),
    check('coreTarget', 'targets', has(core)),
    check(
      'targetNumbers',
      'targets',
      shareOf(core, ({ id }) => totalOf(tables, id) !== null),
    ),
    check(
      'targetOwners',
      'targets',
      // The way there is said of the whole, or part by part.
      shareOf(
        core,
        (target) => filled('accountable')(target) && (filled('path')(target) || said.has(target.id)),
      ),
    ),
  ];
}

function strategyChecks(all: All): readonly Check[] {
  const initiatives = alive(all('initiative'));
  const core = all('target').filter(({ fields }) => fields['targetClass'] === 'core');
  const brought = new Set(initiatives.flatMap(({ fields }) => listOf(fields['differentiators'])));
  const served = new Set(
    initiatives.flatMap(({ fields }) => [fields['target'], ...listOf(fields['contributesTo'])]),
  );
  return [
    check('direction', 'strategy', has(all('strategy'))),
    check(
      'carried',
      'strategy',
      shareOf(core, ({ id }) => served.has(id)),
    ),
    check(
      'initiatives',
      'strategy',
      shareOf(initiatives, filled('accountable', 'from', 'to', 'expectedResult')),
    ),
    check(
      'differentiator',
      'strategy',
      // Named by somebody who brings it to bear.
      shareOf(all('differentiator'), ({ id }) => brought.has(id)),
    ),
  ];
}

/** `needs`: those of what was dropped wait for nothing. */
function executionChecks(all: All, needs: readonly PlacedNeed[]): readonly Check[] {
  const tasks = alive(all('task'));
  const broken = new Set(tasks.map(({ fields }) => fields['initiative']));
  return [
    check(
      'broken',
      'execution',
      shareOf(alive(all('initiative')), ({ id }) => broken.has(id)),
    ),
    check('tasks', 'execution', shareOf(tasks, filled('accountable', 'from', 'to', 'acceptance'))),
    check(
      'needs',
      'execution',
      shareOf(
        needs.map(({ need }) => need),
        ({ fields }) => fields['secured'] === true,
      ),
    ),
  ];
}

function riskChecks(all: All): readonly Check[] {
  const risks = all('risk');
  return [
    check('named', 'risks', Math.min(1, risks.length / RISKS_WANTED)),
    check(
      'answered',
      'risks',
      shareOf(risks, filled('probability', 'impact', 'trigger', 'response', 'accountable')),
    ),
  ];
}

function trackingChecks(all: All, today: string): readonly Check[] {
  const [brief] = all('brief');
  const reviews = all('review');
  const due = reviews.filter(({ fields }) => String(fields['on']) < today);
  const ended = brief !== undefined && String(brief.fields['to']) < today;
  return [
    check('rhythm', 'tracking', brief?.fields['cadence'] === undefined ? 0 : has(reviews)),
    ...(due.length > 0
      ? [
          check(
            'reviews',
            'tracking',
            shareOf(due, ({ fields }) => fields['status'] === 'held'),
          ),
        ]
      : []),
    ...(ended ? [check('lessons', 'retrospective', has(all('lesson')))] : []),
  ];
}

/** A target's total over everything, in smallest units; `null` when no leaf has a number yet. */
export function totalOf(tables: Pick<Tables, 'of'>, target: string): number | null {
  const table = tables.of(target);
  if (!table) return null;
  const { frame } = table.layout;
  const top = placeOf(frame, { members: frame.trees.map(() => '*'), time: frame.time.ids[0] ?? 'all' });
  return top ? (readFraction(table.totals, top)?.numerator ?? null) : null;
}

function stepOf(checks: readonly Check[]): StepCompleteness {
  return { checks, share: mean(checks.map(({ share }) => share)) };
}

const check = (id: CheckId, room: PlanRoom, share: number): Check => ({ id, room, share });
const has = (records: readonly PlanRecord[]): number => (records.length > 0 ? 1 : 0);
const mean = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => sum + share, 0) / (shares.length || 1);
const alive = (records: readonly PlanRecord[]) => records.filter(({ fields }) => !isDropped(fields));
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Of nothing, nothing is done. */
const shareOf = (records: readonly PlanRecord[], done: (record: PlanRecord) => boolean): number =>
  records.length === 0 ? 0 : records.filter(done).length / records.length;

const filled =
  (...names: readonly string[]) =>
  ({ fields }: PlanRecord): boolean =>
    names.every((name) => fields[name] !== undefined && fields[name] !== null && fields[name] !== '');
