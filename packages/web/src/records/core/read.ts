import {
  checkField,
  type Field,
  type Fields,
  type FieldValue,
  findRecord,
  ok,
  type Problem,
  problem,
  type Result,
  readTypedNumber,
  recordsOf,
  refuse,
} from '@shapan/engine';
import { nameOf, type RecordContext, referable } from './context.ts';
import { readDateText } from './date-text.ts';
import { personNames, recordNames } from './distinct-names.ts';
import { readFormulaText } from './formula-text.ts';
import { readMoney } from './money.ts';
import { byName, byNames, type FoundNames, type Named } from './name-search.ts';
import { readPeriodText } from './period-text.ts';
import { estimateScale } from './scale.ts';
import { isPercent } from './show.ts';
import { inOther, optionWord } from './words.ts';

/**
 * What somebody wrote into a field, as the value it means. Names stand for records and members; names that nobody
 * bears are answered as `UNKNOWN_REFERENCE` with `names`, one that several bear as `AMBIGUOUS` with `candidates`. The empty text empties the field (`null`).
 */
export function readValue(
  context: RecordContext,
  name: string,
  field: Field,
  text: string,
  current?: FieldValue,
  among: Fields = {},
): Result<FieldValue> {
  const typed = field.type === 'text' ? text : text.trim();
  const read =
    typed === '' || typed === '–'
      ? ok(null)
      : readTyped(context, { name, field, text: typed, current, among });
  if (!read.ok) return read;
  const problems = checkField(field, read.value, name);
  return problems.length > 0 ? refuse(...problems) : read;
}

interface Typed {
  readonly name: string;
  readonly field: Field;
  readonly text: string;
  readonly current: FieldValue | undefined;
  /** The record's other fields: they say what an estimate is counted in. */
  readonly among: Fields;
}

function readTyped(context: RecordContext, typed: Typed): Result<FieldValue> {
  const { name, field, text, current, among } = typed;
  switch (field.type) {
    case 'boolean':
      return readBoolean(text, name);
    case 'choice':
      return readChoice(context, name, field.options, text);
    case 'date':
      return readDay(context, name, text);
    case 'number':
      return readNumber(field, text, current);
    case 'money':
      return readMoney(context.state, name, text, current);
    case 'estimate':
      return readEstimate(text, name, estimateScale(context, among));
    case 'reference':
      return readNames(namedRecords(context, field.kinds), text, name, field.many === true);
    case 'person':
      return readNames(namedMembers(context), text, name, field.many === true);
    case 'coordinate':
      return readCoordinate(context, text, name);
    case 'list':
      return readList(context, name, field.of, text);
    case 'dayExceptions':
    case 'weights':
      return refuse(problem('INVALID', name));
    case 'text':
      if (field.of === 'currency') return readCurrency(text, name);
      if (field.of === 'formula') return ok(readFormulaText(context, text));
      return ok(field.of === 'period' ? readPeriodText(context, text, current) : text);
  }
}

