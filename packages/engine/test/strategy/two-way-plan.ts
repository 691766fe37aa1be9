import fc from 'fast-check';
import {
  applyChanges,
  type BookState,
  type Change,
  type Coverage,
  childrenOf,
  contributionsTo,
  coverageOf,
  createState,
  type Fate,
  layoutOf,
  type Place,
  statedBaseline,
  type TargetLayout,
  type Trial,
  tableTotals,
} from '../../src/index.ts';
import { contextOf, must, type PlanOfKinds } from '../targets/plan-of-kinds.ts';

/** Random initiatives over regions by products in the months of a quarter, for laws that hold for any (COV-1 to COV-10). */

const regions = ['N', 'N1', 'N2', 'S'];
const products = ['P', 'P1', 'P2', 'Q'];
const rows = ['N1', 'N2', 'S'].flatMap((region) => ['P1', 'P2', 'Q'].map((product) => [region, product]));

/** One target of each kind: sums of which more and less is better, a rate, a level, a largest one and a judged one. */
export const targets = {
  sales: { aggregation: 'sum', direction: 'up' },
  cost: { aggregation: 'sum', direction: 'down' },
  rate: { aggregation: 'ratio', unit: 'percent', direction: 'up' },
  stock: { aggregation: 'last', direction: 'up' },
  peak: { aggregation: 'max', direction: 'up' },
  days: { aggregation: 'ratio', unit: 'days', direction: 'down' },
} as const;

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

export function twoWayPlan(): PlanOfKinds {
  const master = createState();
  applyChanges(master, [
    record('dimension', 'region', { name: 'Region', category: 'region' }),
    record('dimension', 'product', { name: 'Product', category: 'product' }),
    ...[...regions, ...products].map((id, order) =>
      record('dimensionMember', id, {
        dimension: regions.includes(id) ? 'region' : 'product',
        name: id,
        order,
        ...(id.length > 1 && { parent: id[0] }),
      }),
    ),
    ...Object.entries(targets).map(([key, wish]) =>
      record('metric', key, { name: key, key, unit: 'count', decimals: 0, ...wish }),
    ),
  ]);
  const state = createState();
  const plan = { state, master, context: contextOf(state, master) };
  for (const key of Object.keys(targets)) {
    const window = { grain: 'month', from: '2026-07-01', to: '2026-09-30' };
    const fields = {
      metric: key,
      targetClass: 'core' as const,
      dimensions: ['region', 'product'],
      ...window,
    };
    must(plan, { type: 'target.define', id: key, fields, rows } as never);
  }
  return plan;
}

const estimate = fc
  .array(fc.integer({ min: -500, max: 900 }), { minLength: 3, maxLength: 3 })
  .map((three) => {
    const [low, likely, high] = three.toSorted((a, b) => a - b);
    return { low, likely, high };
  });

const day = fc.integer({ min: 0, max: 120 }).map((days) => {
  const at = new Date(Date.UTC(2026, 5, 10 + days));
  return at.toISOString().slice(0, 10);
});

const place = fc.record({
  region: fc.option(fc.constantFrom(...regions), { nil: undefined }),
  product: fc.option(fc.constantFrom(...products), { nil: undefined }),
});

const said = fc.record({
  target: fc.constantFrom(...Object.keys(targets)),
  coordinate: place,
  contribution: estimate,
  probability: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  effectFrom: fc.option(day, { nil: undefined }),
  rampDays: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
});

const initiative = fc.record({
  own: said,
  also: fc.array(said, { maxLength: 2 }),
  from: day,
  slipDays: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
  status: fc.constantFrom('planned', 'running', 'done', 'dropped'),
});

const numbers = fc.array(
  fc.record({
    target: fc.constantFrom(...Object.keys(targets)),
    row: fc.nat(rows.length - 1),
    month: fc.integer({ min: 7, max: 9 }),
    value: fc.integer({ min: 0, max: 2_000 }),
    base: fc.integer({ min: 1, max: 500 }),
  }),
  { maxLength: 40 },
);

/** What a random plan is made from. `baselines`: by target, in the order of `targets`; nothing = it states none. */
export const anyPlan = fc.record({
  initiatives: fc.array(initiative, { maxLength: 8 }),
  numbers,
  baselines: fc.array(fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: undefined }), {
    minLength: Object.keys(targets).length,
    maxLength: Object.keys(targets).length,
  }),
});

type Seed = typeof anyPlan extends fc.Arbitrary<infer T> ? T : never;

const defined = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export function grow({ initiatives, numbers: typed, baselines }: Seed): PlanOfKinds {
  const plan = twoWayPlan();
  for (const { target, row, month, value, base } of typed) {
    const at = { members: rows[row]!, time: `M2026-0${month}` };
    const number =
      target === 'rate' || target === 'days' ? { numerator: value, denominator: base } : { value };
    must(plan, { type: 'target.enter', target, entries: [{ at, ...number }] } as never);
  }
  Object.keys(targets).forEach((id, i) => {
    const baseline = baselines[i];
    if (baseline !== undefined) must(plan, { type: 'record.update', kind: 'target', id, set: { baseline } });
  });
  applyChanges(
    plan.state,
    initiatives.flatMap(({ own, also, ...rest }, i) => [
      record('initiative', `i${i}`, defined({ name: `i${i}`, ...rest, ...inPlace(own) })),
      ...also.map((one, j) =>
        record('contribution', `i${i}c${j}`, defined({ initiative: `i${i}`, ...inPlace(one) })),
      ),
    ]),
  );
  return plan;
}

const inPlace = ({ coordinate, ...rest }: { readonly coordinate: object }): object => ({
  ...defined(rest),
  coordinate: defined(coordinate),
});

export const anyTrial = fc
  .array(
    fc.tuple(
      fc.nat(7),
      fc.oneof(
        fc.constant('cut' as const),
        fc.record({ slipDays: fc.integer({ min: 1, max: 60 }) }),
      ) as fc.Arbitrary<Fate>,
    ),
    { maxLength: 3 },
  )
  .map((fates) => new Map(fates.map(([i, fate]) => [`i${i}`, fate] as const)) as Trial);

/** A target of the plan with what is laid over it. */
export function laidOver(
  { state, master }: { readonly state: BookState; readonly master: BookState },
  target: string,
  { trial, before }: { readonly trial?: Trial; readonly before?: Coverage } = {},
): Coverage {
  const layout = before?.layout ?? layoutOf(state, master, target)!;
  const totals = before?.targets ?? tableTotals(layout);
  const contributions = contributionsTo(state, target, { trial });
  return coverageOf(layout, totals, contributions, statedBaseline(layout, totals), undefined, before);
}

/** Every place of a table. */
export function* placesOf({ frame }: TargetLayout): Generator<Place> {
  const [first, second] = frame.trees;
  for (const region of first!.ids.keys())
    for (const product of second!.ids.keys())
      for (const time of frame.time.ids.keys()) yield { members: [region, product], time };
}

export const childrenAlong = ({ frame }: TargetLayout, { members, time }: Place, along: 0 | 1): Place[] =>
  childrenOf(frame.trees[along]!, members[along]!).map((node) => ({
    members: members.with(along, node),
    time,
  }));
