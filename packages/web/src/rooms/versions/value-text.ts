import { type BookState, type FieldValue, type Kinds, planCurrency, recordsOf } from '@shapan/engine';
import { formatDate, formatPeriod, type Translate } from '@shapan/i18n';
import { showMoney } from '../../records/index.ts';

/** What the words of a comparison need to name things. */
export interface NamingContext {
  readonly t: Translate;
  readonly kinds: Kinds;
  /** Where records are looked up, the newest state first. */
  readonly states: readonly BookState[];
  readonly memberName: (id: unknown) => string;
}

/** A field's value for people: options and dates in words, people and records by their names. */
export function valueText(context: NamingContext, kind: string, name: string, value: unknown): string {
  const { t, kinds, memberName } = context;
  const field = kinds.get(kind)?.fields[name];
  if (value === null || value === undefined || value === '') return t('targets.grid.nothing');
  if (Array.isArray(value)) {
    return value.map((one) => valueText(context, kind, name, one)).join(t('targets.list.comma'));
  }
  switch (field?.type) {
    case 'choice':
      return t.find(`option.${name}.${String(value)}`) ?? String(value);
    case 'person':
      return memberName(value);
    case 'date':
      return formatDate(String(value), t.locale);
    case 'money': {
      const named = context.states.find((state) => planCurrency(state) !== null) ?? context.states[0];
      return named ? showMoney(t, named, Number(value)) : String(value);
    }
    case 'text':
      return field.of === 'period' ? formatPeriod(String(value), t.locale, { year: true }) : String(value);
    case 'reference':
      return titleOf(context, field.kinds, String(value));
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value as FieldValue);
  }
}

function titleOf({ states, kinds }: NamingContext, names: readonly string[], id: string): string {
  for (const state of states) {
    for (const name of names) {
      const title = kinds.get(name)?.title;
      const record = title ? recordsOf(state, name).find((one) => one.id === id) : undefined;
      if (record && title) return String(record.fields[title] ?? '');
    }
  }
  return id;
}

export const fieldName = (t: Translate, kind: string, name: string): string =>
  t.find(`field.${kind}.${name}`) ?? name;

export const kindName = (t: Translate, kind: string): string => t.find(`kind.${kind}`) ?? kind;
