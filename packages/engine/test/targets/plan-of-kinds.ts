import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  createState,
  decide,
  type EnterContext,
  type Fraction,
  kinds,
  layoutOf,
  type Problem,
  placeOf,
  readFraction,
  tableTotals,
} from '../../src/index.ts';

/** A plan whose targets share one breakdown: regions `N` (with `N1`, `N2`) and `S`, by month of a quarter. */
export interface PlanOfKinds {
  readonly state: BookState;
  readonly master: BookState;
  readonly context: EnterContext;
}

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

const member = (id: string, order: number, parent?: string): Change =>
  record('dimensionMember', id, { dimension: 'region', name: id, order, ...(parent && { parent }) });

export interface MetricWish {
  readonly aggregation: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly [field: string]: unknown;
}

/** One metric and one target for each wish, both under its name. */
export function planOf(
  wishes: Readonly<Record<string, MetricWish>>,
  rows = [['N1'], ['N2'], ['S']],
): PlanOfKinds {
  const master = createState();
  const metrics = Object.entries(wishes).map(([key, wish]) =>
    record('metric', key, { name: key, key, direction: 'up', unit: 'count', decimals: 0, ...wish }),
  );
  applyChanges(master, [
    record('dimension', 'region', { name: 'Region', category: 'region' }),
    member('N', 1),
    member('N1', 2, 'N'),
    member('N2', 3, 'N'),
    member('S', 4),
    ...metrics,
  ]);
  const state = createState();
  const plan = { state, master, context: contextOf(state, master) };
  for (const key of Object.keys(wishes)) must(plan, defining(key, rows));
  return plan;
}

export const contextOf = (
  state: BookState,
  master: BookState,
  extra: Partial<EnterContext> = {},
): EnterContext => ({
  book: 'plan',
  state,
  master,
  kinds,
  actor: 'me',
  writable: () => true,
  ...extra,
});

export function defining(key: string, rows: readonly (readonly string[])[]): Command {
  const window = { grain: 'month', from: '2026-07-01', to: '2026-09-30' };
  const fields = { metric: key, targetClass: 'core', dimensions: ['region'], ...window };
  return { type: 'target.define', id: key, fields, rows };
}

/** Decide and make it true; throws when it is refused. */
export function must(plan: PlanOfKinds, command: Command, extra: Partial<EnterContext> = {}) {
  const decided = decide({ ...plan.context, ...extra }, command);
  if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
  applyChanges(plan.state, decided.value.changes);
  return decided.value;
}

/** The refusal of a command, or `null`. */
export function refusalOf(
  plan: PlanOfKinds,
  command: Command,
  extra: Partial<EnterContext> = {},
): Problem | null {
  const decided = decide({ ...plan.context, ...extra }, command);
  return decided.ok ? null : (decided.problems[0] ?? null);
}

/** `N Q`, `N1 7`, `* all`: a place in short. */
export function at(short: string) {
  const [region = '*', time = 'all'] = short.split(' ');
  const id = time === 'all' ? 'all' : time === 'Q' ? 'Q2026-3' : `M2026-${time.padStart(2, '0')}`;
  return { members: [region], time: id };
}

export type Typed = number | null | Readonly<Record<string, unknown>>;

/** Numbers typed in one gesture, by place. */
export function typing(target: string, numbers: Readonly<Record<string, Typed>>): Command {
  const entries = Object.entries(numbers).map(([short, typed]) => ({
    at: at(short),
    ...(typeof typed === 'object' && typed !== null ? typed : { value: typed }),
  }));
  return { type: 'target.enter', target, entries } as Command;
}

export function shown(plan: PlanOfKinds, target: string, short: string): Fraction | null {
  const layout = layoutOf(plan.state, plan.master, target);
  const place = layout && placeOf(layout.frame, at(short));
  if (!layout || !place) throw new Error(`no place ${short}`);
  return readFraction(tableTotals(layout), place);
}

/** What a cell shows, as one number. */
export function number(plan: PlanOfKinds, target: string, short: string): number | null {
  const value = shown(plan, target, short);
  return value && value.numerator / value.denominator;
}
