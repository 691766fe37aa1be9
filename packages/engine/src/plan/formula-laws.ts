import { type Formula, foldFormula, keysOf, readFormula } from '../foundation/formula.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import type { PlanRecord } from './record.ts';
import { type BookState, recordsOf } from './state.ts';

/** Metrics by key; a formula names others so. */
type Metrics = ReadonlyMap<string, PlanRecord>;

/**
 * The laws of formula metrics, for a workspace as it would be with this metric: the own formula can be read, names
 * metrics there are, does not come back to itself, and its units fit together and make the metric's own; and no other
 * formula loses what it stands on.
 */
export function checkFormulas(state: BookState, record: PlanRecord): readonly Problem[] {
  const { formula, aggregation } = record.fields;
  const others = recordsOf(state, 'metric').filter(({ id }) => id !== record.id);
  if (typeof formula === 'string' && aggregation !== 'formula') return [problem('INVALID', 'fields.formula')];
  const isNew = recordsOf(state, 'metric').length === others.length;
  if (aggregation === 'formula' && isNew && typeof formula !== 'string')
    return [problem('REQUIRED', 'fields.formula')];
  const metrics = byKey([...others, record]);
  const own = typeof formula === 'string' ? wrongIn(record, metrics) : [];
  if (own.length > 0) return own;
  const lost = others.filter((other) => wrongIn(other, metrics).length > 0);
  if (lost.length === 0) return [];
  const by = lost.map(({ fields }) => String(fields['name'])).slice(0, 5);
  return [problem('IN_USE', 'fields.key', { count: lost.length, by: by.join(', ') })];
}

/** Formulas that name metrics which there no longer are, or otherwise do not hold; by the metric's name. */
export function brokenFormulas(state: BookState): readonly string[] {
  const metrics = byKey(recordsOf(state, 'metric'));
  return [...metrics.values()]
    .filter((metric) => wrongIn(metric, metrics).length > 0)
    .map(({ fields }) => String(fields['name']));
}

/** Ids of the metrics that a metric's formula names. */
export function metricsNamedIn(state: BookState, { kind, fields }: PlanRecord): readonly string[] {
  const formula = kind === 'metric' && formulaOf(fields['formula']);
  if (!formula) return [];
  const metrics = byKey(recordsOf(state, 'metric'));
  return keysOf(formula).flatMap((key) => metrics.get(key)?.id ?? []);
}

const byKey = (metrics: readonly PlanRecord[]): Metrics =>
  new Map(metrics.map((metric) => [String(metric.fields['key']), metric]));

function formulaOf(text: unknown): Formula | null {
  const read = typeof text === 'string' ? readFormula(text) : null;
  return read?.ok ? read.value : null;
}

const PATH = 'fields.formula';

function wrongIn(metric: PlanRecord, metrics: Metrics): readonly Problem[] {
  const text = metric.fields['formula'];
  if (typeof text !== 'string') return [];
  const read = readFormula(text, PATH);
  if (!read.ok) return read.problems;
  const unknown = keysOf(read.value).find((key) => !metrics.has(key));
  if (unknown !== undefined) return [problem('UNKNOWN_REFERENCE', PATH, { id: unknown })];
  if (comesBack(metric, metrics)) return [problem('CYCLE', PATH, { id: metric.id })];
  return wrongUnits(metric, read.value, metrics);
}

function comesBack(metric: PlanRecord, metrics: Metrics): boolean {
  const own = String(metric.fields['key']);
  const seen = new Set<string>();
  const open = [own];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const formula = formulaOf(metrics.get(key)?.fields['formula']);
    for (const next of formula ? keysOf(formula) : []) {
      if (next === own) return true;
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  return false;
}

/**
 * What a value counts, as powers of the units that do not mix: money of one currency, hours, days. Counts, shares and
 * scores are plain. `null` is a bare number, which takes the unit of what it is added to.
 */
type Unit = Powers | null;

type Powers = ReadonlyMap<string, number>;

const APART: ReadonlySet<unknown> = new Set(['money', 'hours', 'days']);

function unitOf({ fields }: PlanRecord): Powers {
  const { unit, currency } = fields;
  if (!APART.has(unit)) return new Map();
  return new Map([[unit === 'money' && currency ? String(currency) : String(unit), 1]]);
}

function wrongUnits(metric: PlanRecord, formula: Formula, metrics: Metrics): readonly Problem[] {
  const problems: Problem[] = [];
  const same = (left: Unit, right: Unit, at: number): Unit => {
    if (left && right && !isAlike(left, right))
      problems.push(problem('FORMULA_UNITS', PATH, { at, left: said(left), right: said(right) }));
    return left ?? right;
  };
  const result = foldFormula<Unit>(formula, {
    number: () => null,
    metric: (key) => unitOf(metrics.get(key)!),
    negate: (of) => of,
    add: same,
    subtract: same,
    multiply: (left, right) => product(left, right, 1),
    divide: (left, right) => product(left, right, -1),
  });
  const own = unitOf(metric);
  if (problems.length === 0 && result !== null && !isAlike(result, own))
    problems.push(problem('FORMULA_UNITS', PATH, { at: 0, left: said(result), right: said(own) }));
  return problems.slice(0, 1);
}

function product(left: Unit, right: Unit, sign: 1 | -1): Unit {
  if (!left && !right) return null;
  const powers = new Map(left ?? []);
  for (const [unit, power] of right ?? []) {
    const sum = (powers.get(unit) ?? 0) + sign * power;
    if (sum === 0) powers.delete(unit);
    else powers.set(unit, sum);
  }
  return powers;
}

/** Money of a metric that names no currency is money of whatever currency it meets. */
function isAlike(left: Powers, right: Powers): boolean {
  if (said(left) === said(right)) return true;
  const open = left.has('money') || right.has('money');
  return open && said(withoutCurrency(left)) === said(withoutCurrency(right));
}

function withoutCurrency(unit: Powers): Powers {
  const open = new Map<string, number>();
  for (const [name, power] of unit) {
    const kept = name === 'hours' || name === 'days' ? name : 'money';
    open.set(kept, (open.get(kept) ?? 0) + power);
  }
  return new Map([...open].filter(([, power]) => power !== 0));
}

/** `CNY`, `CNY·hours^-1`; `1` for plain numbers. */
const said = (unit: Powers): string =>
  [...unit]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, power]) => (power === 1 ? name : `${name}^${power}`))
    .join('·') || '1';
