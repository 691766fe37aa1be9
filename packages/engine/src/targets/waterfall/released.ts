import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import { layoutOf } from '../layout.ts';
import { RELEASE } from './kinds.ts';

/** A target that is handed down level by level (SPR-T93). */
export interface Waterfall {
  readonly target: string;
  /** The dimension along which it is handed down. */
  readonly dimension: string;
  /** Members whose numbers were released to those who work in them. */
  readonly released: ReadonlySet<string>;
}

/** Whether any target of the book is handed down level by level: nobody else need ask further. */
export const hasWaterfall = (state: BookState): boolean =>
  recordsOf(state, 'target').some(({ fields }) => typeof fields['waterfall'] === 'string');

/** How a target is handed down; `null` = its numbers are seen by everybody whose part they lie in. */
export function waterfallOf(state: BookState, target: string): Waterfall | null {
  const dimension = findRecord(state, 'target', target)?.fields['waterfall'];
  if (typeof dimension !== 'string') return null;
  const released = recordsOf(state, RELEASE).flatMap(({ fields }) => {
    const member = fields['target'] === target ? memberIn(fields['coordinate'], dimension) : undefined;
    return member === undefined ? [] : [member];
  });
  return { target, dimension, released: new Set(released) };
}

/** The member of a dimension that a coordinate names. */
export const memberIn = (coordinate: unknown, dimension: string): string | undefined =>
  ((coordinate ?? {}) as Readonly<Record<string, string>>)[dimension];

/** All that must be released before a target's numbers are known: of a formula, what its drivers are handed down by. */
export function waterfallsOf(state: BookState, master: BookState, target: string): readonly Waterfall[] {
  if (!hasWaterfall(state)) return [];
  const metric = String(findRecord(state, 'target', target)?.fields['metric']);
  const computed = findRecord(master, 'metric', metric)?.fields['aggregation'] === 'formula';
  const drivers = computed ? (layoutOf(state, master, target)?.formula?.drivers ?? []) : [];
  const named = [target, ...drivers.flatMap(({ layout }) => layout?.target.id ?? [])];
  return named.flatMap((one) => waterfallOf(state, one) ?? []);
}
