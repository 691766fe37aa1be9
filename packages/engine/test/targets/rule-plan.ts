import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  createState,
  decide,
  type EnterContext,
  kinds,
  layoutOf,
  placeOf,
  type Result,
  readLeaf,
  rowIndex,
  rowsUnder,
} from '../../src/index.ts';

/** A small sales plan: East (E1, E2) and West, goods P and Q, the three months of a quarter. */
export interface RulePlan {
  readonly state: BookState;
  readonly master: BookState;
}

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

export const months = ['M2026-01', 'M2026-02', 'M2026-03'];

/** `begins`: first day of E2, where it has not always been there. */
export function rulePlan(begins?: string): RulePlan {
  const master = createState();
  const member = (id: string, dimension: string, more: object = {}) =>
    record('dimensionMember', id, { dimension, name: id, ...more });
  applyChanges(master, [
    record('dimension', 'region', { name: 'Region', category: 'region' }),
    record('dimension', 'goods', { name: 'Goods', category: 'product' }),
    member('E', 'region'),
    member('E1', 'region', { parent: 'E' }),
    member('E2', 'region', { parent: 'E', ...(begins !== undefined && { from: begins }) }),
    member('W', 'region'),
    member('P', 'goods'),
    member('Q', 'goods'),
    record('metric', 'revenue', metric('revenue', 'sum')),
    record('metric', 'heads', { ...metric('heads', 'last'), decimals: 0 }),
    record('metric', 'winRate', metric('winRate', 'ratio')),
  ]);
  return { master, state: createState() };
}

const metric = (key: string, aggregation: string) => ({
  name: key,
  key,
  aggregation,
  direction: 'up',
  unit: 'count',
  decimals: 2,
});

export const contextOf = (plan: RulePlan, more: Partial<EnterContext> = {}): EnterContext => ({
  book: 'plan',
  ...plan,
  kinds,
  actor: 'ann',
  writable: () => true,
  ...more,
});

export function ask(plan: RulePlan, command: Command, more: Partial<EnterContext> = {}) {
  return decide(contextOf(plan, more), command);
}

/** Decide and apply; answers the changes. */
export function enact(plan: RulePlan, command: Command, more: Partial<EnterContext> = {}): readonly Change[] {
  const decided = ask(plan, command, more);
  if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
  applyChanges(plan.state, decided.value.changes);
  return decided.value.changes;
}

export const regions = ['E1', 'E2', 'W'];

/** A target by region (and goods) over the quarter, with a number per row and month. */
export function target(
  plan: RulePlan,
  id: string,
  values: Readonly<Record<string, readonly (number | null)[]>>,
  { metric = 'revenue', goods = false, from = '2026-01-01', to = '2026-03-31' } = {},
): void {
  const dimensions = goods ? ['region', 'goods'] : ['region'];
  const rows = Object.keys(values).map((key) => key.split(' '));
  const fields = { metric, targetClass: 'core', dimensions, grain: 'month', from, to };
  enact(plan, { type: 'target.define', id, fields, rows });
  const layout = layoutOf(plan.state, plan.master, id)!;
  const periods = layout.periods.map((one) => one.id);
  const entries = Object.entries(values).flatMap(([key, numbers]) =>
    numbers.flatMap((value, m) =>
      value === null ? [] : [{ at: { members: key.split(' '), time: periods[m]! }, value }],
    ),
  );
  if (entries.length > 0) enact(plan, { type: 'target.enter', target: id, entries });
}

export function rule(plan: RulePlan, id: string, fields: object): void {
  const whole = { target: 't', level: 'leaves', keeps: 'shares', basis: 'equal', ...fields };
  enact(plan, { type: 'record.add', kind: 'breakdownRule', id, fields: whole as never });
}

export const runRule = (id: string): Command => ({ type: 'target.runRule', rule: id });

/** Numbers of the target by row and month. */
export function numbers(plan: RulePlan, id = 't'): Readonly<Record<string, readonly (number | null)[]>> {
  const { cube, frame, periods } = layoutOf(plan.state, plan.master, id)!;
  const all = placeOf(frame, { members: cube.dimensions.map(() => '*'), time: frame.time.ids[0]! })!;
  return Object.fromEntries(
    [...rowsUnder(frame, all)].map((row) => {
      const key = frame.trees.map((tree, d) => tree.ids[frame.position[d]![row]!]!);
      return [key.join(' '), periods.map(({ slot }) => readLeaf(cube, 0, rowIndex(cube, key), slot))];
    }),
  );
}

export const sum = (values: readonly (number | null)[] | undefined): number =>
  (values ?? []).reduce<number>((total, value) => total + (value ?? 0), 0);

export function problemsOf<T>(result: Result<T>) {
  return result.ok ? [] : result.problems;
}
