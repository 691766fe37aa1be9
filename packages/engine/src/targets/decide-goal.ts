import { MAX_AMOUNT } from '../foundation/amount.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import {
  addRatios,
  compareRatios,
  multiplyRatios,
  negateRatio,
  type Ratio,
  ratio,
} from '../foundation/ratio.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { applyChanges } from '../plan/apply.ts';
import { partsOf } from '../plan/measure.ts';
import { forkState } from '../plan/state.ts';
import type { EnterTargets, TargetEntry } from './command.ts';
import type { Decision, EnterContext, Placed } from './entry-context.ts';
import { solveFor } from './formula/solve.ts';
import { driverReader, placeIn, scaleOf, shownOf, type Value, valueOf } from './formula/value.ts';
import { covers, type Place } from './frame.ts';
import { layoutOf, namesOf } from './layout.ts';
import { checkMethodFields } from './spread/method-fields.ts';
import type { Hold, Notice } from './spread/request.ts';
import { tableTotals } from './table-totals.ts';
import type { Driver, FormulaView, TargetLayout } from './target-layout.ts';
import { type Fraction, readFraction, readTotal, type Totals } from './totals.ts';

/** How the other targets of the plan take an entry: the decision of `decideEnter`. */
type Enter = (context: EnterContext, command: EnterTargets) => Result<Decision>;

/** One typed number on its way to a driver. */
interface Goal {
  readonly placed: Placed;
  readonly driver: Driver;
  readonly entry: TargetEntry;
  /** The cells nearest reachable value, which is the promise. */
  readonly reached: Ratio;
  readonly notices: readonly Notice[];
}

interface Table {
  readonly context: EnterContext;
  readonly layout: TargetLayout;
  readonly view: FormulaView;
  readonly totals: ReadonlyMap<string, Totals>;
  readonly driverAt: (key: string, place: Place) => Value;
}

/**
 * Numbers typed on cells of a formula (SPR-T39): one driver of each absorbs, all others stay. Which: the one the entry
 * names, else the one the metric names, else the first of the formula that may change; held ones are skipped. The number
 * that the driver needs at that place is entered there and spread as any other. The decision changes the drivers' targets
 * and is one gesture. Refuses at the entry with `KIND` (anything but a plain number), `REQUIRED`, `OUT_OF_RANGE`,
 * `NO_FREE_CELL` (the cell is held), `DRIVER_MISSING`, `DRIVER_UNKNOWN`, `DRIVER_UNSOLVABLE`, `DRIVERS_HELD`,
 * `CONTRADICTION` (goals that undo each other), and with what the driver's own entry is refused with.
 */
export function seekGoals(
  context: EnterContext,
  layout: TargetLayout,
  entries: readonly Placed[],
  holds: readonly (Hold & { readonly owner: string })[],
  enter: Enter,
): Result<Decision> {
  const { formula: view, frame } = layout;
  if (!view) return refuse(problem('KIND', 'target', { aggregation: layout.aggregation }));
  const table = tableOf(context, layout, view);
  const goals: Goal[] = [];
  const problems: Problem[] = [];
  for (const placed of entries) {
    const keeping = holds.filter(
      ({ owner, at }) => owner !== context.actor && covers(frame, at, placed.place),
    );
    const held = { holds: keeping.map(({ id }) => id).join(','), held: 1 };
    const wrong =
      formOf(layout, placed) ??
      (keeping.length > 0 ? problem('NO_FREE_CELL', `${placed.path}.at`, held) : null);
    const goal = wrong ? refuse(wrong) : seek(table, placed, enter);
    if (goal.ok) goals.push(goal.value);
    else problems.push(...goal.problems);
  }
  return problems.length > 0 ? refuse(...problems.slice(0, 100)) : together(table, goals, enter);
}

function tableOf(context: EnterContext, layout: TargetLayout, view: FormulaView): Table {
  const totals = new Map<string, Totals>();
  const readers = new Map<string, (place: Place) => Value>();
  for (const driver of view.drivers) {
    const own = driver.layout && tableTotals(driver.layout, { denseLimit: 0 });
    if (own) totals.set(driver.key, own);
    readers.set(
      driver.key,
      driverReader(layout, driver, (_, place) => (own ? readFraction(own, place) : null)),
    );
  }
  return { context, layout, view, totals, driverAt: (key, place) => readers.get(key)?.(place) ?? null };
}

