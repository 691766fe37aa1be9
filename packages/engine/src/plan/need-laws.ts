import { type Problem, problem } from '../foundation/problem.ts';
import { planCurrency } from './plan-currency.ts';
import type { PlanRecord } from './record.ts';
import { type BookState, findRecord, recordsOf } from './state.ts';

/** Fields that say money, by kind. */
const moneyOf: Readonly<Record<string, readonly string[]>> = {
  initiative: ['budget'],
  resource: ['amount'],
  resourceNeed: ['planned', 'committed', 'spent'],
};

/** Money that is typed counts in the plan's currency, so there has to be one: `CURRENCY_MISSING` (NEED-1). */
export function checkMoney(
  state: BookState,
  { kind, fields }: PlanRecord,
  typed: readonly string[],
): readonly Problem[] {
  const said = (moneyOf[kind] ?? []).filter(
    (name) => typed.includes(name) && (fields[name] ?? null) !== null,
  );
  return said.length === 0 || planCurrency(state) !== null
    ? []
    : said.map((name) => problem('CURRENCY_MISSING', `fields.${name}`));
}

/** Another currency would make other amounts of all that is said already: `CURRENCY_IN_USE` (NEED-1). */
export function checkCurrency(state: BookState): readonly Problem[] {
  const bearing = Object.entries(moneyOf).flatMap(([kind, names]) =>
    recordsOf(state, kind).filter((record) => names.some((name) => (record.fields[name] ?? 0) !== 0)),
  );
  const by = bearing.slice(0, 5).map((record) => String(record.fields['name']));
  return bearing.length === 0
    ? []
    : [problem('CURRENCY_IN_USE', 'fields.currency', { count: bearing.length, by: by.join(', ') })];
}

/** The window of a need or of what there is ends no earlier than it begins: `DATES_REVERSED` (NEED-2). */
export function checkWindow({ fields: { from, to } }: PlanRecord): readonly Problem[] {
  return typeof from === 'string' && typeof to === 'string' && from > to
    ? [problem('DATES_REVERSED', 'fields.to', { from, to })]
    : [];
}

/** A need of a task serves the initiative of that task and no other: `NEED_ELSEWHERE` (NEED-3). */
export function checkNeed(state: BookState, { fields }: PlanRecord): readonly Problem[] {
  const task = findRecord(state, 'task', String(fields['task'] ?? ''));
  const { initiative } = fields;
  if (!task || typeof initiative !== 'string' || task.fields['initiative'] === initiative) return [];
  const own = findRecord(state, 'initiative', String(task.fields['initiative'] ?? ''));
  const named = { task: String(task.fields['name']), initiative: String(own?.fields['name'] ?? '') };
  return [problem('NEED_ELSEWHERE', 'fields.initiative', named)];
}
