import type { CommandRequest } from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  type Command,
  decide,
  findRecord,
  forkState,
  kinds,
  movesOf,
  ok,
  type PlanRecord,
  type Problem,
  parentsOf,
  problem,
  REASSIGNMENT,
  type Result,
  recordsOf,
  refuse,
} from '@shapan/engine';
import type { MemberRow } from './member-rows.ts';
import type { RowError } from './read-rows.ts';

interface MemberOptions {
  readonly dimension: string;
  readonly create: boolean;
  readonly newId: () => string;
  /** Columns of the file, for who has to mend it. */
  readonly columns: {
    readonly member: number | null;
    readonly parent: number | null;
    readonly from: number | null;
  };
  readonly actor: string;
  readonly today: string;
}

/** What a list of members does to the master data, row by row; a row that is wrong does nothing. */
export interface MemberChanges {
  readonly commands: readonly CommandRequest[];
  readonly created: number;
  readonly changed: number;
  readonly moves: number;
  readonly unchanged: number;
  /** The rows that say something of a member, by its id. */
  readonly rowsOf: ReadonlyMap<string, readonly MemberRow[]>;
  readonly errors: readonly RowError[];
}

/**
 * Rows in their order, each decided by the law of the master data after the ones before it. A member that the file names
 * first as somebody's parent, and describes later, is created where it is needed first.
 */
export function memberChanges(
  master: BookState,
  rows: readonly MemberRow[],
  options: MemberOptions,
): MemberChanges {
  const draft = createDraft(master, rows, options);
  for (const row of rows) draft.take(row);
  return draft.made();
}

type MasterCommand = Extract<CommandRequest, { type: 'record.add' | 'record.update' | 'record.remove' }>;

function createDraft(master: BookState, rows: readonly MemberRow[], options: MemberOptions) {
  const state = forkState(master);
  const { dimension, columns } = options;
  const commands: MasterCommand[] = [];
  const errors: RowError[] = [];
  const rowsOf = new Map<string, MemberRow[]>();
  const known = names(master, dimension);
  const counts = { created: 0, changed: 0, moves: 0, unchanged: 0 };
  const described = new Map<string, MemberRow>();
  for (const row of rows)
    for (const text of [row.code, row.name])
      if (text !== '' && !described.has(text)) described.set(text, row);
  /** Members that are being created, so that two that name each other as parent are told so. */
  const open = new Set<MemberRow>();

  function tryOut(command: MasterCommand): readonly Problem[] {
    const asked = { book: 'master' as const, state, master: state, kinds, writable: () => true };
    const decided = decide(
      { ...asked, actor: options.actor, today: options.today },
      command as unknown as Command,
    );
    if (!decided.ok) return decided.problems;
    applyChanges(state, decided.value.changes);
    commands.push(command);
    return [];
  }

  const wrong = (row: MemberRow, column: number | null, found: Problem, value: string | null) => {
    errors.push({ row: row.row, column, problem: found, value });
  };

  /** The member of a code or a name; created when the file describes it further down. */
  function memberAbove(text: string): Result<string | null> {
    if (text === '') return ok(null);
    const found = known.find(text, text);
    if (!found.ok || found.value !== undefined) return found as Result<string>;
    const row = options.create ? described.get(text) : undefined;
    if (!row) return refuse(unknown(dimension, text, state));
    if (open.has(row)) return refuse(problem('CYCLE'));
    return create(row);
  }

  function create(row: MemberRow): Result<string> {
    open.add(row);
    const above = memberAbove(row.parent ?? '');
    open.delete(row);
    if (!above.ok) return refuse(...above.problems.map((one) => ({ ...one, path: 'fields.parent' })));
    const id = options.newId();
    const fields = {
      dimension,
      name: row.name || row.code,
      ...(row.code !== '' && { code: row.code }),
      ...(above.value !== null && { parent: above.value }),
      ...(row.from !== null && { from: row.from }),
    };
    const problems = tryOut({ type: 'record.add', kind: 'dimensionMember', id, fields });
    if (problems.length > 0) return refuse(...problems);
    known.add(row, id);
    counts.created += 1;
    created.add(row);
    return ok(id);
  }
  const created = new Set<MemberRow>();

  return {
    take(row: MemberRow): void {
      const text = row.code || row.name;
      const found = known.find(row.code, row.name);
      if (!found.ok) return wrong(row, columns.member, found.problems[0]!, text);
      if (found.value === undefined) {
        if (!options.create) return wrong(row, columns.member, unknown(dimension, text, state), text);
        const made = create(row);
        if (made.ok) return note(row, made.value);
        const [first] = made.problems;
        return wrong(row, columnOf(first, columns), first!, valueOf(first, row));
      }
      // Described where it was needed first.
      if (created.has(row)) return note(row, found.value);
      change(row, found.value);
    },
    made: (): MemberChanges => ({ ...counts, commands, errors, rowsOf }),
  };

  function note(row: MemberRow, member: string): void {
    rowsOf.set(member, [...(rowsOf.get(member) ?? []), row]);
  }

  /** Another name or a first code, another parent at all times, or another one from a day on. */
  function change(row: MemberRow, id: string): void {
    const member = findRecord(state, 'dimensionMember', id) as PlanRecord;
    const above = row.parent === null ? undefined : memberAbove(row.parent);
    if (above && !above.ok) return wrong(row, columns.parent, above.problems[0]!, row.parent);
    const renamed = row.code !== '' && row.name !== '' && row.name !== member.fields['name'];
    const coded =
      row.code !== '' && member.fields['code'] === undefined && row.code !== member.fields['name'];
    const set: Record<string, string | null> = {
      ...(renamed && { name: row.name }),
      ...(coded && { code: row.code }),
    };
    if (above && row.from === null && above.value !== (member.fields['parent'] ?? null))
      set['parent'] = above.value;
    const wanted: MasterCommand[] =
      Object.keys(set).length > 0 ? [{ type: 'record.update', kind: 'dimensionMember', id, set }] : [];
    const moving = above && row.from !== null ? moveTo(row, id, above.value, row.from) : [];
    wanted.push(...moving);
    note(row, id);
    if (wanted.length === 0) counts.unchanged += 1;
    for (const command of wanted) {
      const [first] = tryOut(command);
      if (first) return wrong(row, columnOf(first, columns), first, valueOf(first, row));
    }
    if (Object.keys(set).length > 0) counts.changed += 1;
    if (moving.length > 0) counts.moves += 1;
  }

  /** Nothing where it stands there already. What was said before of the same day gives way: a move is not rewritten. */
  function moveTo(
    row: MemberRow,
    member: string,
    parent: string | null,
    from: string,
  ): readonly MasterCommand[] {
    if ((parentsOf(state).on(member, from) ?? null) === parent) return [];
    const same = recordsOf(state, REASSIGNMENT).find(
      ({ fields }) => fields['member'] === member && fields['from'] === from,
    );
    const reason = row.reason === '' ? {} : { reason: row.reason };
    const fields = { member, from, ...(parent !== null && { parent }), ...reason };
    const moved: MasterCommand = { type: 'record.add', kind: REASSIGNMENT, id: options.newId(), fields };
    if (!same) return [moved];
    const gone: MasterCommand = { type: 'record.remove', kind: REASSIGNMENT, id: same.id };
    const earlier = movesOf(state, member).findLast((one) => one.from < from);
    const field = findRecord(state, 'dimensionMember', member)?.fields['parent'];
    const stands = (earlier ? earlier.parent : field) ?? null;
    return stands === parent ? [gone] : [gone, moved];
  }
}

