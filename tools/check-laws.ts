/**
 * Every law has a test and every test a law. Prevents a page of laws that promises more than is checked, a test under a
 * number that means nothing, and a law of spreading that was left out: `SPR-T1` to the last one are a row without a gap.
 *
 * A law is what `SPEC.md` prints in bold at the start of an item, `- **SPR-T18, T19** …`. A test carries laws at the
 * start of its title, `'[SPR-T18] …'` or `'P1 …'`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCheck, sources } from './walk.ts';

const spec = 'packages/engine/SPEC.md';
const item = /^- \*\*((?:[A-Z]{2,}-T?|P)\d[^*]*)\*\*/;
/** Titles of tests: a string right after a parenthesis that begins with laws in brackets, or bare ones in a plain test. */
const titles = [
  /\(\s*['"`]\[((?:[A-Z]{2,}-T?|P)\d[^\]]*)\]/g,
  /\b(?:test|it|describe)\(\s*['"`]((?:(?:[A-Z]{2,}-T?|P)\d[\d.]* )+)/g,
];
/** A law in a list: its family where it is not that of the one before, its chapter, its number. */
const one = /(to)?[\s,]*([A-Z]{2,}-)?([TP])?(\d+\.)?(\d+)/g;
/** The laws of spreading that have to follow each other. */
const numbered = /^SPR-T(\d+)$/;

/** Laws without a test, tests of no law, and numbers that are missing, below `root`. */
export function checkLaws(root: string): readonly string[] {
  if (!existsSync(join(root, spec))) return [];
  const laws = lawsOf(readFileSync(join(root, spec), 'utf8'));
  const families = new Set([...laws.keys()].map(familyOf));
  // `UTF-8` looks like a law and is none.
  const tests = new Map([...testsOf(root)].filter(([law]) => families.has(familyOf(law))));
  return [
    ...[...laws]
      .filter(([law]) => !tests.has(law))
      .map(([law, line]) => `${spec}:${line} ${law} has no test`),
    ...[...tests].filter(([law]) => !laws.has(law)).map(([law, at]) => `${at} tests ${law}, which is no law`),
    ...gapsIn([...laws.keys()]).map((law) => `${spec}:1 has no ${law}`),
  ];
}

const familyOf = (law: string): string => law.replace(/\d.*$/, '');

/** Each law with the line of its first item. */
function lawsOf(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  text.split('\n').forEach((line, i) => {
    for (const law of named(item.exec(line)?.[1] ?? '')) if (!found.has(law)) found.set(law, i + 1);
  });
  return found;
}

/** Each law with the first place that tests it. */
function testsOf(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const path of sources(root).filter((one) => /^packages\/.*\.test\.tsx?$/.test(one))) {
    const text = readFileSync(join(root, path), 'utf8');
    for (const match of titles.flatMap((title) => [...text.matchAll(title)])) {
      const line = text.slice(0, match.index).split('\n').length;
      for (const law of named(match[1] ?? '')) if (!found.has(law)) found.set(law, `${path}:${line}`);
    }
  }
  return found;
}

/** `SPR-T32, T33` and `SPR-19.1 to 19.4` name each of theirs in full. */
function named(text: string): readonly string[] {
  const laws: string[] = [];
  let family = '';
  let before = 0;
  for (const [, and, own = '', letter = '', chapter = '', digits] of text.matchAll(one)) {
    if (own !== '' || letter === 'P') family = own + letter;
    const last = Number(digits);
    for (let n = and === 'to' ? before + 1 : last; n <= last; n++) laws.push(`${family}${chapter}${n}`);
    before = last;
  }
  return laws;
}

function gapsIn(laws: readonly string[]): readonly string[] {
  const numbers = new Set(laws.map((law) => Number(numbered.exec(law)?.[1] ?? 0)));
  return Array.from({ length: Math.max(0, ...numbers) }, (_, i) => i + 1)
    .filter((n) => !numbers.has(n))
    .map((n) => `SPR-T${n}`);
}

await runCheck(import.meta.url, checkLaws);
