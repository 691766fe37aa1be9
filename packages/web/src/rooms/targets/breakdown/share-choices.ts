import type { CommandRequest } from '@shapan/contract';
import { type BookState, type Fields, isLeafNode, type Place, placeAbove, readTotal } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import { amountOfShare } from '../codes/share-entries.ts';
import { readShareText, type TypedShare } from '../codes/share-text.ts';
import { dimensionName } from '../names.ts';
import type { CellToHold } from './hold-fields.ts';
import { cellPlaceOf } from './hold-place.ts';

/** Something a cell has a share of: the total one level up along a dimension, or in time. */
export interface ShareChoice {
  /** The dimension's id, or `time`. */
  readonly along: string;
  /** The dimension's name; nothing for time. */
  readonly name: string | null;
  readonly part: number;
  readonly whole: number;
}

/** What the cell has a share of now: every total above it that is not nothing. */
export function shareChoices(
  { layout, totals }: TargetTable,
  place: Place,
  master: BookState,
): readonly ShareChoice[] {
  const { frame, cube, behaviour } = layout;
  const part = readTotal(totals, place) ?? 0;
  const choice = (along: number | 'time', id: string, name: string | null): ShareChoice[] => {
    const above = placeAbove(frame, place, along);
    const whole = above && readTotal(totals, above);
    return whole && part * whole >= 0 ? [{ along: id, name, part, whole }] : [];
  };
  return [
    ...cube.dimensions.flatMap((id, d) => choice(d, id, dimensionName(master, id))),
    ...(behaviour === 'flow' || isLeafNode(frame.time, 0) ? choice('time', 'time', null) : []),
  ];
}

/** Another share than the present one, as it was typed; `null` = the present one is kept. */
export function typedShare(text: string): TypedShare | 'wrong' | null {
  const plain = text.trim();
  if (plain === '') return null;
  return readShareText(/[%％]$/.test(plain) ? plain : `${plain}%`) ?? 'wrong';
}

/** What the record of a hold says of a share that is not the present one. */
export const heldShare = (typed: ReturnType<typeof typedShare>): Fields =>
  typed === null || typed === 'wrong' ? {} : { sharePart: typed.part, shareWhole: typed.whole };

/**
 * What makes a share true before it is held: the cell becomes that part of the total above, which stays (SPR-T52). Both say
 * what was seen: a number that somebody changed meanwhile is not put back unasked (SPR-T85).
 */
export function shareCommands(
  { layout, totals }: TargetTable,
  { at, place }: Pick<CellToHold, 'at' | 'place'>,
  { along, part, whole }: ShareChoice,
  typed: ReturnType<typeof typedShare>,
): readonly CommandRequest[] {
  if (typed === null || typed === 'wrong') return [];
  const value = amountOfShare(typed, whole);
  const above = placeAbove(
    layout.frame,
    place,
    along === 'time' ? 'time' : layout.cube.dimensions.indexOf(along),
  );
  if (value === part || above === null) return [];
  const seen = readTotal(totals, place) ?? null;
  const entries = [
    { at: { members: [...at.members], time: at.time }, value, expect: seen },
    { at: cellPlaceOf(layout, above), value: whole, expect: whole },
  ];
  return [{ type: 'target.enter', target: layout.target.id, entries }];
}