/** Members of a dimension by code and by name; a code comes before a name. */
function names(master: BookState, dimension: string) {
  const codes = new Map<string, string[]>();
  const called = new Map<string, string[]>();
  const uncoded = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, text: unknown, id: string): void => {
    if (typeof text !== 'string' || text.trim() === '') return;
    map.set(text.trim(), [...(map.get(text.trim()) ?? []), id]);
  };
  for (const { id, fields } of recordsOf(master, 'dimensionMember')) {
    if (fields['dimension'] !== dimension) continue;
    add(codes, fields['code'], id);
    add(called, fields['name'], id);
    if (fields['code'] === undefined) add(uncoded, fields['name'], id);
  }
  return {
    find(code: string, name: string): Result<string | undefined> {
      // A name with a code is another member's of that name, unless that one has no code yet.
      const byName = code === '' || code === name ? called : uncoded;
      const ids = (code === '' ? undefined : codes.get(code)) ?? byName.get(name) ?? [];
      if (ids.length > 1)
        return refuse(problem('DUPLICATE', undefined, { value: name || code, id: ids.join(', ') }));
      return ok(ids[0]);
    },
    add(row: MemberRow, id: string): void {
      add(codes, row.code, id);
      add(called, row.name || row.code, id);
    },
  };
}

const unknown = (dimension: string, text: string, master: BookState): Problem =>
  problem('UNKNOWN_REFERENCE', undefined, {
    id: text,
    dimension: String(findRecord(master, 'dimension', dimension)?.fields['name'] ?? dimension),
  });

/** Where in the file a refusal is at home. */
function columnOf(found: Problem | undefined, columns: MemberOptions['columns']): number | null {
  const path = found?.path ?? '';
  if (path.endsWith('from') || found?.code === 'OUTSIDE_VALIDITY') return columns.from;
  if (path.endsWith('parent') || found?.code === 'CYCLE') return columns.parent;
  return columns.member;
}

function valueOf(found: Problem | undefined, row: MemberRow): string | null {
  const path = found?.path ?? '';
  if (path.endsWith('from') || found?.code === 'OUTSIDE_VALIDITY') return row.from;
  return path.endsWith('parent') || found?.code === 'CYCLE' ? row.parent : row.code || row.name;
}
