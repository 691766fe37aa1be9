import type { Fields, FieldValue, PlanRecord } from './record.ts';
import { sameValue } from './record.ts';

/**
 * Changes: what happened. A command says what somebody wants; `decide` answers with changes; the log keeps
 * them; `apply` – the same code on the server, in every browser and in a what-if – makes them true.
 *
 * Every change carries both sides, so the algebra needs no state:
 * - `invert(changes)` undoes them,
 * - `squash(a, b, …)` is the net difference of many entries (compare two versions, promote a what-if).
 */
export type Change = RecordAdded | RecordRemoved | RecordChanged | CubeShaped | RowsChanged | CellsChanged;

/** A record came, with all its fields. */
export interface RecordAdded {
  readonly type: 'record.added';
  readonly record: PlanRecord;
}

/** A record went; all its fields are kept here, so that undo needs nothing else. */
export interface RecordRemoved {
  readonly type: 'record.removed';
  readonly record: PlanRecord;
}

/** Only the touched fields, before and after; `null` on a side means the field was or is empty. */
export interface RecordChanged {
  readonly type: 'record.changed';
  readonly kind: string;
  readonly id: string;
  readonly before: Fields;
  readonly after: Fields;
}

/** How the leaves of one target are laid out. */
export interface CubeShape {
  /** Dimension ids, in the plan's canonical order; a row has one member of each. */
  readonly dimensions: readonly string[];
  /** 1 = a value; 2 = numerator and denominator (ratio and weighted-average metrics). */
  readonly parts: 1 | 2;
  /** First leaf period of the window, as absolute ordinal in its grain, and how many there are. */
  readonly firstSlot: number;
  readonly slotCount: number;
}

/**
 * The layout of a target's leaves: `before: null` = the target came, `after: null` = it went (its leaves stay, hidden),
 * both = its window moved. Dimensions and parts of a target never change.
 */
export interface CubeShaped {
  readonly type: 'cube.shaped';
  readonly target: string;
  readonly before: CubeShape | null;
  readonly after: CubeShape | null;
}

/** Coordinates (one member id per dimension) that enter (`present`) or leave the target's breakdown. */
export interface RowsChanged {
  readonly type: 'rows.changed';
  readonly target: string;
  readonly rows: readonly (readonly string[])[];
  readonly present: boolean;
}

/** Leaf values, columnar. `cells` are cell addresses; values are in the metric's smallest unit, `null` = no value. */
export interface CellsChanged {
  readonly type: 'cells.changed';
  readonly target: string;
  readonly part: 0 | 1;
  readonly cells: readonly number[];
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
}

/**
 * The changes that take these back, in reverse order. Total: needs no state and never refuses, so whether anything was
 * built on them meanwhile is for `decideUndo` to ask (SPR-T90).
 */
export function invert(changes: readonly Change[]): readonly Change[] {
  return changes.map(invertOne).reverse();
}

function invertOne(change: Change): Change {
  switch (change.type) {
    case 'record.added':
      return { type: 'record.removed', record: change.record };
    case 'record.removed':
      return { type: 'record.added', record: change.record };
    case 'rows.changed':
      return { ...change, present: !change.present };
    case 'record.changed':
      return { ...change, before: change.after, after: change.before };
    case 'cube.shaped':
      return { ...change, before: change.after, after: change.before };
    case 'cells.changed':
      return { ...change, before: change.after, after: change.before };
  }
}

/** How many facts a list of changes holds: records touched plus leaves touched. */
export function countChanges(changes: readonly Change[]): {
  readonly records: number;
  readonly cells: number;
} {
  let records = 0;
  let cells = 0;
  for (const change of changes) {
    if (change.type === 'cells.changed') cells += change.cells.length;
    else if (change.type.startsWith('record.')) records += 1;
  }
  return { records, cells };
}

/** The fields in which `after` differs from `before`, or `null` when there are none. */
export function changedFields(before: Fields, after: Fields): { before: Fields; after: Fields } | null {
  const was: Record<string, FieldValue> = {};
  const is: Record<string, FieldValue> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (sameValue(before[name], after[name])) continue;
    was[name] = before[name] ?? null;
    is[name] = after[name] ?? null;
  }
  return Object.keys(is).length === 0 ? null : { before: was, after: is };
}
