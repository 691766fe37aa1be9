import { createTranslate, type Translate } from '@shapan/i18n';

const languages = { 'zh-CN': createTranslate('zh-CN'), en: createTranslate('en') } as const;

/** The words of the other language: a sheet may have been written by a colleague who reads that one. */
export const inOther = (locale: Translate['locale']): Translate =>
  languages[locale === 'en' ? 'zh-CN' : 'en'];

export const kindWord = (t: Translate, kind: string): string => t.find(`kind.${kind}`) ?? kind;

/** A kind inside a sentence: English writes it small there. */
export function kindPhrase(t: Translate, kind: string): string {
  const word = kindWord(t, kind);
  return t.locale === 'en' ? word.charAt(0).toLowerCase() + word.slice(1) : word;
}

/** The heading of a field: as its template calls it where it has one of its own, else by its kind. */
export function fieldWord(t: Translate, kind: string, field: string, template?: string): string {
  const own = template === undefined ? undefined : t.find(`template.${template}.${field}`);
  return own ?? t.find(`field.${kind}.${field}`) ?? field;
}

export const optionWord = (t: Translate, field: string, option: unknown): string =>
  t.find(`option.${field}.${String(option)}`) ?? String(option ?? '');

/** How two names are joined in a list: `、` or a comma. */
export const listWord = (t: Translate, names: readonly string[]): string => names.join(t('records.comma'));
