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
  const places = createPlaces(context);
  places.add(changes);
  // Where something is otherwise by now, that is what the refusal names, and it was touched.
  if (sinceThen(context.state, changes).moved.length === 0)
    for (const { params } of problems) places.name(params);
  return {
    meets(later) {
      if (!later.some((change) => places.meets(change))) return false;
      places.add(later);
      return true;
    },
  };
}

/** Stands among the fields of a record for the record itself: it came, or it went. */
const WHOLE = '';

function createPlaces({ kinds }: DecideContext) {
  const fieldsOf = new Map<string, Set<string>>();
  const leaves = new Map<string, Set<number>>();
  const rows = new Set<string>();
  const shapes = new Set<string>();
  /** Records that would go, and those that a record coming back leads to. */
  const going = new Set<string>();
  const needed = new Set<string>();

  const leadsTo = (kind: string, id: string, fields: Fields): readonly string[] => {
    const described = kinds.get(kind);
    return described ? outgoingIds(described, { kind, id, fields }) : [];
  };
  const touchRecord = (kind: string, id: string, names: readonly string[]): void => {
    const key = `${kind} ${id}`;
    fieldsOf.set(key, new Set([...(fieldsOf.get(key) ?? []), ...names]));
  };
  const rowKeys = (change: Extract<Change, { type: 'rows.changed' }>) =>
    change.rows.map((row) => JSON.stringify([change.target, row]));

  const touch = (change: Change): void => {
    switch (change.type) {
      case 'record.added':
        going.add(change.record.id);
        return touchRecord(change.record.kind, change.record.id, [WHOLE]);
      case 'record.removed': {
        const { kind, id, fields } = change.record;
        for (const one of leadsTo(kind, id, fields)) needed.add(one);
        return touchRecord(kind, id, [WHOLE]);
      }
      case 'record.changed':
        for (const one of leadsTo(change.kind, change.id, change.before)) needed.add(one);
        return touchRecord(change.kind, change.id, Object.keys(change.after));
      case 'cube.shaped':
        shapes.add(change.target);
        return;
      case 'rows.changed':
        for (const key of rowKeys(change)) rows.add(key);
        return;
      case 'cells.changed': {
        const key = `${change.part} ${change.target}`;
        const known = leaves.get(key) ?? new Set();
        for (const cell of change.cells) known.add(cell);
        leaves.set(key, known);
      }
    }
  };

  return {
    add(changes: readonly Change[]): void {
      changes.forEach(touch);
    },

    /** What a refusal names: a record or a field of it; of a target the one that says which periods are closed. */
    name(params: Problem['params']): void {
      const [kind, id, field] = [params?.['kind'], params?.['id'], params?.['field']];
      if (typeof kind !== 'string' || typeof id !== 'string') return;
      const named = typeof field === 'string' ? field : WHOLE;
      touchRecord(kind, id, [kind === 'target' ? 'closedUntil' : named]);
    },

    meets(change: Change): boolean {
      switch (change.type) {
        case 'record.added':
        case 'record.removed': {
          const { kind, id, fields } = change.record;
          if (fieldsOf.has(`${kind} ${id}`)) return true;
          return change.type === 'record.removed'
            ? needed.has(id)
            : leadsTo(kind, id, fields).some((one) => going.has(one));
        }
        case 'record.changed': {
          const { kind, id, after } = change;
          const known = fieldsOf.get(`${kind} ${id}`);
          if (known && (known.has(WHOLE) || Object.keys(after).some((name) => known.has(name)))) return true;
          return leadsTo(kind, id, after).some((one) => going.has(one));
        }
        case 'cube.shaped':
          return shapes.has(change.target) || (change.after === null && hasLeaves(change.target));
        case 'rows.changed':
          return rowKeys(change).some((key) => rows.has(key));
        case 'cells.changed': {
          const known = leaves.get(`${change.part} ${change.target}`);
          return known !== undefined && change.cells.some((cell) => known.has(cell));
        }
      }
    },
  };

  function hasLeaves(target: string): boolean {
    return leaves.has(`0 ${target}`) || leaves.has(`1 ${target}`);
  }
}
