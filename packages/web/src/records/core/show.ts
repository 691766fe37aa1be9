import {
  type Field,
  type Fields,
  type FieldValue,
  isOwnName,
  memberOf,
  recordsOf,
  untilOf,
} from '@shapan/engine';
import { formatDate } from '@shapan/i18n';
import { memberNameOf, type RecordContext } from './context.ts';
import { personNames, recordNames } from './distinct-names.ts';
import { formulaText } from './formula-text.ts';
import { editMoney, showMoney } from './money.ts';
import { periodText } from './period-text.ts';
import { estimateScale } from './scale.ts';
import { listWord, optionWord } from './words.ts';

/** A number of 0 to 100: people read and write it as a percentage. */
export const isPercent = (field: Field): boolean => field.type === 'number' && field.max === 100;

/** A field's value as people read it; `among` are the record's fields, which say what an estimate is counted in. */
export function showValue(
  context: RecordContext,
  name: string,
  field: Field,
  value: FieldValue | undefined,
  among: Fields = {},
): string {
  if (value === undefined || value === null || value === '') return '';
  const { t } = context;
  switch (field.type) {
    case 'boolean':
      return value === true ? t('records.yes') : t('records.no');
    case 'choice':
      return optionWord(t, name, value);
    case 'number':
      return `${numberText(context, Number(value))}${isPercent(field) ? '%' : ''}`;
    case 'money':
      return showMoney(t, context.state, Number(value));
    case 'estimate':
      return estimateParts(value)
        .map((part) => bigText(context, part / estimateScale(context, among)))
        .join(' / ');
    case 'coordinate':
      return coordinateIds(context, value)
        .map((id) => memberLabel(context, id))
        .join(' · ');
    case 'reference':
      return listWord(
        t,
        idsOf(value).map((id) => {
          return recordNames(context, field.kinds).get(id) ?? t('records.gone');
        }),
      );
    case 'person':
      return listWord(
        t,
        idsOf(value).map((id) => personNames(context).get(id) ?? memberNameOf(context, id)),
      );
    case 'text':
      if (field.of === 'formula') return formulaText(context, String(value));
      return field.of === 'period' ? periodText(context, String(value)) : String(value);
    case 'list':
      return listWord(
        t,
        (value as readonly FieldValue[]).map((one) =>
          field.of === 'date' ? formatDate(String(one), t.locale) : String(one),
        ),
      );
    case 'weights':
      return listWord(
        t,
        Object.entries(value).map(([name, weight]) => `${name} ${String(weight)}`),
      );
    case 'date':
      return formatDate(String(value), t.locale);
    case 'dayExceptions':
      return t('records.days', { count: Object.keys(value).length });
    default:
      return String(value);
  }
}

/** What an editor opens with: exact, and read back to the same value. */
export function editText(
  context: RecordContext,
  name: string,
  field: Field,
  value: FieldValue | undefined,
  among: Fields = {},
): string {
  if (value === undefined || value === null) return '';
  if (field.type === 'number' || field.type === 'date') return String(value);
  if (field.type === 'money') return editMoney(context.state, value);
  if (field.type === 'list') return listWord(context.t, (value as readonly FieldValue[]).map(String));
  if (field.type === 'estimate') {
    const scale = estimateScale(context, among);
    return estimateParts(value)
      .map((part) => part / scale)
      .join(' / ');
  }
  return showValue(context, name, field, value);
}

export const idsOf = (value: FieldValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' && value !== '' ? [value] : [];

export function estimateParts(value: FieldValue): readonly number[] {
  const { low, likely, high } = value as Readonly<Record<string, FieldValue>>;
  return [low, likely, high].map(Number);
}

/** Member ids of a coordinate, in the order of the dimensions. */
function coordinateIds({ master }: RecordContext, value: FieldValue): readonly string[] {
  const members = value as Readonly<Record<string, string>>;
  const order = recordsOf(master, 'dimension').map(({ id }) => id);
  return Object.keys(members)
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((dimension) => members[dimension] as string);
}

/** A member told apart from others of its name; without those below it, or in a place of its own for some of the time, with the day. */
export function memberLabel(context: RecordContext, name: string): string {
  const label = recordNames(context, ['dimensionMember']).get(memberOf(name)) ?? context.t('records.gone');
  if (isOwnName(name)) return context.t('targets.ownPart', { name: label });
  const until = untilOf(name);
  return until === undefined ? label : context.t('records.member.until', { name: label, until });
}

const numberText = ({ t }: RecordContext, value: number): string =>
  new Intl.NumberFormat(t.locale, { maximumFractionDigits: 9 }).format(value).replace(/^-/, '−');

/** Short where it stays exact: 60万, 600K. */
function bigText(context: RecordContext, value: number): string {
  const { t } = context;
  const step = t.locale === 'en' ? 1_000 : 10_000;
  const short = Math.abs(value) >= step && Number.isInteger((value / step) * 100);
  if (!short) return numberText(context, value);
  const format = { notation: 'compact', maximumFractionDigits: 4 } as const;
  return new Intl.NumberFormat(t.locale, format).format(value).replace(/^-/, '−');
}
