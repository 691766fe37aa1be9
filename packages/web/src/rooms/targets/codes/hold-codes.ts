import { readSpreadCode, type SpreadCode } from '@shapan/engine';
import type { GridEdit } from '../../../grid/index.ts';
import { cellKey } from '../breakdown/cell-key.ts';
import { type PlacedHold, samePlace } from '../breakdown/holds.ts';
import type { BreakdownCell, BreakdownModel } from '../breakdown/model.ts';

/** A cell that is to be held; without a reason it is asked for. */
export interface WantedHold {
  readonly cell: BreakdownCell;
  readonly keeps: 'value' | 'total';
  readonly reason: string | null;
}

/** Why a code of a hold can do nothing where it stands. */
export type IdleCode =
  | 'mayNot'
  | 'hasNoParts'
  | 'isHeld'
  | 'notHeld'
  | 'heldAbove'
  | 'keepsTotal'
  | 'keepsValue'
  | 'isClosed'
  | 'notYours'
  | 'nothingHeld';

export interface BadCode {
  readonly key: string;
  readonly text: string;
  readonly why: IdleCode;
  /** The hold that the sentence is about. */
  readonly hold?: PlacedHold | undefined;
}

export interface HoldCodes {
  /** What is no code of a hold; the very same edits when none is. */
  readonly rest: readonly GridEdit[];
  readonly wanted: readonly WantedHold[];
  readonly released: readonly PlacedHold[];
  readonly bad: readonly BadCode[];
}

export interface HoldCodesInput {
  readonly edits: readonly GridEdit[];
  readonly model: Pick<BreakdownModel, 'at'>;
  /** All holds of the table that still protect something. */
  readonly holds: readonly PlacedHold[];
  readonly mayHold: boolean;
  readonly mayRelease: (id: string) => boolean;
}

/**
 * The codes H, HC, RH, RC and RA of a gesture (SPR-T16): what is to be held, and what is released. A code that can
 * do nothing is refused; of several cells those where there is nothing to do are passed over while the others do.
 */
export function readHoldCodes(input: HoldCodesInput): HoldCodes {
  const wanted: WantedHold[] = [];
  const released = new Set<PlacedHold>();
  const idle: BadCode[] = [];
  const rest: GridEdit[] = [];
  for (const edit of input.edits) {
    const code = holdCodeOf(edit.text);
    const cell = code && input.model.at(edit.row, edit.column);
    if (!code || !cell?.at) {
      rest.push(edit);
      continue;
    }
    const done = 'hold' in code ? readHold(input, cell, code) : readRelease(input, cell, code.release);
    if ('why' in done) idle.push({ key: cellKey(edit.rowId ?? '', edit.columnId), text: edit.text, ...done });
    if ('wanted' in done) wanted.push(done.wanted);
    if ('released' in done) for (const hold of done.released) released.add(hold);
  }
  const acts = wanted.length > 0 || released.size > 0;
  const passed: ReadonlySet<IdleCode> = new Set(['isHeld', 'notHeld', 'keepsTotal', 'keepsValue']);
  return {
    rest: rest.length === input.edits.length ? input.edits : rest,
    wanted,
    released: [...released],
    bad: acts ? idle.filter(({ why }) => !passed.has(why)) : idle,
  };
}

type HoldCode = Exclude<SpreadCode, { readonly method: unknown }>;

function holdCodeOf(text: string): HoldCode | null {
  const code = readSpreadCode(text);
  return code === null || 'method' in code ? null : code;
}

type Done =
  | { readonly why: IdleCode; readonly hold?: PlacedHold | undefined }
  | { readonly wanted: WantedHold }
  | { readonly released: readonly PlacedHold[] };

function readHold(
  { holds, mayHold }: HoldCodesInput,
  cell: BreakdownCell,
  { hold: keeps, reason }: Extract<HoldCode, { readonly hold: unknown }>,
): Done {
  if (!mayHold) return { why: 'mayNot' };
  if (keeps === 'total' && cell.leaf) return { why: 'hasNoParts' };
  const held = holds.find((one) => samePlace(one.at, cell.place) && one.keeps === keeps);
  return held ? { why: 'isHeld', hold: held } : { wanted: { cell, keeps, reason } };
}

function readRelease(
  { holds, mayRelease }: HoldCodesInput,
  cell: BreakdownCell,
  what: 'value' | 'total' | 'all',
): Done {
  const isOpen = ({ heldAs, record }: PlacedHold): boolean => heldAs !== 'period' && mayRelease(record.id);
  if (what === 'all') {
    const open = holds.filter(isOpen);
    if (open.length > 0) return { released: open };
    const [first] = holds;
    return first ? closedTo(first) : { why: 'nothingHeld' };
  }
  const here = holds.filter(({ at }) => samePlace(at, cell.place));
  // What keeps a single number – be it by its share – keeps its value; above that only `value` does.
  const meant = here.filter(({ keeps }) => (cell.leaf || keeps === 'value') === (what === 'value'));
  const [first] = meant;
  if (first) return meant.every(isOpen) ? { released: meant } : closedTo(meant.find((one) => !isOpen(one))!);
  const [other] = here;
  if (other) return { why: what === 'value' ? 'keepsTotal' : 'keepsValue', hold: other };
  return cell.hold ? { why: 'heldAbove', hold: cell.hold } : { why: 'notHeld' };
}

const closedTo = (hold: PlacedHold): Done => ({
  why: hold.heldAs === 'period' ? 'isClosed' : 'notYours',
  hold,
});
