import type { CommandRequest, ImportMapping } from '@shapan/contract';
import { type BookState, ok, type Problem, problem, type Result, recordsOf, refuse } from '@shapan/engine';

/** Finds dimension members by what a file calls them, and notes which ones would have to be added. */
export interface MemberFinder {
  find(dimension: string, by: 'code' | 'name', text: string): Result<string>;
  /** Commands for the members that were not there, in order of appearance. */
  readonly added: readonly CommandRequest[];
}

export function memberFinder(
  master: BookState,
  options: { readonly mapping: ImportMapping; readonly create: boolean; readonly newId: () => string },
): MemberFinder {
  const known = new Map<string, string[]>();
  for (const { id, fields } of recordsOf(master, 'dimensionMember')) {
    for (const by of ['code', 'name'] as const) {
      if (typeof fields[by] === 'string')
        remember(known, keyOf(String(fields['dimension']), by, fields[by]), id);
    }
  }
  const added: CommandRequest[] = [];
  return {
    added,
    find(dimension, by, text) {
      if (text === '') return refuse(problem('REQUIRED'));
      const key = keyOf(dimension, by, text);
      const ids = known.get(key) ?? [];
      if (ids.length > 1) return refuse(ambiguous(text, ids));
      const [id] = ids;
      if (id !== undefined) return ok(id);
      if (!options.create) return refuse(problem('UNKNOWN_REFERENCE', undefined, { id: text }));
      const fresh = options.newId();
      remember(known, key, fresh);
      const fields = { dimension, name: text, ...(by === 'code' && { code: text }) };
      added.push({ type: 'record.add', kind: 'dimensionMember', id: fresh, fields });
      return ok(fresh);
    },
  };
}

const keyOf = (dimension: string, by: string, text: string): string =>
  JSON.stringify([dimension, by, text.trim()]);

function remember(known: Map<string, string[]>, key: string, id: string): void {
  const ids = known.get(key);
  if (ids) ids.push(id);
  else known.set(key, [id]);
}

/** Two members of one name: the file must say which by code. */
const ambiguous = (text: string, ids: readonly string[]): Problem =>
  problem('DUPLICATE', undefined, { value: text, id: ids.join(', ') });
