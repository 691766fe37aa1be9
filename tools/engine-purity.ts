/**
 * Words that would make the engine depend on the machine, the moment or the country. The compiler refuses Node and
 * the browser; it cannot refuse the clock, the dice and the locale, which are part of the language.
 */
import { blanked, lineAt } from './source-text.ts';

const forbidden: readonly (readonly [name: string, form: RegExp, rule: string])[] = [
  ['Date', /(?<![.\w$])Date\b(?!\s*:)/g, 'the engine has no clock: the day is handed in'],
  ['Math.random', /\bMath\s*\.\s*random\b/g, 'the engine has no dice: a seeded source is handed in'],
  ['Intl', /(?<![.\w$])Intl\b(?!\s*:)/g, 'the engine speaks no language'],
  ['toLocale…', /\.\s*(?:toLocale\w*|localeCompare)\b/g, 'the engine speaks no language: compare code units'],
  ['process', /(?<![.\w$])process\s*[.[]/g, 'the engine knows no machine'],
  ['globalThis', /(?<![.\w$])globalThis\b/g, 'the engine knows no machine'],
];

/** Every impure word of one engine file, as `file:line uses …: rule`. */
export function impurities(file: string, source: string): readonly string[] {
  const code = blanked(source, { comments: true, strings: true });
  return forbidden.flatMap(([name, form, rule]) =>
    [...code.matchAll(form)].map((match) => `${file}:${lineAt(code, match.index)} uses ${name}: ${rule}`),
  );
}
