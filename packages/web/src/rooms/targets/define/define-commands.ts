import type { CommandRequest } from '@shapan/contract';
import {
  addDays,
  aggregations,
  type BookState,
  currencyDecimals,
  type DateRange,
  type PlanRecord,
  targetGrains,
} from '@shapan/engine';
import { leafMembers } from '../names.ts';
import type { TypedMember } from './member-list.ts';

export const units = ['money', 'count', 'percent', 'score', 'hours', 'days'] as const;
export type Unit = (typeof units)[number];

/** Kinds of metric that can be chosen for a new one; a formula needs its own editor. */
export const newAggregations = aggregations.filter((kind) => kind !== 'formula');
export type NewAggregation = (typeof aggregations)[number];

/** Grains of the calendar that a breakdown can be planned in. */
export const newGrains = targetGrains.filter((grain) => grain !== 'custom' && grain !== 'day');
export type NewGrain = (typeof targetGrains)[number];

/** The periods of a target: a grain of the calendar, or a set of periods of the master data. */
export type NewPeriods = { readonly grain: NewGrain } | { readonly periodSet: string };

/** The days that a set of periods spans. */
export function spanOf(periodSet: PlanRecord): DateRange | null {
  const boundaries = periodSet.fields['boundaries'];
  if (!Array.isArray(boundaries) || boundaries.length < 2) return null;
  return { from: String(boundaries[0]), to: addDays(String(boundaries.at(-1)), -1) };
}

export const categories = ['region', 'product', 'customer', 'channel', 'owner', 'custom'] as const;
export type Category = (typeof categories)[number];

export interface NewMetric {
  readonly name: string;
  readonly aggregation: NewAggregation;
  readonly unit: Unit;
  readonly unitLabel: string;
  /** Places behind the point of the smallest unit, for good; `null` = as the currency has them, none for counts. */
  readonly decimals: number | null;
  readonly numerator: string;
  readonly denominator: string;
}

export interface NewDimension {
  readonly name: string;
  readonly category: Category;
  readonly members: readonly TypedMember[];
}

export interface TargetDraft {
  readonly metric: { readonly id: string } | { readonly create: NewMetric };
  readonly targetClass: 'core' | 'supporting';
  /** Existing dimensions, in the order of the breakdown; a new one follows them. */
  readonly dimensions: readonly string[];
  readonly newDimension: NewDimension | null;
  readonly periods: NewPeriods;
  readonly from: string;
  readonly to: string;
}

export interface DefineCommands {
  readonly target: string;
  /** What the master data needs first. */
  readonly master: readonly CommandRequest[];
  readonly plan: readonly CommandRequest[];
}

interface Making {
  readonly master: BookState;
  readonly currency: string;
  /** How many targets the plan has. */
  readonly order: number;
  readonly ids: () => string;
}

/** Everything a new target asks for: first its metric and members in the master data, then itself with all its rows. */
export function defineCommands(draft: TargetDraft, making: Making): DefineCommands {
  const { ids } = making;
  const master: CommandRequest[] = [];
  const metric = 'id' in draft.metric ? draft.metric.id : ids();
  if ('create' in draft.metric) master.push(metricCommand(metric, draft.metric.create, making.currency));
  const leaves = draft.dimensions.map((id) => leafMembers(making.master, id).map((member) => member.id));
  const dimensions = [...draft.dimensions];
  if (draft.newDimension) {
    const made = dimensionCommands(draft.newDimension, ids);
    master.push(...made.commands);
    dimensions.push(made.dimension);
    leaves.push(made.leaves);
  }
  const target = ids();
  const { targetClass, from, to } = draft;
  const periods = 'periodSet' in draft.periods ? { grain: 'custom', ...draft.periods } : draft.periods;
  const fields = { metric, targetClass, dimensions, ...periods, from, to, due: to, order: making.order };
  return { target, master, plan: [{ type: 'target.define', id: target, fields, rows: product(leaves) }] };
}

function metricCommand(id: string, metric: NewMetric, currency: string): CommandRequest {
  const rate = metric.aggregation === 'ratio' || metric.aggregation === 'wavg';
  const fields = {
    name: metric.name.trim(),
    key: `own-${id.slice(-12)}`,
    aggregation: metric.aggregation,
    direction: 'up',
    unit: metric.unit,
    decimals: metric.decimals ?? (metric.unit === 'money' && !rate ? currencyDecimals(currency) : 0),
    ...(metric.unit === 'money' && { currency }),
    ...(metric.unitLabel.trim() !== '' && { unitLabel: metric.unitLabel.trim() }),
    ...(rate && metric.numerator.trim() !== '' && { numerator: metric.numerator.trim() }),
    ...(rate && metric.denominator.trim() !== '' && { denominator: metric.denominator.trim() }),
  };
  return { type: 'record.add', kind: 'metric', id, fields };
}

function dimensionCommands({ name, category, members }: NewDimension, ids: () => string) {
  const dimension = ids();
  const memberIds = members.map(() => ids());
  const parents = new Set(members.map(({ parent }) => parent));
  const commands: CommandRequest[] = [
    { type: 'record.add', kind: 'dimension', id: dimension, fields: { name: name.trim(), category } },
    ...members.map((member, order): CommandRequest => {
      const parent = memberIds[member.parent];
      const fields = { dimension, name: member.name, order, ...(parent !== undefined && { parent }) };
      return { type: 'record.add', kind: 'dimensionMember', id: memberIds[order]!, fields };
    }),
  ];
  return { dimension, commands, leaves: memberIds.filter((_, i) => !parents.has(i)) };
}

/** Every combination; no dimension at all is one row without members. */
export function product(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (rows, list) => rows.flatMap((row) => list.map((id) => [...row, id])),
    [[]],
  );
}
