import type { CommandRequest } from '@shapan/contract';
import {
  type BookKind,
  type BookState,
  type Field,
  type Fields,
  kinds,
  type PlanRecord,
  recordsOf,
} from '@shapan/engine';

/** What removing records takes with it. */
export interface Removal {
  readonly records: readonly PlanRecord[];
  /** Records that lose a reference but stay. */
  readonly loosened: readonly PlanRecord[];
  /** Records that cannot be without what is removed, and go too. */
  readonly taken: readonly PlanRecord[];
  /** In an order in which the law allows each of them. */
  readonly commands: readonly CommandRequest[];
}

/**
 * The law refuses to remove what others point to. Here those pointers are emptied first; a record whose required
 * reference would be empty goes as well, and so do comments on what goes. Only the place in a tree is never emptied: what
 * stands below would fall to the top, so the law is left to refuse and to name it.
 */
export function removalOf(state: BookState, book: BookKind, records: readonly PlanRecord[]): Removal {
  const all = [...kinds.values()]
    .filter((kind) => kind.book === book)
    .flatMap(({ kind }) => recordsOf(state, kind));
  const gone = new Map(records.map((record) => [record.id, record]));
  for (let grown = true; grown; ) {
    grown = false;
    for (const record of all) {
      if (gone.has(record.id) || !needs(record, gone)) continue;
      gone.set(record.id, record);
      grown = true;
    }
  }
  const loosened = all.filter((record) => !gone.has(record.id) && emptying(record, gone).length > 0);
  const going = [...gone.values()];
  return {
    records,
    loosened,
    taken: going.filter((record) => !records.includes(record) && record.kind !== 'comment'),
    commands: [
      ...[...loosened, ...going].flatMap((record) => emptying(record, gone)),
      ...inOrder(going, gone),
    ],
  };
}

/** The field that gives a record its place in a tree. */
const TREE = 'parent';

type Gone = ReadonlyMap<string, PlanRecord>;

const fieldsOf = (record: PlanRecord): readonly (readonly [string, Field])[] =>
  Object.entries(kinds.get(record.kind)?.fields ?? {});

/** Whether a record cannot stay: a required reference leads to what goes, or it is a comment on it. */
function needs(record: PlanRecord, gone: Gone): boolean {
  if (record.kind === 'comment') return gone.has(String(record.fields['about']));
  return fieldsOf(record).some(
    ([name, field]) =>
      field.type === 'reference' && (field.required || field.fixed) && gone.has(String(record.fields[name])),
  );
}

function emptying(record: PlanRecord, gone: Gone): readonly CommandRequest[] {
  const set: Record<string, Fields[string]> = {};
  for (const [name, field] of fieldsOf(record)) {
    if (field.type !== 'reference' || field.required || field.fixed || name === TREE) continue;
    const value = record.fields[name];
    if (typeof value === 'string' && gone.has(value)) set[name] = null;
    else if (Array.isArray(value) && value.some((id) => gone.has(String(id)))) {
      set[name] = value.filter((id) => !gone.has(String(id)));
    }
  }
  if (Object.keys(set).length === 0) return [];
  // What was counted in the unit of a target means nothing without one (P10).
  if (set['target'] === null) for (const name of estimatesOf(record)) set[name] = null;
  return [{ type: 'record.update', kind: record.kind, id: record.id, set }];
}

const estimatesOf = (record: PlanRecord): readonly string[] =>
  fieldsOf(record).flatMap(([name, { type }]) =>
    type === 'estimate' && name in record.fields ? [name] : [],
  );

/** Who needs another, or stands below it in a tree, goes before it. */
function inOrder(going: readonly PlanRecord[], gone: Gone): readonly CommandRequest[] {
  const done = new Set<string>();
  const commands: CommandRequest[] = [];
  const visit = (record: PlanRecord): void => {
    if (done.has(record.id)) return;
    done.add(record.id);
    const only = new Map([[record.id, record]]);
    for (const other of gone.values())
      if (needs(other, only) || other.fields[TREE] === record.id) visit(other);
    commands.push({ type: 'record.remove', kind: record.kind, id: record.id });
  };
  for (const record of going) visit(record);
  return commands;
}
