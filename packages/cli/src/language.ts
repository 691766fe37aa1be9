/** The language of a terminal. The dictionaries of `@shapan/i18n` are too much to load before a quick command. */

export type Language = 'zh-CN' | 'en';

export type Sentence = Readonly<Record<Language, string>>;

/** Chinese where the environment is Chinese, English otherwise: a plain terminal may have no Chinese glyphs. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return /^zh/i.test(locale ?? '') ? 'zh-CN' : 'en';
}
