import type { MultiwayEntry, Place, TargetEntry } from '@shapan/engine';
import type { PlacedHold } from './holds.ts';
import type { BreakdownCell } from './model.ts';

/** What a gesture asks for, before it is decided. */
export interface AskedEntries {
  /** The texts behind the entries, by cell: what is kept when the server cannot be reached. */
  readonly texts: Readonly<Record<string, string>>;
  readonly entries: readonly TargetEntry[];
  /** What is wanted where totals of three and more dimensions cannot all be met. */
  readonly multiway?: MultiwayEntry;
  readonly cell: BreakdownCell;
  /** Further cells, where the number is the sum of `cell` and these. */
  readonly also?: readonly Place[];
  /** Holds of the typist's own that keep another number there. */
  readonly holds: readonly PlacedHold[];
  /** Further holds that are given up for it, in the same submission. */
  readonly released?: readonly string[];
}
