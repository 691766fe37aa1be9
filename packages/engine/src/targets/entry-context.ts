import type { Change } from '../plan/change.ts';
import type { DecideContext } from '../plan/context.ts';
import { rowCount } from '../plan/cube.ts';
import type { BookState } from '../plan/state.ts';
import type { TargetEntry } from './command.ts';
import type { Place } from './frame.ts';
import { membersOf } from './layout.ts';
import type { Notice } from './spread/request.ts';
import type { TargetLayout } from './target-layout.ts';

/** What `decide` may know of the person who types, beyond the plan itself. */
export interface EnterContext extends DecideContext {
  /** Member id of whoever asks. */
  readonly actor: string;
  /** Whether that member may write a coordinate of a target (role × scope). */
  readonly writable: (target: string, row: readonly string[]) => boolean;
  /** Holds that expired before this day protect nothing any more; without it none has expired. */
  readonly today?: string;
  /** The book as it was right after an entry of its log, for entries with `asOf`; only where the log is. */
  readonly past?: (position: number) => BookState | undefined;
  /** What was typed by hand in this planning round, for entries with `keepManual`; only where the log is. */
  readonly typed?: (target: string) => readonly TypedByHand[] | undefined;
  /** Most steps of searches that the command does not ask for itself (`searchStepsOf`). */
  readonly searchSteps?: number;
}

/** What a command would do: nothing has happened yet. No changes = everything is as asked already (SPR-T9). */
export interface Decision {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
}

/** An entry at its place in the table. */
export interface Placed {
  readonly entry: TargetEntry;
  readonly place: Place;
  readonly path: string;
  /** The row and slot when the place is one leaf. */
  readonly leaf: { readonly row: number; readonly slot: number } | null;
}

/** The scope decides by coordinate; ask once per row, not once per leaf. */
export function writableRows(context: EnterContext, layout: TargetLayout): (row: number) => boolean {
  // 0 = not asked yet, 1 = no, 2 = yes
  const known = new Uint8Array(rowCount(layout.cube));
  return (row) => {
    if (known[row] === 0) {
      known[row] = context.writable(layout.target.id, membersOf(layout, row)) ? 2 : 1;
    }
    return known[row] === 2;
  };
}

/** What somebody typed at a place of a target, as the log tells it; amounts as in `TargetEntry`. */
export type TypedByHand = Pick<TargetEntry, 'at' | 'value' | 'numerator' | 'denominator' | 'rate'>;
