import { type Problem, problem } from '../foundation/problem.ts';
import { membersWithCode } from './codes.ts';
import { checkFormulas } from './formula-laws.ts';
import { checkCurrency, checkMoney, checkNeed, checkWindow } from './need-laws.ts';
import { checkParent, checkReassignment } from './parent-laws.ts';
import { REASSIGNMENT } from './parents.ts';
import { currencyIn } from './plan-currency.ts';
import { type Fields, type PlanRecord, sameValue } from './record.ts';
import { type BookState, findRecord, recordsOf } from './state.ts';
import { checkTask, checkTaskLink } from './task-laws.ts';

/**
 * A tree must stay a tree, a key unique, a rate one, a formula whole, a band open, and nothing may point at itself. `typed`: the
 * fields that get another value. Plans are older than the laws of tasks: these are asked of what is typed alone.
 */
export function checkPlace(
  state: BookState,
  record: PlanRecord,
  typed: readonly string[] = Object.keys(record.fields),
): readonly Problem[] {
  const { code, dimension, key } = record.fields;
  if (record.kind === REASSIGNMENT) return checkReassignment(state, record);
  if (record.kind === 'dimensionMember') {
    const astray = checkParent(state, record);
    if (astray.length > 0) return astray;
    const members = state.records.get(record.kind)?.byId;
    const bearers = code && members ? membersWithCode(members, dimension, code) : [];
    const twin = bearers.find((id) => id !== record.id);
    if (twin !== undefined) return [problem('DUPLICATE', 'fields.code', { value: code as string, id: twin })];
  }
  if (record.kind === 'metric') {
    const twin = twinOf(state, record, (other) => other.fields['key'] === key);
    if (twin) return [problem('DUPLICATE', 'fields.key', { value: key as string, id: twin.id })];
    return checkFormulas(state, record);
  }
  if (record.kind === 'fxRate') return checkRate(state, record);
  if (record.kind === 'painAnswer') return checkAnswer(state, record);
  if (record.kind === 'cellPath') return checkCellPath(state, record);
  if (record.kind === 'evidence') return checkEvidence(record);
  const { lower, upper } = record.fields;
  if (record.kind === 'target' && typeof lower === 'number' && typeof upper === 'number' && lower > upper)
    return [problem('OUT_OF_RANGE', 'fields.upper', { min: lower, value: upper })];
  const isTyped = (...names: readonly string[]): boolean => names.some((name) => typed.includes(name));
  if (record.kind === 'task' && isTyped('from', 'to')) return checkTask(record);
  if (record.kind === 'taskLink' && isTyped('from', 'to', 'relation')) return checkTaskLink(state, record);
  if (record.kind === 'brief' && isTyped('currency')) return checkCurrency(state, currencyIn(record));
  if (record.kind === 'initiative') return checkMoney(state, record, typed);
  if (record.kind !== 'resource' && record.kind !== 'resourceNeed') return [];
  return [
    ...checkMoney(state, record, typed),
    ...(isTyped('from', 'to') ? checkWindow(record) : []),
    ...(record.kind === 'resourceNeed' && isTyped('task', 'initiative') ? checkNeed(state, record) : []),
  ];
}

function twinOf(
  state: BookState,
  record: PlanRecord,
  same: (other: PlanRecord) => boolean,
): PlanRecord | undefined {
  return recordsOf(state, record.kind).find((other) => other.id !== record.id && same(other));
}

/** A rate leads from one currency into another, and two of the same beginning would be one number too many. */
function checkRate(state: BookState, record: PlanRecord): readonly Problem[] {
  const { currency, into } = record.fields;
  const unknown = ['currency', 'into'].filter((name) => !/^[A-Z]{3}$/.test(String(record.fields[name])));
  if (unknown.length > 0)
    return unknown.map((name) => problem('INVALID', `fields.${name}`, { expected: 'ISO 4217' }));
  if (currency === into) return [problem('INVALID', 'fields.into', { value: into as string })];
  const same = ['currency', 'into', 'from'];
  const twin = twinOf(state, record, (other) =>
    same.every((name) => sameValue(other.fields[name], record.fields[name])),
  );
  return twin ? [problem('DUPLICATE', 'fields.currency', { value: currency as string, id: twin.id })] : [];
}

/** Two answers of one offer to a pain point would be two opinions in one place (RES-1). */
function checkAnswer(state: BookState, record: PlanRecord): readonly Problem[] {
  const same = ['painPoint', 'competitor'];
  const twin = twinOf(state, record, (other) =>
    same.every((name) => sameValue(other.fields[name], record.fields[name])),
  );
  return twin ? [problem('DUPLICATE', 'fields.painPoint', { id: twin.id })] : [];
}

/** A part of a target has one path, and lies in its breakdown (TPL-1). */
function checkCellPath(state: BookState, record: PlanRecord): readonly Problem[] {
  const { target, coordinate } = record.fields;
  const dimensions = findRecord(state, 'target', String(target))?.fields['dimensions'] ?? [];
  const place = Object.keys(coordinate as Fields);
  const astray = place.find((one) => !(dimensions as readonly string[]).includes(one));
  if (place.length === 0) return [problem('REQUIRED', 'fields.coordinate')];
  if (astray !== undefined) return [problem('INVALID', 'fields.coordinate', { dimension: astray })];
  const twin = twinOf(state, record, ({ fields }) =>
    ['target', 'coordinate'].every((name) => sameValue(fields[name], record.fields[name])),
  );
  return twin ? [problem('DUPLICATE', 'fields.coordinate', { id: twin.id })] : [];
}

/** Evidence is somewhere: at a link or in a file, and of a file everything is known (RES-5). */
function checkEvidence({ fields }: PlanRecord): readonly Problem[] {
  const file = ['fileName', 'fileSize', 'fileDigest'];
  const missing = file.filter((name) => (fields[name] ?? null) === null);
  if (missing.length === file.length)
    return (fields['link'] ?? null) === null ? [problem('REQUIRED', 'fields.link')] : [];
  return missing.map((name) => problem('REQUIRED', `fields.${name}`));
}