function readList(context: RecordContext, path: string, of: string, text: string): Result<FieldValue> {
  const parts = text
    .split(/[、,，;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const items: FieldValue[] = [];
  for (const part of parts) {
    const read =
      of === 'date'
        ? readDay(context, path, part)
        : of === 'number'
          ? readNumber({ type: 'number' }, part.replace(/\s*[%％]$/, ''), undefined)
          : ok(part);
    if (!read.ok) return read;
    items.push(read.value);
  }
  return ok(items);
}

function readDay({ year }: RecordContext, path: string, text: string): Result<FieldValue> {
  const date = readDateText(text, year);
  return date === undefined ? refuse(problem('INVALID', path, { date: text })) : ok(date);
}

/** Nobody means another currency by `usd`. */
function readCurrency(text: string, path: string): Result<FieldValue> {
  const code = text.normalize('NFKC').trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? ok(code) : refuse(problem('INVALID', path, { expected: 'ISO 4217' }));
}

const yes = ['true', 'yes', 'y', '1', '√', '✓', '✔', '是', '有', '已'];
const no = ['false', 'no', 'n', '0', '×', '✗', '否', '无', '未'];

function readBoolean(text: string, path: string): Result<FieldValue> {
  const word = text.normalize('NFKC').trim().toLowerCase();
  if (yes.includes(word)) return ok(true);
  return no.includes(word) ? ok(false) : refuse(problem('INVALID', path));
}

function readChoice(
  context: RecordContext,
  name: string,
  options: readonly string[],
  text: string,
): Result<FieldValue> {
  const other = inOther(context.t.locale);
  const named = options.map((id) => ({
    id,
    name: optionWord(context.t, name, id),
    code: id,
    plain: optionWord(other, name, id),
  }));
  const [found] = byName(named, text);
  const all = named.map((one) => one.name);
  return found
    ? ok(found.id)
    : refuse(problem('INVALID', name, { options: all.join(context.t('records.comma')) }));
}

function readNumber(field: Field, text: string, current: FieldValue | undefined): Result<FieldValue> {
  const plain = isPercent(field) ? text.replace(/\s*[%％]$/, '') : text;
  const read = readTypedNumber(plain, { current: typeof current === 'number' ? current : null });
  return read.ok ? ok(read.value.value) : read;
}

/** `10 / 15 / 20`, `60万~90万~120万`; one number alone is certain: low, likely and high in one. */
function readEstimate(text: string, path: string, scale: number): Result<FieldValue> {
  const parts = text.split(/\s*(?:\/|~|～|—|–|至)\s*/).filter((part) => part !== '');
  const wanted = parts.length === 1 ? [parts[0], parts[0], parts[0]] : parts;
  if (wanted.length !== 3) return refuse(problem('INVALID', path, { estimate: text }));
  const numbers: number[] = [];
  for (const part of wanted) {
    const read = readTypedNumber(part ?? '');
    if (!read.ok) return read;
    numbers.push(scale === 1 ? read.value.value : Math.round(read.value.value * scale));
  }
  const [low = 0, likely = 0, high = 0] = numbers;
  return ok({ low, likely, high });
}

function readNames(named: readonly Named[], text: string, path: string, many: boolean): Result<FieldValue> {
  if (many) {
    const found = byNames(named, text);
    return isClear(found) ? ok(found.ids) : refuse(...unclear(path, found));
  }
  const candidates = byName(named, text);
  const [one] = candidates;
  if (one === undefined) return refuse(...unclear(path, { ids: [], unknown: [text], ambiguous: [] }));
  return candidates.length === 1
    ? ok(one.id)
    : refuse(...unclear(path, { ids: [], unknown: [], ambiguous: [{ text, candidates }] }));
}

const isClear = ({ unknown, ambiguous }: FoundNames): boolean => unknown.length + ambiguous.length === 0;

function unclear(path: string, { unknown, ambiguous }: FoundNames): readonly Problem[] {
  const lost = { names: unknown.join('、'), count: unknown.length };
  return [
    ...(unknown.length > 0 ? [problem('UNKNOWN_REFERENCE', path, lost)] : []),
    ...ambiguous.map(({ text, candidates }) => {
      const named = candidates.slice(0, NAMED).map(({ name }) => name);
      return problem('AMBIGUOUS', path, { text, candidates: named.join('、'), count: candidates.length });
    }),
  ];
}

/** As many candidates are named as a message can hold. */
const NAMED = 5;

/** Members of different dimensions: a place has one of each at most. */
function readCoordinate(context: RecordContext, text: string, path: string): Result<FieldValue> {
  const members = namedRecords(context, ['dimensionMember']);
  const found = byNames(members, text);
  if (!isClear(found)) return refuse(...unclear(path, found));
  const place: Record<string, string> = {};
  for (const id of found.ids) {
    const dimension = String(findRecord(context.master, 'dimensionMember', id)?.fields['dimension']);
    if (place[dimension] !== undefined) return refuse(problem('DUPLICATE', path, { value: text }));
    place[dimension] = id;
  }
  return ok(place);
}

/** What a reference may lead to, by names that tell everything apart. */
export function namedRecords(context: RecordContext, kinds: readonly string[]): readonly Named[] {
  const names = recordNames(context, kinds);
  return referable(context, kinds).map((record) => {
    const { code } = record.fields;
    const plain = nameOf(context, record);
    return {
      id: record.id,
      name: names.get(record.id) ?? plain,
      plain,
      code: typeof code === 'string' ? code : undefined,
    };
  });
}

export function namedMembers(context: RecordContext): readonly Named[] {
  const names = personNames(context);
  return context.members
    .filter(({ active }) => active)
    .map(({ id, displayName }) => ({ id, name: names.get(id) ?? displayName, plain: displayName }));
}

/** A refusal of what was typed, as a sentence that says how to put it right. */
export function sayProblem(context: RecordContext, { code, params = {} }: Problem): string {
  const { t } = context;
  if (code === 'UNKNOWN_REFERENCE' && 'names' in params)
    return t('records.wrong.unknown', { names: params['names'] });
  if (code === 'INVALID' && 'options' in params)
    return t('records.wrong.options', { options: params['options'] });
  if (code === 'INVALID' && 'expected' in params && String(params['expected']).startsWith('https:'))
    return t('records.wrong.link');
  if (code === 'INVALID' && 'date' in params) return t('records.wrong.date', { text: params['date'] });
  if (code === 'INVALID' && 'estimate' in params) return t('records.wrong.estimate');
  if (code === 'OUT_OF_RANGE' && 'min' in params) return rangeText(context, params);
  return t.find(`problem.${code}`, params) ?? code;
}

function rangeText({ t }: RecordContext, { min, max }: NonNullable<Problem['params']>): string {
  if (Number(max) > 1e15) return t('records.wrong.least', { min });
  return t('records.wrong.range', { min, max });
}

/** Every master member with its dimension, for forms. */
export function membersByDimension(context: RecordContext) {
  const members = recordsOf(context.master, 'dimensionMember');
  return recordsOf(context.master, 'dimension').map((dimension) => ({
    dimension,
    members: members.filter(({ fields }) => fields['dimension'] === dimension.id),
  }));
}
