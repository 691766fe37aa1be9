import type { CommandRequest } from '@shapan/contract';
import { applyChanges, type Command, decide, forkState, kinds, type Problem } from '@shapan/engine';
import type { RecordContext } from './context.ts';
import type { WrongCell } from './edits.ts';
import type { PastedRow, PastedRows } from './paste.ts';
import { sayProblem } from './read.ts';

/**
 * Pasted rows by the law, one after the other: what it refuses says why in its cell and is not added; the others are judged as
 * if those before them stood in the book already. What rows say of each other is judged when all of them stand there: a
 * row that leads to one that is refused is refused with it.
 */
export function judged(context: RecordContext, pasted: PastedRows): PastedRows {
  const { book, master, me } = context;
  const state = forkState(context.state);
  const law = {
    book,
    state,
    master: book === 'master' ? state : master,
    kinds,
    actor: me,
    writable: () => true,
  };
  const refused = new Map<number, readonly WrongCell[]>();
  const take = (index: number, row: PastedRow, commands: readonly CommandRequest[]): void => {
    for (const command of commands) {
      const decided = decide(law, command as Command);
      if (!decided.ok) {
        refused.set(
          index,
          decided.problems.map((one) => refusedCell(context, `row ${index}`, row, one)),
        );
        return;
      }
      applyChanges(state, decided.value.changes);
    }
  };
  pasted.rows.forEach((row, index) => take(index, row, row.commands));
  refuseFollowers(context, pasted.rows, refused);
  pasted.rows.forEach((row, index) => {
    if (!refused.has(index)) take(index, row, row.beside);
  });
  refuseFollowers(context, pasted.rows, refused);
  const rows = pasted.rows.map((row, index) => {
    const why = refused.get(index);
    return why ? { ...row, commands: [], beside: [], refused: why } : row;
  });
  return { ...pasted, rows };
}

/** Whoever names a record that no row will make is refused as well, and so on. */
function refuseFollowers(
  context: RecordContext,
  rows: readonly PastedRow[],
  refused: Map<number, readonly WrongCell[]>,
): void {
  const naming = new Map<string, number[]>();
  rows.forEach(({ beside }, index) => {
    for (const id of beside.flatMap(idsIn)) {
      const others = naming.get(id);
      if (others) others.push(index);
      else naming.set(id, [index]);
    }
  });
  const isLost = (row: PastedRow, index: number): boolean =>
    row.of === undefined && (refused.has(index) || row.missing.length > 0);
  const open = rows.filter(isLost).map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const index of naming.get(id) ?? []) {
      const row = rows[index];
      if (!row || row.id === id || refused.has(index)) continue;
      const message = context.t('records.paste.follows');
      refused.set(index, [{ row: `row ${index}`, ...cellOf(row, ''), message }]);
      if (row.of === undefined) open.push(row.id);
    }
  }
}

const idsIn = (command: CommandRequest): readonly string[] =>
  command.type === 'record.add'
    ? Object.values(command.fields).filter((value) => typeof value === 'string')
    : [];

/** Where the law points, else what the row says of others, else the first cell of the row. */
function refusedCell(context: RecordContext, row: string, pasted: PastedRow, problem: Problem): WrongCell {
  const named = problem.path?.split('.').at(-1) ?? '';
  return { row, ...cellOf(pasted, named), message: sayProblem(context, problem) };
}

function cellOf({ texts }: PastedRow, named: string): Pick<WrongCell, 'column' | 'text'> {
  const column = named in texts ? named : (Object.keys(texts)[0] ?? '');
  return { column, text: texts[column] ?? '' };
}