function formOf({ aggregation }: TargetLayout, { entry, path }: Placed): Problem | null {
  const { value, method = 'goalSeek', action = 'replace' } = entry;
  if ((method !== 'goalSeek' && method !== 'proportional') || action !== 'replace' || value === null)
    return problem('KIND', `${path}.method`, { aggregation, method, instead: 'goalSeek' });
  const [wrong] = checkMethodFields('goalSeek', entry);
  if (wrong) return { ...wrong, path: `${path}.${wrong.path ?? 'at'}` };
  if (value === undefined) return problem('REQUIRED', `${path}.value`);
  return Number.isInteger(value) && Math.abs(value) <= MAX_AMOUNT
    ? null
    : problem('OUT_OF_RANGE', `${path}.value`, { max: MAX_AMOUNT, value });
}

/** Reasons of a driver that may not change. */
const keeps: ReadonlySet<string> = new Set(['NO_FREE_CELL', 'OTHERS_CLOSED', 'FORBIDDEN', 'CLOSED']);

/** Reasons of a driver that let the next one be asked. */
const passes: ReadonlySet<string> = new Set([...keeps, 'KIND', 'BASIS_ZERO', 'DRIVER_UNSOLVABLE']);

function seek(table: Table, placed: Placed, enter: Enter): Result<Goal> {
  const { view, layout } = table;
  const missing = view.drivers.find((driver) => driver.layout === null);
  const names = view.drivers.map(({ metric }) => String(metric.fields['name'])).join(', ');
  if (missing)
    return refuse(
      problem('DRIVER_MISSING', `${placed.path}.at`, { metric: String(missing.metric.fields['name']) }),
    );
  const { driver: asked } = placed.entry;
  if (asked !== undefined && !view.absorbing.includes(asked))
    return refuse(problem('DRIVER_UNKNOWN', `${placed.path}.driver`, { driver: asked, drivers: names }));
  const notices: Notice[] = [];
  const holds: string[] = [];
  let isKept = false;
  for (const key of asked === undefined ? view.absorbing : [asked]) {
    const driver = view.drivers.find((one) => one.key === key);
    if (!driver) continue;
    const goal = trySeek(table, placed, driver, enter);
    if (goal.ok) return ok({ ...goal.value, notices: [...notices, ...goal.value.notices] });
    const [first] = goal.problems;
    if (asked !== undefined || !first || !passes.has(first.code)) return goal;
    notices.push({ code: 'DRIVER_SKIPPED', params: { driver: String(driver.metric.fields['name']) } });
    holds.push(...String(first.params?.['holds'] ?? '').split(','));
    isKept ||= keeps.has(first.code);
  }
  const named = [...new Set(holds)].filter((id) => id !== '').join(',');
  // Where all may change and none can bring the number about, nothing that is held stands in the way.
  if (!isKept) return refuse(problem('DRIVER_UNSOLVABLE', `${placed.path}.at`, { driver: names }));
  return refuse(
    problem('DRIVERS_HELD', `${placed.path}.at`, {
      drivers: names,
      holds: named,
      aggregation: layout.aggregation,
    }),
  );
}

/** What this driver would have to be, rounded to what its units reach, and whether it may be. */
function trySeek(table: Table, placed: Placed, driver: Driver, enter: Enter): Result<Goal> {
  const { context, layout, view } = table;
  const { place, path, entry } = placed;
  const wanted = ratio(BigInt(entry.value ?? 0), scaleOf(layout.metric));
  const exact = solveFor(view.formula, driver.key, (key) => table.driverAt(key, place), wanted);
  const there = driver.layout && placeIn(layout, driver.layout)(place);
  if (!exact || !there || !driver.layout)
    return refuse(
      problem('DRIVER_UNSOLVABLE', `${path}.at`, { driver: String(driver.metric.fields['name']) }),
    );
  const nearest = nearestOf(table, driver, there, place, exact, wanted);
  if (!nearest) return refuse(problem('BASIS_ZERO', `${path}.at`, { part: 'denominator' }));
  const at = namesOf(driver.layout.frame, there);
  const { keepManual } = entry;
  const own: TargetEntry = { at, ...nearest.fields, ...(keepManual && { keepManual }) };
  const tried = enter(context, { type: 'target.enter', target: driver.layout.target.id, entries: [own] });
  if (!tried.ok)
    return refuse(...tried.problems.map((one) => ofDriver(driver.key, { ...one, path: `${path}.at` })));
  const told: Notice[] = [
    { code: 'DRIVER_ABSORBED', params: { driver: String(driver.metric.fields['name']), key: driver.key } },
  ];
  if (compareRatios(nearest.reached, wanted) !== 0)
    told.push({ code: 'NEAREST_GOAL', params: { ...shownOf(nearest.reached, layout.metric) } });
  return ok({ placed, driver, entry: own, reached: nearest.reached, notices: told });
}

