import {
  amountFromDecimal,
  applyChanges,
  type CellPlace,
  type Command,
  decide,
  type Fraction,
  layoutOf,
  ok,
  type Problem,
  placeOf,
  problem,
  type Result,
  readFraction,
  readTotal,
  refuse,
  type TargetEntry,
  tableTotals,
  unitScale,
} from '@shapan/engine';
import { amountsInUnits } from './in-units.ts';
import { isRate, type MetricFields, type MetricsRequest, readMetricsRequest } from './metric-fields.ts';
import { buildPlan, type MetricPlan } from './metric-plan.ts';
import { refusal } from './request-fields.ts';

/** What a metric shows: every member, totals included; of a rate its two parts besides. */
interface Shown {
  readonly cells: Readonly<Record<string, number | null>>;
  readonly numerators?: Readonly<Record<string, number | null>>;
  readonly denominators?: Readonly<Record<string, number | null>>;
}

/**
 * `{"members","metrics","holds","edit"}` → `{"metrics","changed","notices"}`: metrics that are not sums (SPR-T78), and a
 * number typed on a formula (SPR-T39). The request becomes a plan of one month, and the edit is decided as any other.
 */
export function answerMetrics(request: unknown): unknown {
  const fields = readMetricsRequest(request);
  if (!fields.ok) return refusal(fields.problems);
  const plan = buildPlan(fields.value);
  if (!plan.ok) return refusal(plan.problems);
  const before = shownAll(plan.value, fields.value);
  const notices = enter(plan.value, fields.value);
  if (!notices.ok) return refusal(notices.problems);
  const metrics = shownAll(plan.value, fields.value);
  return { metrics, changed: changedOf(before, metrics), notices: notices.value };
}

function enter(plan: MetricPlan, { edit, metrics }: MetricsRequest): Result<readonly object[]> {
  const metric = metrics.get(edit.metric)!;
  const entry = entryOf(plan, edit, metric);
  if (!entry.ok) return entry;
  const command: Command = {
    type: 'target.enter',
    target: plan.targetOf(edit.metric),
    entries: [entry.value],
  };
  const decided = decide(plan.context, command);
  // What is said of a driver counts in its units.
  const decimalsFor = (params: Params = {}): number =>
    (metrics.get(String(params['key'])) ?? metric).decimals;
  if (!decided.ok) {
    return refuse(...decided.problems.map((found) => inRequest(plan, found, decimalsFor(found.params))));
  }
  applyChanges(plan.context.state, decided.value.changes);
  return ok(
    decided.value.notices.map(({ code, params = {} }) => ({
      code,
      params: withNames(plan, amountsInUnits(params, decimalsFor(params), code)),
    })),
  );
}

function entryOf(
  plan: MetricPlan,
  { at, value, granularity, ...others }: MetricsRequest['edit'],
  { kind, decimals }: MetricFields,
): Result<TargetEntry> {
  const place: CellPlace = { members: [plan.memberOf(at)], time: plan.time };
  const entry: { value?: number; rate?: number; granularity?: number } = {};
  if (value !== undefined && isRate(kind)) entry.rate = value;
  else if (value !== undefined) {
    const amount = amountFromDecimal(value, decimals, 'edit.value');
    if (!amount.ok) return amount;
    entry.value = amount.value;
  }
  if (granularity !== undefined) {
    const amount = amountFromDecimal(granularity, decimals, 'edit.granularity');
    if (!amount.ok) return amount;
    entry.granularity = amount.value;
  }
  // A field that is there although nothing was said is one too many for numbers that no total shares out.
  const said = Object.fromEntries(
    Object.entries(others).filter(([name, choice]) => name !== 'metric' && choice !== undefined),
  );
  return ok({ at: place, ...said, ...entry });
}

/** The engine speaks of entries and of ids of its own. */
function inRequest(plan: MetricPlan, { code, path, params }: Problem, decimals: number): Problem {
  const place = `edit.${path?.replace(/^entries\[0\]\./, '') ?? 'at'}`.replace(/\.rate$/, '.value');
  if (params === undefined) return problem(code, place);
  return problem(code, place, withNames(plan, amountsInUnits(params, decimals)));
}

/** Holds by the members that the request holds, in whatever words they are told. */
const withNames = ({ sayHolds }: MetricPlan, params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      holdParams.has(name) && typeof value === 'string' ? sayHolds(value) : value,
    ]),
  );

type Params = NonNullable<Problem['params']>;

const holdParams: ReadonlySet<string> = new Set(['hold', 'holds', 'within', 'soft']);

const shownAll = (plan: MetricPlan, { metrics, members }: MetricsRequest): Record<string, Shown> =>
  Object.fromEntries([...metrics].map(([key, metric]) => [key, shown(plan, key, metric, members)]));

function shown(
  plan: MetricPlan,
  key: string,
  metric: MetricFields,
  members: MetricsRequest['members'],
): Shown {
  const { state, master } = plan.context;
  const layout = layoutOf(state, master, plan.targetOf(key))!;
  const totals = tableTotals(layout);
  const scale = unitScale(metric.decimals);
  const all = (read: (place: NonNullable<ReturnType<typeof placeOf>>) => number | null) =>
    Object.fromEntries(members.map(({ id }) => [id, read(placeOf(layout.frame, plan.placeAt(id))!)]));
  const part = (which: 0 | 1) =>
    all((place) => {
      const total = readTotal(totals, place, which);
      return total === null ? null : total / scale;
    });
  if (!isRate(metric.kind)) return { cells: all((place) => quotient(readFraction(totals, place), scale)) };
  return {
    cells: all((place) => quotient(readFraction(totals, place), 1)),
    numerators: part(0),
    denominators: part(1),
  };
}

const quotient = (fraction: Fraction | null, scale: number): number | null =>
  fraction && fraction.numerator / fraction.denominator / scale;

function changedOf(
  before: Readonly<Record<string, Shown>>,
  after: Readonly<Record<string, Shown>>,
): Record<string, readonly string[]> {
  const changed = Object.keys(after).map((key) => {
    const [was, is] = [before[key]!, after[key]!];
    const parts = ['cells', 'numerators', 'denominators'] as const;
    const ids = Object.keys(is.cells).filter((id) =>
      parts.some((part) => was[part]?.[id] !== is[part]?.[id]),
    );
    return [key, ids] as const;
  });
  return Object.fromEntries(changed.filter(([, ids]) => ids.length > 0));
}
