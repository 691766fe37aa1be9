import { digestOf } from '../foundation/digest.ts';
import type { Change } from '../plan/change.ts';
import type { PlanRecord } from '../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../plan/state.ts';
import { type Frame, type Place, rowsUnder } from './frame.ts';
import { membersNamed, namesOf, placesOf } from './place-names.ts';
import type { TargetLayout } from './target-layout.ts';

/**
 * Numbers of their own that totals have where nobody can derive them: distinct counts and what is judged at every level
 * (SPR-T78). Each is a record at its place, like a hold; leaves stay in the cube. So undo, what-ifs, versions and the
 * log treat them as they treat any record, and no member or target goes away beneath one.
 */
export const STATED = 'statedNumber';

/** A place as a key, for maps that live as long as the frame. */
export const placeKey = ({ members, time }: Place): string => `${members.join(',')}@${time}`;

/** The numbers of a target's totals by `placeKey`; of places that the table no longer has, none. */
export function statedNumbers(state: BookState, target: string, frame: Frame, dimensions: readonly string[]) {
  const numbers = new Map<string, number>();
  for (const record of statedOf(state, target)) {
    const place = statedPlace(record, frame, dimensions);
    if (place) numbers.set(placeKey(place), Number(record.fields['value']));
  }
  return numbers as ReadonlyMap<string, number>;
}

/** The records of a target's stated numbers. */
export const statedOf = (state: BookState, target: string): readonly PlanRecord[] =>
  recordsOf(state, STATED).filter(({ fields }) => fields['target'] === target);

/** Where a stated number stands in the table; `undefined` where the table has no such place any more. */
export function statedPlace(
  record: PlanRecord,
  frame: Frame,
  dimensions: readonly string[],
): Place | undefined {
  const [place, ...others] = statedPlaces(record, frame, dimensions);
  return others.length === 0 ? place : undefined;
}

/** Every place that the record of a stated number names: several where a member of it moved in its period. */
export function statedPlaces(
  { fields }: PlanRecord,
  frame: Frame,
  dimensions: readonly string[],
): readonly Place[] {
  return placesOf(frame, { members: membersNamed(dimensions, fields), time: String(fields['time']) });
}

/** Whether a record is the own number of this place of the table. */
export function isStatedAt(
  record: PlanRecord,
  { target, frame, cube }: Pick<TargetLayout, 'target' | 'frame' | 'cube'>,
  place: Place,
): boolean {
  if (record.kind !== STATED || record.fields['target'] !== target.id) return false;
  const at = statedPlace(record, frame, cube.dimensions);
  return at !== undefined && placeKey(at) === placeKey(place);
}

/** What a place is to be set to; `null` takes its number away. */
export interface Statement {
  readonly place: Place;
  readonly value: number | null;
}

interface StatedTable {
  readonly target: string;
  readonly frame: Frame;
  readonly dimensions: readonly string[];
}

/** The id follows from the place, so two what-ifs that state one place mean one record. */
const idOfNames = (
  target: string,
  { members, time }: { readonly members: readonly string[]; readonly time: string },
) => digestOf(JSON.stringify([target, members, time]));

/** The id that the own number of a total has or would have, 32 hexadecimal digits; of any place of the table. */
export const statedNumberId = (
  { target, frame }: Pick<TargetLayout, 'target' | 'frame'>,
  place: Place,
): string => idOfNames(target.id, namesOf(frame, place));

/** Stating numbers, as changes. */
export function stateNumber(state: BookState, table: StatedTable, { place, value }: Statement): Change[] {
  const { members, time } = namesOf(table.frame, place);
  const coordinate = Object.fromEntries(
    table.dimensions.flatMap((dimension, d) => (members[d] === '*' ? [] : [[dimension, members[d]!]])),
  );
  const id = idOfNames(table.target, { members, time });
  const record: PlanRecord = {
    kind: STATED,
    id,
    fields: { target: table.target, coordinate, time, ...(value !== null && { value }) },
  };
  const now = findRecord(state, STATED, id);
  if (!now) return value === null ? [] : [{ type: 'record.added', record }];
  const before = now.fields['value'] ?? null;
  if (value === null) return [{ type: 'record.removed', record: now }];
  if (before === value) return [];
  return [{ type: 'record.changed', kind: STATED, id, before: { value: before }, after: { value } }];
}

/** Numbers of places below which no row is left once these rows have gone: they go with them. */
export function statedWithout(
  state: BookState,
  { target, frame, dimensions }: StatedTable,
  going: ReadonlySet<number>,
): Change[] {
  return statedOf(state, target).flatMap((record): Change[] => {
    const place = statedPlace(record, frame, dimensions);
    const stays = place && rowsUnder(frame, place).some((row) => !going.has(row));
    return stays ? [] : [{ type: 'record.removed', record }];
  });
}
