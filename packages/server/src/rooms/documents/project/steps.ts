import type { CommandRequest, TaskFileLine } from '@shapan/contract';
import {
  type BookState,
  type Fields,
  findRecord,
  type PlanRecord,
  recordsOf,
  sameValue,
} from '@shapan/engine';
import type { Draft, Drafts } from './draft.ts';
import { lineOf } from './lines.ts';

export type Outcome = 'added' | 'changed' | 'unchanged' | 'removed';

/** What one row of a file does to one record. */
export interface Step {
  readonly kind: Draft['kind'];
  readonly row: number;
  readonly name: string;
  readonly id: string;
  readonly outcome: Outcome;
  /** `null` where nothing is to be done. */
  readonly command: CommandRequest | null;
  /** Records that it stands on: where one of their rows is refused, it is refused with it. */
  readonly needs: readonly string[];
}

/** What rows are laid on. */
export interface Ground {
  readonly state: BookState;
  /** Those that whoever asks may see: only they are known by their names. */
  readonly initiatives: readonly PlanRecord[];
  readonly newId: () => string;
}

/**
 * Rows as commands on a plan as it is: a row whose record is there already changes it, in what is another value now; no second one
 * is made of it. Links that the file no longer has go; tasks and initiatives that it no longer has stay, and are told.
 */
export function stepsOf(
  { drafts, replaces }: Drafts,
  { state, initiatives, newId }: Ground,
): { readonly steps: readonly Step[]; readonly lines: readonly TaskFileLine[] } {
  const ids = new Map<string, string>();
  const matched = new Set<string>();
  const match = matcher(state, initiatives);
  const steps: Step[] = [];
  for (const draft of drafts) {
    const refs = Object.fromEntries(
      Object.entries(draft.refs).flatMap(([field, ref]) => {
        const id = ids.get(ref);
        return id === undefined ? [] : [[field, id] as const];
      }),
    );
    const found = match(draft, refs);
    const before = found && !matched.has(found.id) ? found : undefined;
    const id = before?.id ?? newId();
    ids.set(draft.ref, id);
    matched.add(id);
    steps.push(stepOf(draft, { ...draft.fields, ...refs }, before, id));
  }
  const tasks = new Set(steps.filter(({ kind }) => kind === 'task').map(({ id }) => id));
  const removed = recordsOf(state, 'taskLink').flatMap((link): Step[] => {
    const { from, to } = link.fields;
    const within = tasks.has(String(from)) && tasks.has(String(to));
    if (!within || matched.has(link.id) || !replaces(link)) return [];
    const name = [from, to].map((end) => nameOf(state, String(end))).join(' → ');
    const command = { type: 'record.remove', kind: 'taskLink', id: link.id } as const;
    return [{ kind: 'taskLink', row: 0, name, id: link.id, outcome: 'removed', command, needs: [] }];
  });
  // What goes goes first: another link may take its place.
  const links = steps.findIndex(({ kind }) => kind === 'taskLink');
  const at = links < 0 ? steps.length : links;
  const ordered = [...steps.slice(0, at), ...removed, ...steps.slice(at)];
  return { steps: ordered, lines: goneLines(drafts, [...initiatives, ...recordsOf(state, 'task')], matched) };
}

const nameOf = (state: BookState, task: string): string =>
  String(findRecord(state, 'task', task)?.fields['name'] ?? task);

function stepOf(draft: Draft, fields: Fields, before: PlanRecord | undefined, id: string): Step {
  const { kind, row, name } = draft;
  const step = { kind, row, name, id, needs: Object.keys(draft.refs).map((field) => String(fields[field])) };
  if (!before) {
    const added = Object.fromEntries(
      Object.entries({ ...draft.first, ...fields }).filter(([, value]) => value !== null),
    );
    return { ...step, outcome: 'added', command: { type: 'record.add', kind, id, fields: added } };
  }
  const differs = (field: string): boolean =>
    !sameValue(before.fields[field] ?? (field === 'progress' ? 0 : null), fields[field]);
  const set = Object.fromEntries(
    Object.entries(fields).filter(
      ([field]) => differs(field) && (draft.with?.[field] === undefined || differs(draft.with[field]!)),
    ),
  );
  return Object.keys(set).length === 0
    ? { ...step, outcome: 'unchanged', command: null }
    : { ...step, outcome: 'changed', command: { type: 'record.update', kind, id, set } };
}

type Match = (draft: Draft, refs: Readonly<Record<string, string>>) => PlanRecord | undefined;

/** The record that a row is about: by its id, by the row it came from, and what has no name of its own by what it joins. */
function matcher(state: BookState, seen: readonly PlanRecord[]): Match {
  const byKey = new Map<string, PlanRecord>();
  for (const kind of ['task', 'initiative'] as const)
    for (const record of recordsOf(state, kind)) {
      const key = record.fields['fileKey'];
      if (typeof key === 'string') byKey.set(`${kind} ${key}`, record);
    }
  const joined = new Map<string, PlanRecord>();
  for (const link of recordsOf(state, 'taskLink'))
    joined.set(`taskLink ${link.fields['from']} ${link.fields['to']} ${link.fields['relation']}`, link);
  for (const need of recordsOf(state, 'resourceNeed'))
    joined.set(`resourceNeed ${need.fields['task']} ${need.fields['name']}`, need);
  for (const file of recordsOf(state, 'projectFile')) joined.set(`projectFile ${file.fields['key']}`, file);
  const initiatives = uniqueNames(seen);
  return (draft, refs) => {
    const { kind, key, fields } = draft;
    if (kind === 'taskLink') return joined.get(`${kind} ${refs['from']} ${refs['to']} ${fields['relation']}`);
    if (kind === 'resourceNeed') return joined.get(`${kind} ${refs['task']} ${fields['name']}`);
    if (kind === 'projectFile') return joined.get(`${kind} ${key}`);
    const known = key === null ? undefined : (findRecord(state, kind, key) ?? byKey.get(`${kind} ${key}`));
    return known ?? (kind === 'initiative' ? initiatives.get(draft.name) : undefined);
  };
}

/** Records by a name that no other one bears. */
function uniqueNames(records: readonly PlanRecord[]): ReadonlyMap<string, PlanRecord> {
  const names = new Map<string, PlanRecord | null>();
  for (const record of records) {
    const name = String(record.fields['name']);
    names.set(name, names.has(name) ? null : record);
  }
  return new Map([...names].filter((one): one is [string, PlanRecord] => one[1] !== null));
}

/** Rows of this file that were imported before and are not in it any more. */
function goneLines(
  drafts: readonly Draft[],
  seen: readonly PlanRecord[],
  matched: ReadonlySet<string>,
): readonly TaskFileLine[] {
  const file = drafts.find(({ kind }) => kind === 'projectFile')?.key;
  if (!file) return [];
  const isOfFile = ({ fields }: PlanRecord): boolean =>
    typeof fields['fileDetails'] === 'string' &&
    fields['fileDetails'].startsWith(`{"file":${JSON.stringify(file)},`);
  return seen
    .filter((record) => !matched.has(record.id) && isOfFile(record))
    .map(({ fields }) => lineOf('gone', 'kept', { row: 0, name: String(fields['name']) }));
}
