import type { PlainDate } from '../../foundation/date.ts';
import { isDropped } from '../../plan/dropped.ts';
import type { Fields, PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import { layoutOf } from '../layout.ts';
import type { TargetLayout } from '../target-layout.ts';
import { type Fraction, readFraction, type Totals } from '../totals.ts';
import { chanceOf } from './achievable.ts';
import { capacityFor } from './capacity.ts';
import {
  type SmartContext,
  type SmartInitiative,
  type SmartMetric,
  type SmartPipeline,
  smartCadences,
} from './context.ts';

/** A target as a table, with its totals. */
export interface SmartTable {
  readonly layout: TargetLayout;
  readonly totals: Totals;
}

/** Decimals to which rates are told: percentage points, or the unit itself. */
const RATE_DECIMALS = 2;

/**
 * What the books say of a target: its number, metric, initiatives, capacity, pipeline, plan, rhythm, checkpoints and what it
 * supports. What they do not know – history, workload, what is booked, a better coverage – is left out, for the caller to add.
 */
export function smartContextOf(
  books: { readonly state: BookState; readonly master: BookState },
  table: SmartTable,
  today: PlainDate,
): SmartContext {
  const { state, master } = books;
  const { layout } = table;
  const brief = recordsOf(state, 'brief')[0]?.fields ?? {};
  const { from, to } = brief;
  return {
    today,
    metric: metricOf(layout),
    value: valueOf(table),
    initiatives: initiativesOf(state, layout),
    capacity: capacityOf(state, layout),
    pipeline: pipelineOf(layout),
    actualSources: sourcesOf(master, layout),
    plan: typeof from === 'string' && typeof to === 'string' ? { from, to } : undefined,
    cadence: smartCadences.find((one) => one === brief['cadence']) ?? null,
    checkpoints: checkpointsOf(state),
    supports: supportedBy(books, layout),
  };
}

/** 达成概率: the chance in whole percent that initiatives lift the baseline to the target (SMT-20); `undefined` where not all of it is said. */
export const attainmentChance = (state: BookState, table: SmartTable): number | undefined =>
  chanceOf({
    target: table.layout.target,
    context: {
      metric: metricOf(table.layout),
      value: valueOf(table),
      initiatives: initiativesOf(state, table.layout),
    },
  });

/** Of what adds up over time alone can be said what people deliver of it. */
function capacityOf(state: BookState, { target, metric, decimals, behaviour, cube }: TargetLayout) {
  const { from, to } = target.fields;
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  if (behaviour !== 'flow' || cube.parts === 2) return undefined;
  return capacityFor(state, { metric: metric.id, decimals, from, to });
}

function pipelineOf({ target }: TargetLayout): SmartPipeline | undefined {
  const { pipeline, winRate } = target.fields;
  if (typeof pipeline !== 'number') return undefined;
  return { open: pipeline, booked: 0, winRate: typeof winRate === 'number' ? winRate : null };
}

const isRate = ({ cube }: TargetLayout): boolean => cube.parts === 2;

function metricOf(layout: TargetLayout): SmartMetric {
  const { fields } = layout.metric;
  const text = (name: string): string | null => (typeof fields[name] === 'string' ? fields[name] : null);
  const direction = fields['direction'];
  return {
    name: text('name') ?? '',
    unit: text('unit'),
    decimals: isRate(layout) ? RATE_DECIMALS : layout.decimals,
    direction: direction === 'down' || direction === 'band' ? direction : 'up',
    source: text('source'),
  };
}

function valueOf({ layout, totals }: SmartTable): number | null {
  const value = readFraction(totals, { members: layout.frame.trees.map(() => 0), time: 0 });
  return value && wholeUnits(value, isRate(layout) ? rateScale(layout) : 1);
}

/** A rate of 0.125 is 12.5 percentage points. */
const rateScale = ({ metric }: TargetLayout): number =>
  10 ** RATE_DECIMALS * (metric.fields['unit'] === 'percent' ? 100 : 1);

/** The nearest whole number, halves away from zero; `null` of what no number stands for. */
function wholeUnits({ numerator, denominator }: Fraction, scale: number): number | null {
  if (denominator === 1 && scale === 1) return numerator;
  const size = Math.round(Math.abs(numerator / denominator) * scale);
  if (!Number.isFinite(size)) return null;
  return numerator < 0 !== denominator < 0 ? 0 - size : size;
}

/** Each estimate of what initiatives add, dropped ones aside; one that only helps adds something nobody has put a number to. */
function initiativesOf(state: BookState, layout: TargetLayout): readonly SmartInitiative[] {
  const target = layout.target.id;
  const adding = recordsOf(state, 'contribution').filter(({ fields }) => fields['target'] === target);
  return recordsOf(state, 'initiative').flatMap(({ id, fields }) => {
    if (isDropped(fields)) return [];
    const own = fields['target'] === target && fields['contribution'] ? [fields] : [];
    const said = [
      ...own,
      ...adding.filter((one) => one.fields['initiative'] === id).map((one) => one.fields),
    ];
    if (said.length > 0) return said.map((estimate) => initiativeOf(layout, fields, estimate));
    return targetsOf(fields, 'contributesTo', 'target').has(target) ? [initiativeOf(layout, fields, {})] : [];
  });
}

/** An estimate is as likely as it says itself, or as its initiative is. */
function initiativeOf(layout: TargetLayout, initiative: Fields, estimate: Fields): SmartInitiative {
  const { low, likely, high } = (estimate['contribution'] ?? {}) as Readonly<
    Partial<Record<'low' | 'likely' | 'high', number>>
  >;
  const probability = estimate['probability'] ?? initiative['probability'];
  const scale = isRate(layout) ? 10 ** RATE_DECIMALS : 1;
  return {
    name: String(initiative['name'] ?? ''),
    likely: typeof likely === 'number' ? Math.round(likely * scale) : null,
    ...(typeof low === 'number' && { low: Math.round(low * scale) }),
    ...(typeof high === 'number' && { high: Math.round(high * scale) }),
    probability: typeof probability === 'number' ? probability : null,
  };
}

/** Where imports of the metric came from; of a formula those of its drivers. */
function sourcesOf(master: BookState, { metric, formula }: TargetLayout): readonly string[] {
  const metrics = new Set([metric.id, ...(formula?.drivers ?? []).map((one) => one.metric.id)]);
  const imports = recordsOf(master, 'import').filter(({ fields }) => metrics.has(String(fields['metric'])));
  return [...new Set(imports.map(({ fields }) => String(fields['source'])))];
}

/** Days of reviews and of milestones. */
function checkpointsOf(state: BookState): readonly PlainDate[] {
  const reviews = recordsOf(state, 'review').map(({ fields }) => fields['on']);
  const milestones = recordsOf(state, 'task')
    .filter(({ fields }) => fields['milestone'] === true && !isDropped(fields))
    .map(({ fields }) => fields['to'] ?? fields['from']);
  return [...reviews, ...milestones].filter((day) => typeof day === 'string');
}

/**
 * A core target serves the purpose of the plan. A supporting one serves the core targets with which it shares a strategy or
 * an initiative, or whose formula it drives.
 */
function supportedBy(
  { state, master }: { readonly state: BookState; readonly master: BookState },
  { target }: TargetLayout,
): readonly string[] {
  if (target.fields['targetClass'] === 'core') {
    const brief = recordsOf(state, 'brief').find(({ fields }) => typeof fields['purpose'] === 'string');
    return brief ? [String(brief.fields['name'] ?? '')] : [];
  }
  const joined = [
    ...recordsOf(state, 'strategy').map(({ fields }) => targetsOf(fields, 'targets')),
    ...recordsOf(state, 'initiative').map(({ fields }) => targetsOf(fields, 'contributesTo', 'target')),
  ].filter((targets) => targets.has(target.id));
  const core = recordsOf(state, 'target').filter(({ fields }) => fields['targetClass'] === 'core');
  const drives = ({ id }: PlanRecord): boolean =>
    layoutOf(state, master, id)?.formula?.drivers.some((one) => one.layout?.target.id === target.id) ?? false;
  return core
    .filter((one) => joined.some((targets) => targets.has(one.id)) || drives(one))
    .map(({ fields }) =>
      String(findRecord(master, 'metric', String(fields['metric']))?.fields['name'] ?? ''),
    );
}

/** Ids that some fields of a record lead to. */
const targetsOf = (fields: PlanRecord['fields'], ...names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => (fields[name] ?? []) as string | readonly string[]));