interface Nearest {
  readonly fields: Pick<TargetEntry, 'value' | 'rate'>;
  readonly reached: Ratio;
}

/** Of the whole numbers on both sides of the exact answer the one that brings the formula nearer (SPR-T79). */
function nearestOf(
  { view, totals, driverAt }: Table,
  { key, metric }: Driver,
  there: Place,
  place: Place,
  exact: Ratio,
  wanted: Ratio,
): Nearest | null {
  const own = totals.get(key);
  const rate = partsOf(metric.fields['aggregation']) === 2;
  const parts = rate && own ? readTotal(own, there, 1) : Number(scaleOf(metric));
  if (parts === null || parts === 0) return null;
  const whole = floorOf(multiplyRatios(exact, ratio(BigInt(parts))));
  let best: { readonly units: bigint; readonly reached: Ratio } | null = null;
  for (const units of [whole, whole + 1n]) {
    const value = ratio(units, BigInt(parts));
    const reached = valueOf(view.formula, (named) => (named === key ? value : driverAt(named, place)));
    if (reached && (!best || compareRatios(distance(reached, wanted), distance(best.reached, wanted)) < 0))
      best = { units, reached };
  }
  if (!best) return null;
  const units = Number(best.units);
  return { fields: rate ? { rate: units / parts } : { value: units }, reached: best.reached };
}

function floorOf({ numerator, denominator }: Ratio): bigint {
  const cut = numerator / denominator;
  return numerator < 0n && cut * denominator !== numerator ? cut - 1n : cut;
}

function distance(a: Ratio, b: Ratio): Ratio {
  const difference = addRatios(a, negateRatio(b));
  return difference.numerator < 0n ? negateRatio(difference) : difference;
}

/** All goals of a gesture: each driver takes its entries at once, then every typed cell is looked at again (SPR-T3). */
function together(table: Table, goals: readonly Goal[], enter: Enter): Result<Decision> {
  const { context, layout } = table;
  const targets = new Map<string, [Goal, ...Goal[]]>();
  for (const goal of goals) {
    const target = goal.driver.layout?.target.id ?? '';
    const others = targets.get(target);
    targets.set(target, others ? [...others, goal] : [goal]);
  }
  const decision = { changes: [] as Decision['changes'][number][], notices: [] as Notice[] };
  for (const [target, ones] of targets) {
    const entered = enter(context, { type: 'target.enter', target, entries: ones.map(({ entry }) => entry) });
    const { key } = ones[0].driver;
    if (!entered.ok) return refuse(...entered.problems.map((one) => ofDriver(key, inEntry(one, ones))));
    const told = entered.value.notices.filter(({ code }) => code !== 'NEAREST_RATE');
    decision.changes.push(...entered.value.changes);
    decision.notices.push(...told.map((one) => ofDriver(key, one)));
  }
  const state = forkState(context.state);
  applyChanges(state, decision.changes);
  const after = layoutOf(state, context.master, layout.target.id);
  const totals = after && tableTotals(after, { denseLimit: 0 });
  const missed = goals.filter(
    ({ placed, reached }) =>
      !totals || !isSame(readFraction(totals, placed.place), shownOf(reached, layout.metric)),
  );
  if (missed.length > 0)
    return refuse(...missed.map(({ placed }) => problem('CONTRADICTION', `${placed.path}.at`)));
  return ok({ ...decision, notices: [...goals.flatMap(({ notices }) => notices), ...decision.notices] });
}

const isSame = (a: Fraction | null, b: Fraction): boolean =>
  a !== null && a.numerator === b.numerator && a.denominator === b.denominator;

/** What is said of a driver's entry counts in the units of the driver, which `key` names. */
const ofDriver = <T extends Problem | Notice>(key: string, said: T): T => ({
  ...said,
  params: { key, ...said.params },
});

/** A refusal of a driver's entry, at the entry that asked for it. */
function inEntry(one: Problem, goals: readonly Goal[]): Problem {
  const index = Number(
    /^entries\[(\d+)\]/.exec(one.path ?? '')?.[1] ?? /^(\d+)\./.exec(one.path ?? '')?.[1] ?? 0,
  );
  return { ...one, path: `${goals[index]?.placed.path ?? 'entries'}.at` };
}
