import { applyChanges, type Command, decide, forkState, kinds, type Problem } from '@shapan/engine';
import type { RecordContext } from './context.ts';
import type { WrongCell } from './edits.ts';
import type { PastedRow, PastedRows } from './paste.ts';
import { sayProblem } from './read.ts';

/**
 * Pasted rows by the law, one after the other: what it refuses says why in its cell and is not added; the others are judged as
 * if those before them stood in the book already.
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
  const rows = pasted.rows.map((row, index) => {
    for (const command of row.commands) {
      const decided = decide(law, command as Command);
      if (!decided.ok) {
        const refused = decided.problems.map((one) => refusedCell(context, `row ${index}`, row, one));
        return { ...row, commands: [], refused };
      }
      applyChanges(state, decided.value.changes);
    }
    return row;
  });
  return { ...pasted, rows };
}

/** Where the law points, else the first cell of the row. */
function refusedCell(context: RecordContext, row: string, { texts }: PastedRow, problem: Problem): WrongCell {
  const named = problem.path?.split('.').at(-1) ?? '';
  const column = named in texts ? named : (Object.keys(texts)[0] ?? '');
  return { row, column, text: texts[column] ?? '', message: sayProblem(context, problem) };
}
