import {
  aggregations,
  givingParts,
  MAX_DECIMALS,
  ok,
  type Problem,
  problem,
  type Result,
  refuse,
  residueRules,
  spreadActions,
  spreadFilters,
  spreadMethods,
} from '@shapan/engine';
import {
  cells,
  finiteNumber,
  listOf,
  maybe,
  objectOf,
  oneOf,
  optional,
  parent,
  type Reader,
  text,
  wholeNumber,
} from './request-fields.ts';

type Value<R> = R extends Reader<infer T> ? T : never;

const metricFields = objectOf({
  kind: optional(oneOf(...aggregations, 'stock'), 'sum'),
  decimals: optional(wholeNumber(0, MAX_DECIMALS), 0),
  /** A percentage is its share in formulas: 30 % is 0.3. */
  unit: optional(oneOf('count', 'percent'), 'count'),
  cells: maybe(cells),
  numerators: maybe(cells),
  denominators: maybe(cells),
  formula: maybe(text),
  absorbs: maybe(text),
});

/** Metrics by their key. */
const metrics: Reader<ReadonlyMap<string, MetricFields>> = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(problem('INVALID', path, { expected: 'object' }));
  }
  const read = Object.entries(value).map(
    ([key, fields]) => [key, metricFields(fields, `${path}.${key}`)] as const,
  );
  const problems = read.flatMap(([key, one]) =>
    one.ok ? fitting(one.value, `${path}.${key}`) : one.problems,
  );
  if (read.length === 0) problems.push(problem('REQUIRED', path));
  if (problems.length > 0) return refuse(...problems);
  return ok(new Map(read.flatMap(([key, one]) => (one.ok ? [[key, one.value] as const] : []))));
};

/** A rate has two parts, a formula has none, everything else has cells. */
function fitting({ kind, ...given }: MetricFields, path: string): readonly Problem[] {
  const parts = ['numerators', 'denominators'] as const;
  const wanted: readonly string[] = kind === 'formula' ? ['formula'] : isRate(kind) ? parts : [];
  const heard: readonly string[] =
    kind === 'formula' ? ['formula', 'absorbs'] : isRate(kind) ? parts : ['cells'];
  const known = ['cells', ...parts, 'formula', 'absorbs'] as const;
  return known.flatMap((field) => {
    const there = given[field] !== undefined;
    if (!there && wanted.includes(field)) return [problem('REQUIRED', `${path}.${field}`, { kind })];
    return there && !heard.includes(field)
      ? [problem('INVALID', `${path}.${field}`, { kind, expected: 'nothing' })]
      : [];
  });
}

export const isRate = (kind: string): boolean => kind === 'ratio' || kind === 'wavg';

const editFields = objectOf({
  metric: text,
  at: text,
  method: maybe(oneOf(...spreadMethods)),
  value: maybe(finiteNumber),
  percent: maybe(finiteNumber),
  action: maybe(oneOf(...spreadActions)),
  filter: maybe(oneOf(...spreadFilters)),
  sign: maybe(oneOf('multiplicative', 'raise')),
  residue: maybe(oneOf(...residueRules)),
  granularity: maybe(finiteNumber),
  givesWay: maybe(oneOf(...givingParts)),
  driver: maybe(text),
});

const requestFields = objectOf({
  members: listOf(objectOf({ id: text, parent })),
  metrics,
  holds: optional(listOf(objectOf({ metric: text, id: text })), []),
  edit: editFields,
});

export type MetricFields = Value<typeof metricFields>;
export type MetricsRequest = Value<typeof requestFields>;

/** The request of `shapan calc spread` about metrics that are not sums, every field checked and named when it is wrong. */
export function readMetricsRequest(request: unknown): Result<MetricsRequest> {
  const fields = requestFields(request, '');
  if (!fields.ok) return fields;
  const { members, metrics: known, holds, edit } = fields.value;
  if (members.length === 0) return refuse(problem('REQUIRED', 'members'));
  const ids = new Set(members.map(({ id }) => id));
  const missing = (path: string, id: string): Problem => problem('UNKNOWN_REFERENCE', path, { id });
  const problems: Problem[] = [];
  if (!known.has(edit.metric)) problems.push(missing('edit.metric', edit.metric));
  if (!ids.has(edit.at)) problems.push(missing('edit.at', edit.at));
  for (const [i, { metric, id }] of holds.entries()) {
    if (!known.has(metric)) problems.push(missing(`holds[${i}].metric`, metric));
    if (!ids.has(id)) problems.push(missing(`holds[${i}].id`, id));
  }
  for (const [key, metric] of known) {
    if (metric.absorbs !== undefined && !known.has(metric.absorbs))
      problems.push(missing(`metrics.${key}.absorbs`, metric.absorbs));
    for (const part of ['cells', 'numerators', 'denominators'] as const) {
      for (const id of Object.keys(metric[part] ?? {}))
        if (!ids.has(id)) problems.push(missing(`metrics.${key}.${part}.${id}`, id));
    }
  }
  return problems.length > 0 ? refuse(...problems) : fields;
}
