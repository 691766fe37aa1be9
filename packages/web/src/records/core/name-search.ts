import { searchForm } from '../../design/search.ts';

/** Something with a name that people write instead of its id. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** What it is called where nobody else bears that name; several things may share it. */
  readonly plain?: string | undefined;
  /** Another way to write it: its code. */
  readonly code?: string | undefined;
}

export interface FoundNames {
  readonly ids: readonly string[];
  /** What nobody is called. */
  readonly unknown: readonly string[];
  /** What several are called, and who. */
  readonly ambiguous: readonly Ambiguous[];
}

export interface Ambiguous {
  readonly text: string;
  readonly candidates: readonly Named[];
}

const separators = /[、,，;；·\n]/;

/** What is meant by a text, however its case and width are written: by its own name, else by its code, else by a name that
 * it may share with others. More than one: the text does not say which. */
export function byName(named: readonly Named[], text: string): readonly Named[] {
  const wanted = fold(text);
  for (const key of ['name', 'code', 'plain'] as const) {
    const found = named.filter((one) => one[key] !== undefined && fold(one[key]) === wanted);
    if (found.length > 0) return found;
  }
  return [];
}

/** Several names in one text. A name that itself holds a separator is found as well: the longest run wins. */
export function byNames(named: readonly Named[], text: string): FoundNames {
  const parts = splitKeeping(text);
  const ids: string[] = [];
  const unknown: string[] = [];
  const ambiguous: Ambiguous[] = [];
  for (let at = 0; at < parts.length; ) {
    const run = longestRun(named, parts, at);
    const [one] = run?.candidates ?? [];
    if (run && one) {
      if (run.candidates.length > 1) ambiguous.push(run);
      else if (!ids.includes(one.id)) ids.push(one.id);
      at = run.next;
    } else {
      const part = (parts[at] ?? '').replace(separators, '').trim();
      if (part !== '') unknown.push(part);
      at += 1;
    }
  }
  return { ids, unknown, ambiguous };
}

function longestRun(named: readonly Named[], parts: readonly string[], from: number) {
  for (let end = parts.length; end > from; end -= 1) {
    const text = parts
      .slice(from, end)
      .join('')
      .replace(/[、,，;；·\s]+$/, '');
    const candidates = text.trim() === '' ? [] : byName(named, text);
    if (candidates.length > 0) return { text: text.trim(), candidates, next: end };
  }
  return undefined;
}

/** The parts of a list, each with the separator that follows it. */
const splitKeeping = (text: string): readonly string[] =>
  text.match(/[^、,，;；·\n]+[、,，;；·\n]?|[、,，;；·\n]/g) ?? [];

const fold = (text: string): string => searchForm(text.trim());
