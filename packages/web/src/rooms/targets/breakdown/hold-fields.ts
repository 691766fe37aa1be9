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

/** The command that holds a cell; `fields` = what is kept, why, by whom, until when. */
export const holdCommand = (
  target: string,
  { at }: Pick<CellToHold, 'at'>,
  fields: Fields,
): CommandRequest => ({
  type: 'record.add',
  kind: 'hold',
  id: uuidv7(),
  fields: { target, members: [...at.members], time: at.time, ...fields },
});
