import type { Problem } from '../foundation/problem.ts';
import type { Change } from './change.ts';
import type { DecideContext } from './context.ts';
import { outgoingIds } from './kind.ts';
import type { Fields } from './record.ts';
import { sinceThen } from './still-so.ts';

/** Which later entries stand in the way of taking one back (SPR-T90); to be asked in their order, the oldest first. */
export interface LaterWork {
  /** Whether this one does: it, too, would have to be taken back, and what stands on it. */
  meets(changes: readonly Change[]): boolean;
}

/**
 * The way back to before an entry that is refused with `problems`. In it stands what touched a place of the entry since, what
 * leads to a record that would go, what took away a record that one coming back leads to, what made the records that the
 * refusal names, and whatever did any of this to one of these afterwards. Taken back the newest first, each finds what it
 * left; what stands beside them stays.
 */
export function laterWork(
  context: DecideContext,
  changes: readonly Change[],
  problems: readonly Problem[],
): LaterWork {
  const records = recordPlaces(context);
  const tables = tablePlaces();
  const touch = (change: Change): void => (isOfRecord(change) ? records.touch(change) : tables.touch(change));
  const meets = (change: Change): boolean =>
    isOfRecord(change) ? records.meets(change) : tables.meets(change);
  changes.forEach(touch);
  // Where something is otherwise by now, that is what the refusal names, and it was touched.
  if (sinceThen(context.state, changes).moved.length === 0)
    for (const { params } of problems) records.name(params);
  return {
    meets(later) {
      if (!later.some(meets)) return false;
      later.forEach(touch);
      return true;
    },
  };
}

type OfRecord = Extract<Change, { type: `record.${string}` }>;
type OfTable = Exclude<Change, OfRecord>;

const isOfRecord = (change: Change): change is OfRecord => change.type.startsWith('record.');

/** Stands among the fields of a record for the record itself: it came, or it went. */
const WHOLE = '';

/** Records and fields that were touched, records that would go, and those that one coming back leads to. */
function recordPlaces({ kinds }: DecideContext) {
  const fieldsOf = new Map<string, Set<string>>();
  const going = new Set<string>();
  const needed = new Set<string>();

  const leadsTo = (kind: string, id: string, fields: Fields): readonly string[] => {
    const described = kinds.get(kind);
    return described ? outgoingIds(described, { kind, id, fields }) : [];
  };
  const add = (kind: string, id: string, names: readonly string[]): void => {
    const key = `${kind} ${id}`;
    fieldsOf.set(key, new Set([...(fieldsOf.get(key) ?? []), ...names]));
  };
  return {
    touch(change: OfRecord): void {
      const { kind, id } = change.type === 'record.changed' ? change : change.record;
      add(kind, id, change.type === 'record.changed' ? Object.keys(change.after) : [WHOLE]);
      if (change.type === 'record.added') going.add(id);
      else {
        const before = change.type === 'record.changed' ? change.before : change.record.fields;
        for (const one of leadsTo(kind, id, before)) needed.add(one);
      }
    },

    /** What a refusal names: a record or a field of it; of a target the one that says which periods are closed. */
    name(params: Problem['params']): void {
      const [kind, id, field] = [params?.['kind'], params?.['id'], params?.['field']];
      if (typeof kind !== 'string' || typeof id !== 'string') return;
      const named = typeof field === 'string' ? field : WHOLE;
      add(kind, id, [kind === 'target' ? 'closedUntil' : named]);
    },

    meets(change: OfRecord): boolean {
      const { kind, id } = change.type === 'record.changed' ? change : change.record;
      const known = fieldsOf.get(`${kind} ${id}`);
      if (change.type === 'record.removed') return known !== undefined || needed.has(id);
      const set = change.type === 'record.changed' ? change.after : change.record.fields;
      if (known && (change.type === 'record.added' || known.has(WHOLE))) return true;
      if (known && Object.keys(set).some((name) => known.has(name))) return true;
      return leadsTo(kind, id, set).some((one) => going.has(one));
    },
  };
}

/** Leaves, rows and layouts of tables that were touched. */
function tablePlaces() {
  const leaves = new Map<string, Set<number>>();
  const rows = new Set<string>();
  const shapes = new Set<string>();

  const rowKeys = (change: Extract<OfTable, { type: 'rows.changed' }>): readonly string[] =>
    change.rows.map((row) => JSON.stringify([change.target, row]));
  const leavesOf = (target: string, part: 0 | 1) => leaves.get(`${part} ${target}`);
  return {
    touch(change: OfTable): void {
      if (change.type === 'cube.shaped') shapes.add(change.target);
      else if (change.type === 'rows.changed') for (const key of rowKeys(change)) rows.add(key);
      else {
        const known = leavesOf(change.target, change.part) ?? new Set();
        for (const cell of change.cells) known.add(cell);
        leaves.set(`${change.part} ${change.target}`, known);
      }
    },

    meets(change: OfTable): boolean {
      if (change.type === 'rows.changed') return rowKeys(change).some((key) => rows.has(key));
      if (change.type === 'cells.changed') {
        const known = leavesOf(change.target, change.part);
        return known !== undefined && change.cells.some((cell) => known.has(cell));
      }
      // A table that went took its leaves with it.
      const hasLeaves = ([0, 1] as const).some((part) => leavesOf(change.target, part) !== undefined);
      return shapes.has(change.target) || (change.after === null && hasLeaves);
    },
  };
}
