import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  cellAddress,
  createState,
  decide,
  decideUndo,
  type EnterContext,
  kinds,
  layoutOf,
  type Organisation,
  type Problem,
  parentsOf,
  placesOf,
  readTotal,
  rowIndex,
  type TargetLayout,
  tableTotals,
} from '../../src/index.ts';

/** Customers below territories over the months of 2026, and everything that may be asked of them. */
export interface Territories {
  readonly master: BookState;
  readonly state: BookState;
}

export const TARGET = 'revenue';

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

/** A month of 2026 as the table names it. */
export const month = (number: number): string => `M2026-${String(number).padStart(2, '0')}`;

/** The whole window. */
export const YEAR = 'all';

const firstDay = (number: number): string => `2026-${String(number).padStart(2, '0')}-01`;

/** Members by the one above (`null` = a root), a flat list of products, and the rows `customer/product`. */
export function territories(
  parents: Readonly<Record<string, string | null>>,
  rows: readonly (readonly [string, string])[],
  metric: object = {},
): Territories {
  const master = createState();
  const products = [...new Set(rows.map(([, product]) => product))];
  applyChanges(master, [
    record('dimension', 'territory', { name: 'Territory', category: 'customer' }),
    record('dimension', 'product', { name: 'Product', category: 'product' }),
    ...Object.entries(parents).map(([id, parent], order) =>
      record('dimensionMember', id, { dimension: 'territory', name: id, order, ...(parent && { parent }) }),
    ),
    ...products.map((id, order) => record('dimensionMember', id, { dimension: 'product', name: id, order })),
    record('metric', 'money', {
      name: 'Revenue',
      key: 'revenue',
      aggregation: 'sum',
      direction: 'up',
      unit: 'count',
      decimals: 0,
      ...metric,
    }),
  ]);
  const world = { master, state: createState() };
  must(
    ask(world, {
      type: 'target.define',
      id: TARGET,
      fields: {
        metric: 'money',
        targetClass: 'core',
        dimensions: ['territory', 'product'],
        grain: 'month',
        from: '2026-01-01',
        to: '2026-12-31',
      },
      rows: rows.map((row) => [...row]),
    }),
  );
  return world;
}

export const contextOf = (
  { master, state }: Territories,
  book: 'plan' | 'master' = 'plan',
): EnterContext => ({
  book,
  state: book === 'master' ? master : state,
  master,
  kinds,
  actor: 'somebody',
  writable: () => true,
});

type Answer = { readonly changes: readonly Change[] } | { readonly problems: readonly Problem[] };

/** Decides and applies: what changed, or why it was refused. */
export function ask(world: Territories, command: Command): Answer {
  const inMaster = 'kind' in command && kinds.get(command.kind)?.book === 'master';
  const context = contextOf(world, inMaster ? 'master' : 'plan');
  const result = decide(context, command);
  if (!result.ok) return { problems: result.problems };
  applyChanges(context.state, result.value.changes);
  context.state.position += 1;
  return { changes: result.value.changes };
}

export function must(answer: Answer): readonly Change[] {
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer.changes;
}

export function codesOf(answer: Answer): readonly string[] {
  return 'problems' in answer ? answer.problems.map(({ code, path }) => `${code} ${path}`) : [];
}

/** Takes a change of the master data back, as undo does. */
export function undoInMaster(world: Territories, changes: readonly Change[]): void {
  const result = decideUndo(contextOf(world, 'master'), changes);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  applyChanges(world.master, result.value);
  world.master.position += 1;
}

let moves = 0;

/** From a day on a member stands under another one; `null` = at the top. */
export const reassign = (world: Territories, member: string, parent: string | null, from: string): Answer =>
  ask(world, {
    type: 'record.add',
    kind: 'reassignment',
    id: `move-${++moves}`,
    fields: { member, from, ...(parent && { parent }) },
  });

/** Numbers of leaves as they lie, by customer, product and month: a row may stand on a member with others below it. */
export function type(world: Territories, numbers: readonly [string, string, number, number][]): void {
  const { cube } = world.state.cubes.get(TARGET)!;
  const cells = numbers.map(([customer, product, number]) =>
    cellAddress(rowIndex(cube!, [customer, product]), cube!.firstSlot + number - 1),
  );
  const after = numbers.map(([, , , value]) => value);
  const before = numbers.map(() => null);
  applyChanges(world.state, [{ type: 'cells.changed', target: TARGET, part: 0, cells, before, after }]);
}

export function table(world: Territories, organisation?: Organisation): TargetLayout {
  return layoutOf(world.state, world.master, TARGET, organisation)!;
}

/** What everything of a name shows in a period: the sum over the places that it has there. */
export function shown(
  world: Territories,
  name: string,
  time: string,
  options: { product?: string; organisation?: Organisation } = {},
): number | null {
  const layout = table(world, options.organisation);
  const totals = tableTotals(layout);
  const places = placesOf(layout.frame, { members: [name, options.product ?? '*'], time });
  const numbers = places.map((place) => readTotal(totals, place));
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((sum, number) => sum + number, 0);
}

/** The same by definition: leaf by leaf, each under the parents of the first day of its month, or of one day. */
export function byDefinition(
  world: Territories,
  leaves: readonly [string, string, number, number][],
  name: string,
  wanted: readonly number[],
  day?: string,
): number {
  const parents = parentsOf(world.master);
  let sum = 0;
  for (const [customer, , number, value] of leaves) {
    if (!wanted.includes(number)) continue;
    const on = day ?? firstDay(number);
    const chain = ['*'];
    for (let at: string | undefined = customer; at !== undefined; at = parents.on(at, on)) chain.push(at);
    if (chain.includes(name)) sum += value;
  }
  return sum;
}

/** Every number of the table, by the names of its places. */
export function everyNumber(
  world: Territories,
  organisation?: Organisation,
): ReadonlyMap<string, number | null> {
  const layout = table(world, organisation);
  const totals = tableTotals(layout);
  const numbers = new Map<string, number | null>();
  layout.frame.trees[0]!.ids.forEach((customer, a) => {
    layout.frame.trees[1]!.ids.forEach((product, b) => {
      layout.frame.time.ids.forEach((period, time) => {
        numbers.set(`${customer} ${product} ${period}`, readTotal(totals, { members: [a, b], time }));
      });
    });
  });
  return numbers;
}
