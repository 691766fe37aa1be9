import type { PlanRecord } from './record.ts';
import { type BookState, findRecord } from './state.ts';

/** Kind of the records that put a member under another one from a day on. */
export const REASSIGNMENT = 'reassignment';

/** What members stand under, day by day. */
export interface Parents {
  /** The member right above on a day (`YYYY-MM-DD`); `undefined` = at the top of its dimension. */
  readonly on: (member: string, day: string) => string | undefined;
  /** Days on which some member comes to stand under another one, ascending, each once. */
  readonly days: readonly string[];
}

/** What a member stands under from a day on; no parent = at the top of its dimension. */
export interface Move {
  readonly from: string;
  readonly parent: string | undefined;
}

/** The day by which everything that is known has happened: the tree as it will be in the end. */
export const LAST_DAY = '9999-12-31';

/**
 * What all members stand under, as the master data has it: what their field `parent` says, and from the day of a
 * reassignment on what that says.
 */
export function parentsOf(master: BookState): Parents {
  const moves = allMoves(master);
  const days = new Set([...moves.values()].flatMap((own) => own.map(({ from }) => from)));
  return {
    on: (member, day) => parentAt(moves.get(member) ?? [], fieldOf(master, member), day),
    days: [...days].sort(),
  };
}

/** The same if one member had this field and these moves, by day, instead of its own. */
export function parentsIf(
  master: BookState,
  {
    member,
    field,
    moves,
  }: { readonly member: string; readonly field: unknown; readonly moves: readonly Move[] },
): Parents {
  const held = parentsOf(master);
  return {
    on: (id, day) => (id === member ? parentAt(moves, field, day) : held.on(id, day)),
    days: [...new Set([...held.days, ...moves.map(({ from }) => from)])].sort(),
  };
}

/** What the field `parent` of a member says: where it stands before its first reassignment. */
export const fieldOf = (master: BookState, member: string): unknown =>
  findRecord(master, 'dimensionMember', member)?.fields['parent'];

function parentAt(moves: readonly Move[], field: unknown, day: string): string | undefined {
  const move = moves.findLast(({ from }) => from <= day);
  if (move) return move.parent;
  return typeof field === 'string' ? field : undefined;
}

/** The moves of one member by day, as its reassignments say. */
export const movesOf = (master: BookState, member: string): readonly Move[] =>
  allMoves(master).get(member) ?? [];

type Moves = ReadonlyMap<string, readonly Move[]>;

const noMoves: Moves = new Map();

/** Sorting the moves costs more than seeing that they are still the same. */
const known = new WeakMap<object, { readonly records: readonly PlanRecord[]; readonly moves: Moves }>();

function allMoves(master: BookState): Moves {
  const byId = master.records.get(REASSIGNMENT)?.byId;
  if (!byId || byId.size === 0) return noMoves;
  const found = known.get(byId);
  if (found && isSame(found.records, byId)) return found.moves;
  const records = [...byId.values()];
  const moves = new Map<string, Move[]>();
  for (const record of records) {
    const member = String(record.fields['member']);
    moves.set(member, [...(moves.get(member) ?? []), moveOf(record)]);
  }
  for (const own of moves.values()) own.sort(byDay);
  known.set(byId, { records, moves });
  return moves;
}

function isSame(records: readonly PlanRecord[], byId: ReadonlyMap<string, PlanRecord>): boolean {
  if (records.length !== byId.size) return false;
  let i = 0;
  for (const record of byId.values()) if (records[i++] !== record) return false;
  return true;
}

/** What a reassignment says of its member. */
export const moveOf = ({ fields }: PlanRecord): Move => {
  const { from, parent } = fields;
  return { from: String(from), parent: typeof parent === 'string' ? parent : undefined };
};

/** Moves in the order of their days. */
export const byDay = (a: Move, b: Move): number => (a.from < b.from ? -1 : 1);

/** Between a member and the day before which it is meant, where it has stood in several places: `id~2026-07-01`. */
const STINT = '~';

/** The member that a name in a place is about. */
export function memberOf(name: string): string {
  const end = name.indexOf(STINT);
  return end < 0 ? name : name.slice(0, end);
}

/** A member as it stood before a day, where from that day on it stands elsewhere; no day = as it stands in the end. */
export const stintName = (member: string, until = ''): string => `${member}${STINT}${until}`;

/** The day before which a name means its member; `undefined` when it means it as it stands in the end. */
export function untilOf(name: string): string | undefined {
  const end = name.indexOf(STINT);
  return end < 0 ? undefined : name.slice(end + STINT.length) || undefined;
}
