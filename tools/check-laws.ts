/**
 * Every law has a test and every test a law. Prevents a page of laws that promises more than is checked, a test under a
 * number that means nothing, and a law of spreading that was left out: `SPR-T1` to the last one are a row without a gap.
 *
 * A law is what `SPEC.md` prints in bold at the start of an item, `- **SPR-T18, T19** …`. A test carries laws at the
 * start of its title, `'[SPR-T18] …'` or `'P1 …'`. What stands in a comment, under `.skip` or under `.todo` tests nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blanked, lineAt } from './source-text.ts';
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
/** What looks like a law and is none: `UTF-8`. Any other family that the page does not have is mistyped. */
const foreign = new Set(['UTF-']);
/** The laws of spreading that have to follow each other. */
const numbered = /^SPR-T(\d+)$/;

/** Laws without a test, tests of no law, and numbers that are missing, below `root`. */
export function checkLaws(root: string): readonly string[] {
  if (!existsSync(join(root, spec))) return [`${spec}:1 is missing, and with it every law`];
  const laws = lawsOf(readFileSync(join(root, spec), 'utf8'));
  const tests = new Map([...testsOf(root)].filter(([law]) => !foreign.has(familyOf(law))));
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
    for (const { laws, line } of titlesIn(readFileSync(join(root, path), 'utf8')))
      for (const law of named(laws)) if (!found.has(law)) found.set(law, `${path}:${line}`);
  }
  return found;
}

/** The laws at the start of each title of a test that runs, with its line. */
function titlesIn(source: string): readonly { laws: string; line: number }[] {
  const text = blanked(source, { comments: true, strings: false });
  const code = blanked(source, { comments: true, strings: true });
  const idle = idleIn(code);
  return titles
    .flatMap((title) => [...text.matchAll(title)])
    .filter(({ index }) => code[index] !== ' ' && !idle.some(([from, to]) => index >= from && index < to))
    .map(({ 1: laws = '', index }) => ({ laws, line: lineAt(text, index) }));
}

/** From where to where tests do not run: calls of `.skip` and `.todo`, `.each` of them included. */
function idleIn(code: string): readonly (readonly [number, number])[] {
  return Array.from(code.matchAll(/\.(?:skip|todo)\b/g), ({ index, 0: call }) => {
    let end = index + call.length;
    for (let link = next(code, end); link > end; link = next(code, end)) end = link;
    return [index, end];
  });
}

/** The end of the next link of a chain of calls: of `.name`, or of what stands in parentheses. */
function next(code: string, from: number): number {
  const link = /\s*(?:\.\w+|\()/y;
  link.lastIndex = from;
  const met = link.exec(code)?.[0];
  if (met === undefined || !met.endsWith('(')) return from + (met?.length ?? 0);
  let depth = 1;
  let at = from + met.length;
  for (; at < code.length && depth > 0; at += 1) depth += code[at] === '(' ? 1 : code[at] === ')' ? -1 : 0;
  return at;
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
