import {
  amountFromDecimal,
  applyChanges,
  type CellPlace,
  type Change,
  type Command,
  cellAddress,
  createState,
  cubeOf,
  decide,
  type EnterContext,
  type Fields,
  isLeafNode,
  kinds,
  MAX_AMOUNT,
  ok,
  type Problem,
  problem,
  type Result,
  refuse,
  rowIndex,
  setCells,
  unitScale,
} from '@shapan/engine';
import { memberTree } from './member-tree.ts';
import { isRate, type MetricFields, type MetricsRequest } from './metric-fields.ts';

/** The request as a plan: one target for each metric, all broken down by the members, in one month. */
export interface MetricPlan {
  readonly context: EnterContext;
  readonly time: string;
  readonly memberOf: (id: string) => string;
  readonly placeAt: (id: string) => CellPlace;
  readonly targetOf: (metric: string) => string;
  /** The held members of holds that the engine names. */
  readonly sayHolds: (holds: string) => string;
}

/** No calendar plays a part; a month is the shortest window that every grain knows. */
const window = { grain: 'month', from: '2026-01-01', to: '2026-01-31' };
const time = 'M2026-01';
/** The asking person holds nothing: every hold of the request is somebody else's. */
const [asking, holding] = ['asking', 'holding'];

export function buildPlan(request: MetricsRequest): Result<MetricPlan> {
  const { members, metrics, holds } = request;
  const tree = memberTree(members, 'members');
  if (!tree.ok) return tree;
  const [state, master] = [createState(), createState()];
  const memberIds = new Map(members.map(({ id }, i) => [id, `m${i}`]));
  const metricIds = new Map([...metrics.keys()].map((key, i) => [key, `t${i}`]));
  const plan: MetricPlan = {
    context: { book: 'plan', state, master, kinds, actor: asking, writable: () => true },
    time,
    memberOf: (id) => memberIds.get(id)!,
    placeAt: (id) => ({ members: [memberIds.get(id)!], time }),
    targetOf: (key) => metricIds.get(key)!,
    sayHolds: (ids) =>
      ids
        .split(',')
        .flatMap((id) => holds[Number(id.slice(1))]?.id ?? [])
        .join(','),
  };
  const leaves = members.filter(({ id }) => isLeafNode(tree.value, tree.value.index.get(id)!));
  const rows = leaves.map(({ id }) => [plan.memberOf(id)]);
  applyChanges(master, masterOf(plan, request));
  const problems: Problem[] = wrongFormulas(plan, metrics);
  if (problems.length > 0) return refuse(...problems);
  for (const [key, metric] of metrics) {
    const fields = { metric: plan.targetOf(key), targetClass: 'core', dimensions: ['members'], ...window };
    const wrong = [
      ...asked(plan, { type: 'target.define', id: plan.targetOf(key), fields, rows }),
      ...fill(plan, key, metric, new Set(leaves.map(({ id }) => id))),
    ];
    problems.push(...wrong);
  }
  if (problems.length > 0) return refuse(...problems);
  for (const [i, hold] of holds.entries()) {
    const leaf = leaves.some(({ id }) => id === hold.id);
    const fields: Fields = {
      target: plan.targetOf(hold.metric),
      members: [plan.memberOf(hold.id)],
      time,
      keeps: leaf ? 'value' : 'total',
      owner: holding!,
      reason: 'held',
    };
    const wrong = asked(plan, { type: 'record.add', kind: 'hold', id: `h${i}`, fields });
    problems.push(...wrong.map(({ code, params }) => problem(code, `holds[${i}]`, params)));
  }
  return problems.length > 0 ? refuse(...problems) : ok(plan);
}

/** Decide and make true; answers what was wrong. */
function asked({ context }: MetricPlan, command: Command): readonly Problem[] {
  const decided = decide(context, command);
  if (!decided.ok) return decided.problems;
  applyChanges(context.state, decided.value.changes);
  return [];
}

