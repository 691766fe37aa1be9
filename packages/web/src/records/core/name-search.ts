import { searchForm } from '../../design/search.ts';

/** Something with a name that people write instead of its id. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Another way to write it: its code. */
  readonly code?: string | undefined;
}

export interface FoundNames {
  readonly ids: readonly string[];
  /** What nobody is called. */
  readonly unknown: readonly string[];
}

const separators = /[、,，;；·\n]/;

/** The thing of this name or code, however its case and width are written. */
export function byName(named: readonly Named[], text: string): Named | undefined {
  const wanted = fold(text);
  return named.find(
    (one) => fold(one.name) === wanted || (one.code !== undefined && fold(one.code) === wanted),
  );
}

/** Several names in one text. A name that itself holds a separator is found as well: the longest run wins. */
export function byNames(named: readonly Named[], text: string): FoundNames {
  const parts = splitKeeping(text);
  const ids: string[] = [];
  const unknown: string[] = [];
  for (let at = 0; at < parts.length; ) {
    const run = longestRun(named, parts, at);
    if (run) {
      if (!ids.includes(run.id)) ids.push(run.id);
      at = run.next;
    } else {
      const part = (parts[at] ?? '').replace(separators, '').trim();
      if (part !== '') unknown.push(part);
      at += 1;
    }
  }
  return { ids, unknown };
}

function longestRun(named: readonly Named[], parts: readonly string[], from: number) {
  for (let end = parts.length; end > from; end -= 1) {
    const text = parts
      .slice(from, end)
      .join('')
      .replace(/[、,，;；·\s]+$/, '');
    const found = text.trim() === '' ? undefined : byName(named, text);
    if (found) return { id: found.id, next: end };
  }
  return undefined;
}

/** The parts of a list, each with the separator that follows it. */
const splitKeeping = (text: string): readonly string[] =>
  text.match(/[^、,，;；·\n]+[、,，;；·\n]?|[、,，;；·\n]/g) ?? [];

const fold = (text: string): string => searchForm(text.trim());
