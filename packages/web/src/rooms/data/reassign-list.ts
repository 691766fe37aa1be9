import type { BookState, PlanRecord } from '@shapan/engine';
import { recordsOf } from '@shapan/engine';

/** One line of a list of reassignments, as far as it could be read. */
export interface ListedMove {
  readonly line: number;
  readonly text: string;
  readonly member?: string;
  /** `null` = the top of the dimension. */
  readonly parent?: string | null;
  readonly from?: string;
  readonly wrong?: 'columns' | 'member' | 'parent' | 'several' | 'date';
}

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

/**
 * Reassignments as they are pasted from a sheet: member, new parent and the day from which it holds, with tabs between
 * them. Members are named by code or by name; an empty parent is the top of the dimension. A first line without a date
 * is a heading.
 */
export function readMoves(text: string, master: BookState, dimension: string): readonly ListedMove[] {
  const find = memberFinder(master, dimension);
  const lines = text.replaceAll('\r', '').split('\n');
  return lines.flatMap((line, index): ListedMove[] => {
    const cells = line.split('\t').map((cell) => cell.trim());
    if (cells.every((cell) => cell === '')) return [];
    const date = dateOf(cells[2] ?? '');
    const isHeading = date === null && lines.slice(0, index).every((before) => before.trim() === '');
    if (isHeading && cells.length >= 3 && find(cells[0] ?? '') === undefined) return [];
    const at = { line: index + 1, text: line };
    if (cells.length < 3) return [{ ...at, wrong: 'columns' }];
    const member = find(cells[0] ?? '');
    if (member === undefined || member === null)
      return [{ ...at, wrong: member === null ? 'several' : 'member' }];
    const parent = cells[1] === '' ? '' : find(cells[1] ?? '');
    if (parent === undefined || parent === null)
      return [{ ...at, member, wrong: parent === null ? 'several' : 'parent' }];
    if (date === null) return [{ ...at, member, wrong: 'date' }];
    return [{ ...at, member, parent: parent === '' ? null : parent, from: date }];
  });
}

function dateOf(text: string): string | null {
  const found = DATE.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : null;
}

/** By code before name; `null` = several bear the name, nothing = none does. */
function memberFinder(master: BookState, dimension: string): (text: string) => string | null | undefined {
  const members = recordsOf(master, 'dimensionMember').filter(
    ({ fields }) => fields['dimension'] === dimension,
  );
  const by = (field: 'code' | 'name') => {
    const found = new Map<string, string | null>();
    for (const { id, fields } of members as readonly PlanRecord[]) {
      const text = fields[field];
      if (typeof text === 'string') found.set(text.trim(), found.has(text.trim()) ? null : id);
    }
    return found;
  };
  const [codes, names] = [by('code'), by('name')];
  return (text) => codes.get(text) ?? names.get(text);
}
