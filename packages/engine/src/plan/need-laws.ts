import { type Problem, problem } from '../foundation/problem.ts';
import type { Change } from './change.ts';
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

/** Another currency – or none, as when the brief goes – would make other amounts of all that is said already: `CURRENCY_IN_USE` (NEED-1). */
export function checkCurrency(state: BookState, currency: string | null): readonly Problem[] {
  return currency === planCurrency(state) ? [] : inUse(moneyIn(state));
}

/**
 * The same of changes that come from a log: what they leave as it is counts in the currency as before, what they bring in that of
 * `said`, the book in which it was said.
 */
export function checkCurrencyAfter(
  before: BookState,
  after: BookState,
  changes: readonly Change[],
  said: BookState | undefined,
): readonly Problem[] {
  const currency = planCurrency(after);
  const isBrought = ({ record, field }: Money): boolean =>
    changes.some((one) => moneyOfChange(one, record).includes(field));
  const [keeps, brings] = [currency === planCurrency(before), !said || currency === planCurrency(said)];
  return keeps && brings ? [] : inUse(moneyIn(after).filter((one) => (isBrought(one) ? !brings : !keeps)));
}

/** Whether changes are of an amount of money: whoever takes them back has to know in which currency it was said. */
export const saysMoney = (changes: readonly Change[]): boolean =>
  changes.some((one) =>
    'record' in one
      ? moneyOfChange(one, one.record).length > 0
      : one.type === 'record.changed' && moneyOfChange(one, one).length > 0,
  );

interface Money {
  readonly record: PlanRecord;
  readonly field: string;
}

/** All amounts but 0, which is 0 in every currency. */
const moneyIn = (state: BookState): readonly Money[] =>
  Object.entries(moneyOf).flatMap(([kind, names]) =>
    recordsOf(state, kind).flatMap((record) =>
      names.filter((field) => (record.fields[field] ?? 0) !== 0).map((field) => ({ record, field })),
    ),
  );

/** The fields of a record by which a change says money. */
function moneyOfChange(change: Change, { kind, id }: Pick<PlanRecord, 'kind' | 'id'>): readonly string[] {
  const names = moneyOf[kind] ?? [];
  if ('record' in change) {
    const { record } = change;
    return record.kind === kind && record.id === id ? names.filter((name) => name in record.fields) : [];
  }
  if (change.type !== 'record.changed' || change.kind !== kind || change.id !== id) return [];
  return names.filter((name) => name in change.after || name in change.before);
}

function inUse(money: readonly Money[]): readonly Problem[] {
  const bearing = [...new Set(money.map(({ record }) => record))];
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
