import type { CellsChanged } from '../plan/change.ts';
import { formulaReader } from './formula/value.ts';
import { leavesUnder, type Place, rowsUnder } from './frame.ts';
import { placeKey } from './stated.ts';
import type { FormulaView, Organised, TargetLayout } from './target-layout.ts';
import {
  createTotals,
  type Fraction,
  readFraction,
  refreshTotals,
  shownByLeaves,
  type Totals,
} from './totals.ts';
import { isLeafNode } from './tree.ts';

/** Left out: `denseLimit` as in `TotalsOptions`; the totals of a formula's drivers are then made anew. */
export interface TableTotalsOptions {
  readonly denseLimit?: number;
  /** Totals of other targets, where somebody keeps them up to date already. */
  readonly totalsOfTarget?: (target: string) => Totals | undefined;
}

/**
 * The totals of a target's table, whatever its aggregation kind: derived, stated or computed (DOMAIN-5). Changes of its
 * leaves are told to `refreshTotals`; anything else that the layout was made from needs a new layout and new totals.
 */
export function tableTotals(layout: TargetLayout, options: TableTotalsOptions = {}): Totals {
  const { cube, frame, behaviour, aggregation } = layout;
  if (aggregation === 'max' || aggregation === 'min')
    return createTotals(cube, frame, { extremum: aggregation });
  if (layout.totals === 'spread') return createTotals(cube, frame, { behaviour, ...options });
  // No sum is ever asked for, so none is prepared.
  const leaves = createTotals(cube, frame, { behaviour, denseLimit: 0 });
  if (layout.formula) return { ...leaves, shown: computed(layout, layout.formula, options) };
  return { ...leaves, shown: (place) => shownApart(layout, leaves, place) };
}

/** The same for so many reads: a few numbers are summed each for itself alone; for more all totals are added up once. */
export const totalsForReads = (layout: TargetLayout, reads: number): Totals =>
  tableTotals(layout, reads > fewReads ? {} : { denseLimit: 0 });

const fewReads = 16;

/**
 * Totals follow all changes of their leaves that the cube already has, wherever these stand in the table. They are told
 * together: totals that are built anew hold every one of them, so none may be added a second time.
 */
export function followLeaves(
  { organisation }: { readonly organisation: Pick<Organised, 'stints'> },
  totals: Totals,
  changes: readonly CellsChanged[],
): void {
  const { stints } = organisation;
  for (let part = 0; part < totals.parts.length; part++) {
    const [only, ...others] = changes.filter((change) => change.part === part);
    if (!only) continue;
    const all = [only, ...others];
    const { cells, before, after } =
      others.length === 0
        ? only
        : {
            cells: all.flatMap((change) => change.cells),
            before: all.flatMap((change) => change.before),
            after: all.flatMap((change) => change.after),
          };
    refreshTotals(totals, part, stints ? cells.map(stints.line) : cells, before, after);
  }
}

/** From the drivers' own numbers at the same place, leaf or total; never by adding up (SPR-T39). */
function computed(
  layout: TargetLayout,
  view: FormulaView,
  options: TableTotalsOptions,
): (place: Place) => Fraction | null {
  const totals = new Map(
    view.drivers.flatMap((driver) =>
      driver.layout ? [[driver.key, driverTotals(driver.layout, options)] as const] : [],
    ),
  );
  return formulaReader(layout, view, ({ key }, place) => {
    const own = totals.get(key)?.();
    return own ? readFraction(own, place) : null;
  });
}

/** Asked anew at every reading: whoever keeps the totals may have built them again meanwhile. */
function driverTotals(
  layout: TargetLayout,
  { totalsOfTarget, ...options }: TableTotalsOptions,
): () => Totals {
  const kept = totalsOfTarget?.(layout.target.id);
  if (kept && totalsOfTarget) return () => totalsOfTarget(layout.target.id) ?? kept;
  const own = tableTotals(layout, options);
  return () => own;
}

/** A leaf shows what the cube holds, a total the number it was given, if any. */
function shownApart(layout: TargetLayout, leaves: Totals, place: Place): Fraction | null {
  if (leafAt(layout, place) !== null) return shownByLeaves(leaves, place);
  const value = layout.stated.get(placeKey(place));
  return value === undefined ? null : { numerator: value, denominator: 1 };
}

/** The row and slot of a place that is one leaf; `null` for every other place. */
export function leafAt(
  { frame }: TargetLayout,
  place: Place,
): { readonly row: number; readonly slot: number } | null {
  const time = leavesUnder(frame.time, place.time);
  if (time.to - time.from !== 1) return null;
  const { members } = place;
  if (!members.every((node, d) => node < 0 || isLeafNode(frame.trees[d]!, node))) return null;
  const rows = rowsUnder(frame, place);
  return rows.length === 1 ? { row: rows[0]!, slot: frame.time.slots[time.from]! } : null;
}