/** Formulas that cannot be read, name metrics there are not, or come back to themselves (DOMAIN-5). */
const wrongFormulas = ({ context, targetOf }: MetricPlan, metrics: MetricsRequest['metrics']): Problem[] =>
  [...metrics].flatMap(([key, { formula }]) => {
    if (formula === undefined) return [];
    const master: EnterContext = { ...context, book: 'master', state: context.master };
    // Saying again what is there changes nothing, but is judged by the same law as any other change.
    const decided = decide(master, {
      type: 'record.update',
      kind: 'metric',
      id: targetOf(key),
      set: { formula },
    });
    return decided.ok
      ? []
      : decided.problems.map(({ code, params }) => {
          const own = params?.['id'] === targetOf(key) ? { ...params, id: key } : params;
          return problem(code, `metrics.${key}.formula`, own);
        });
  });

const added = (kind: string, id: string, fields: Fields): Change => ({
  type: 'record.added',
  record: { kind, id, fields },
});

function masterOf(plan: MetricPlan, { members, metrics }: MetricsRequest): readonly Change[] {
  return [
    added('dimension', 'members', { name: 'members', category: 'custom' }),
    ...members.map(({ id, parent }, order) =>
      added('dimensionMember', plan.memberOf(id), {
        dimension: 'members',
        name: id,
        order,
        ...(parent !== null && { parent: plan.memberOf(parent) }),
      }),
    ),
    ...[...metrics].map(([key, { kind, decimals, unit, formula, absorbs }]) =>
      added('metric', plan.targetOf(key), {
        name: key,
        key,
        aggregation: kind === 'stock' ? 'last' : kind,
        direction: 'up',
        unit,
        decimals,
        ...(formula !== undefined && { formula }),
        ...(absorbs !== undefined && { absorbs: plan.targetOf(absorbs) }),
      }),
    ),
  ];
}

/** Leaves' numbers as they are; own numbers of totals are entered, because they have to fit (SPR-T78). */
function fill(
  plan: MetricPlan,
  key: string,
  metric: MetricFields,
  leaves: ReadonlySet<string>,
): readonly Problem[] {
  const parts = isRate(metric.kind) ? (['numerators', 'denominators'] as const) : (['cells'] as const);
  const own = metric.kind === 'distinct' || metric.kind === 'manual';
  const problems: Problem[] = [];
  const totals: { at: CellPlace; value: number; path: string }[] = [];
  const adds = !own && metric.kind !== 'max' && metric.kind !== 'min';
  const { cube } = cubeOf(plan.context.state, plan.targetOf(key))!;
  for (const [part, name] of parts.entries()) {
    let size = 0;
    for (const [id, value] of Object.entries(metric[name] ?? {})) {
      const path = `metrics.${key}.${name}.${id}`;
      if (value === null) continue;
      const amount = amountFromDecimal(value, metric.decimals, path);
      if (!amount.ok) problems.push(...amount.problems);
      else if (leaves.has(id)) {
        const cell = cellAddress(rowIndex(cube, [plan.memberOf(id)]), cube.firstSlot);
        setCells(cube, part as 0 | 1, [cell], [amount.value]);
        size += Math.abs(amount.value);
      } else if (own) totals.push({ at: plan.placeAt(id), value: amount.value, path });
      else problems.push(problem('INVALID', path, { expected: 'leaf' }));
    }
    // Where leaves are added up, their sums have to be exact (SPR-T7).
    if (adds && size > MAX_AMOUNT)
      problems.push(
        problem('OUT_OF_RANGE', `metrics.${key}.${name}`, { value: size / unitScale(metric.decimals) }),
      );
  }
  if (problems.length > 0 || totals.length === 0) return problems;
  const entries = totals.map(({ at, value }) => ({ at, value }));
  const wrong = asked(plan, { type: 'target.enter', target: plan.targetOf(key), entries });
  return wrong.map(({ code, path, params }) =>
    problem(code, totals[Number(/\d+/.exec(path ?? '')?.[0] ?? 0)]?.path, params),
  );
}
