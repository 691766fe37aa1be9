import type { BookStateView } from '@shapan/contract';
import {
  addRows,
  type BookState,
  createCube,
  createState,
  type PlanRecord,
  setCells,
  setRowsPresent,
} from '@shapan/engine';

/** The server's view of a book as a state that the engine works on. */
export function stateOfView(view: BookStateView): BookState {
  const state = createState(view.position);
  for (const record of view.records as readonly PlanRecord[]) {
    const found = state.records.get(record.kind);
    if (found) found.byId.set(record.id, record);
    else state.records.set(record.kind, { owner: state, byId: new Map([[record.id, record]]) });
  }
  for (const { target, shape, rows, absent, parts } of view.cubes) {
    const cube = createCube(shape);
    const hidden = rows.flatMap((row, i) => (row === null ? [i] : []));
    // A row outside the reader's scope keeps its number under a name that no member has.
    addRows(
      cube,
      rows.map((row, i) => row ?? shape.dimensions.map(() => `hidden ${i}`)),
    );
    setRowsPresent(cube, [...absent, ...hidden], false);
    parts.forEach(({ cells, values }, part) => setCells(cube, part, cells, values));
    state.cubes.set(target, { shape, cube });
  }
  return state;
}
