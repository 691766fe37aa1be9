import type { CommandRequest } from '@shapan/contract';
import type { CellPlace, Fields, Place } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';

/** A cell that is to be held, as a command names it and where it stands. */
export interface CellToHold {
  readonly at: CellPlace;
  readonly place: Place;
  readonly leaf: boolean;
  /** What of it, where that has been said already. */
  readonly keeps?: 'value' | 'total';
}

/** A cell, and what is kept of it, why, by whom, until when. */
export interface HoldToMake {
  readonly cell: Pick<CellToHold, 'at'>;
  readonly fields: Fields;
}

/** The commands that hold cells. Several with one reason are the hold of a selection, and go as one (SPR-T53). */
export function holdCommands(target: string, holds: readonly HoldToMake[]): readonly CommandRequest[] {
  const cells = new Map<unknown, number>();
  for (const { fields } of holds) cells.set(fields['reason'], (cells.get(fields['reason']) ?? 0) + 1);
  const selections = new Map(
    [...cells].flatMap(([reason, count]) => (count > 1 ? [[reason, uuidv7()]] : [])),
  );
  return holds.map(({ cell: { at }, fields }) => {
    const selection = selections.get(fields['reason']);
    return {
      type: 'record.add',
      kind: 'hold',
      id: uuidv7(),
      fields: { target, members: [...at.members], time: at.time, ...fields, ...(selection && { selection }) },
    };
  });
}
