import type { CommandRequest } from '@shapan/contract';
import {
  type BookState,
  type Change,
  changedFields,
  countsInBook,
  type Fields,
  findRecord,
  type PlanRecord,
  STATED,
  sameValue,
} from '@shapan/engine';
import type { RefusedProblem } from '../../http/refused.ts';

/** Whose stands where both have changed something: the what-if's, or the plan's. */
export type Stands = NonNullable<Extract<CommandRequest, { type: 'branch.promote' }>['take']>;

type RecordChange = Extract<Change, { type: `record.${string}` }>;

/** Of a record as a whole – it is there on one side only, or came twice –, or of one of its fields. */
export type ChooseRecord = (kind: string, id: string, field?: string) => Stands | undefined;

interface Books {
  readonly live: BookState;
  readonly branch: BookState;
}

/** A conflict as it is told: where, and what is there now. */
type Told = Readonly<Record<string, string | null>>;

/** What was found where plan and what-if have both changed a record. */
export interface SettledRecord {
  /** What is left of the change: nothing where the plan's stands. */
  readonly left: RecordChange | null;
  readonly open: readonly RefusedProblem[];
  /** There was something to choose, so that whoever promotes must be one to know it. */
  readonly met: boolean;
}

/**
 * The net of a what-if without the removal of targets that the plan has changed and that are to stay: with its record a target
 * keeps its table and the numbers of its totals.
 */
export function withoutStaying(
  net: readonly Change[],
  live: BookState,
  choose: ChooseRecord,
): readonly Change[] {
  const staying = new Set(
    net.flatMap((change) => {
      if (change.type !== 'record.removed' || change.record.kind !== 'target') return [];
      const { kind, id, fields } = change.record;
      const there = findRecord(live, kind, id);
      return there && !sameRecord(kind, there.fields, fields) && choose(kind, id) === 'theirs' ? [id] : [];
    }),
  );
  return staying.size === 0 ? net : net.filter((change) => !staying.has(goesWith(change) ?? ''));
}

/** The target with which something goes. */
function goesWith(change: Change): string | undefined {
  if ('target' in change) return change.target;
  if (change.type !== 'record.removed') return undefined;
  const { kind, id, fields } = change.record;
  if (kind === 'target') return id;
  return kind === STATED ? String(fields['target']) : undefined;
}

export const isOfRecord = (change: Change): change is RecordChange => change.type.startsWith('record.');

/**
 * A record of a what-if as far as it may be written: what the plan has changed in the same place is written as was chosen,
 * field by field where the record is on both sides, and told with what it was, is and would be where nobody has chosen.
 */
export function settleRecord(change: RecordChange, books: Books, choose: ChooseRecord): SettledRecord {
  if (change.type === 'record.changed') return settleFields(change, books, choose);
  const { kind, id, fields } = change.record;
  const there = findRecord(books.live, kind, id);
  const isNew = change.type === 'record.added';
  if (!there || sameRecord(kind, there.fields, fields)) return { left: change, open: [], met: false };
  const told = isNew
    ? { base: null, theirs: there.fields, yours: fields }
    : { base: fields, theirs: there.fields, yours: null };
  return settledAsOne({ kind, id }, told, choose, () => (isNew ? overwritten(there, fields) : change));
}

function settleFields(
  change: Extract<RecordChange, { type: 'record.changed' }>,
  { live, branch }: Books,
  choose: ChooseRecord,
): SettledRecord {
  const { kind, id, before, after } = change;
  const there = findRecord(live, kind, id);
  if (!there) {
    const own = findRecord(branch, kind, id);
    const told = { base: before, theirs: null, yours: own?.fields ?? after };
    // A target is more than its record: without its table it cannot come back.
    const stands = choose(kind, id);
    const possible = kind === 'target' && stands === 'mine' ? undefined : stands;
    return settledAsOne(
      { kind, id },
      told,
      () => possible,
      () => own && { type: 'record.added', record: own },
    );
  }
  const open: RefusedProblem[] = [];
  const dropped = new Set<string>();
  let met = false;
  for (const field of Object.keys(after)) {
    const now = there.fields[field];
    if (countsInBook(kind, field) || sameValue(now, before[field]) || sameValue(now, after[field])) continue;
    met = true;
    const stands = choose(kind, id, field);
    if (stands === undefined)
      open.push(
        conflict({
          kind,
          id,
          field,
          base: text(before[field]),
          theirs: text(now),
          yours: text(after[field]),
        }),
      );
    else if (stands === 'theirs') dropped.add(field);
  }
  if (dropped.size === 0) return { left: change, open, met };
  const kept = (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !dropped.has(name)));
  const left = { ...change, before: kept(before), after: kept(after) };
  return { left: Object.keys(left.after).length > 0 ? left : null, open, met };
}

function settledAsOne(
  name: { readonly kind: string; readonly id: string },
  sides: Readonly<Record<'base' | 'theirs' | 'yours', unknown>>,
  choose: ChooseRecord,
  mine: () => RecordChange | undefined,
): SettledRecord {
  const stands = choose(name.kind, name.id);
  if (stands !== undefined) return { left: stands === 'mine' ? (mine() ?? null) : null, open: [], met: true };
  const { base, theirs, yours } = sides;
  const told = { ...name, base: text(base), theirs: text(theirs), yours: text(yours) };
  return { left: null, open: [conflict(told)], met: true };
}

/** The plan's record as the what-if has it. */
function overwritten({ kind, id, fields }: PlanRecord, wanted: Fields): RecordChange | undefined {
  const changed = changedFields(fields, wanted);
  return changed ? { type: 'record.changed', kind, id, ...changed } : undefined;
}

const conflict = (params: Told): RefusedProblem => ({ code: 'STALE', path: 'branch', params });

function sameRecord(kind: string, one: Fields, other: Fields): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => countsInBook(kind, name) || sameValue(one[name], other[name]));
}

function text(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
