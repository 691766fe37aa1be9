import type { CommandRequest, ErrorBody } from '@shapan/contract';
import type { CellPlace } from '@shapan/engine';

type Promotion = Extract<CommandRequest, { type: 'branch.promote' }>;

/** Whose number stands: the what-if's (`mine`), or the plan's (`theirs`). */
export type Stands = NonNullable<Promotion['take']>;

/** A number in smallest units; with a denominator, a rate. `null` = empty. */
export interface Side {
  readonly amount: number | null;
  readonly denominator?: number | null;
}

/** A number that plan and what-if have both moved. */
export interface CellConflict {
  readonly target: string;
  readonly at: CellPlace;
  readonly base: Side;
  readonly theirs: Side;
  readonly mine: Side;
  /** The one that alone can stand, as the row is gone on the one side or the other. */
  readonly only?: Stands;
}

/** A record, or a field of one, that plan and what-if have both changed; values as texts, `null` = none, or not there. */
export interface RecordConflict {
  readonly kind: string;
  readonly id: string;
  /** Left out: the record as a whole, which is there on one side only or came on both. */
  readonly field?: string;
  readonly base: string | null;
  readonly theirs: string | null;
  readonly mine: string | null;
}

export type Conflict = CellConflict | RecordConflict;

export const isOfRecord = (conflict: Conflict): conflict is RecordConflict => 'kind' in conflict;

/** What is to be chosen, as far as it is listed, and how much there is of it. */
export interface Conflicts {
  readonly listed: readonly Conflict[];
  readonly total: number;
}

/** What in conflict a refused promotion names, and how much there is; `null` where something else is in the way. */
export function conflictsIn(
  body: Pick<ErrorBody, 'code' | 'params' | 'problems'> | undefined,
): Conflicts | null {
  if (!body) return null;
  const problems = body.problems ?? [body];
  const listed = problems.flatMap(({ code, params = {} }): Conflict[] => {
    if (code !== 'STALE') return [];
    return typeof params['members'] === 'string' ? cellConflict(params) : recordConflict(params);
  });
  if (listed.length === 0 || listed.length < problems.length) return null;
  return { listed, total: Number(problems[0]?.params?.['conflicts'] ?? listed.length) };
}

type Params = Readonly<Record<string, unknown>>;

function cellConflict(params: Params): CellConflict[] {
  const [members, time] = [String(params['members']), params['time']];
  if (typeof time !== 'string') return [];
  const part = (name: string): number | null =>
    typeof params[name] === 'string' ? Number(params[name]) : null;
  const number = (name: string): Side => ({
    amount: part(name),
    ...(params[`${name}Denominator`] !== undefined && { denominator: part(`${name}Denominator`) }),
  });
  const at = { members: members === '' ? [] : members.split(','), time };
  const numbers = { base: number('base'), theirs: number('theirs'), mine: number('yours') };
  const only = params['only'];
  const isBound = only === 'mine' || only === 'theirs';
  return [{ target: String(params['id']), at, ...numbers, ...(isBound && { only }) }];
}

/** A target that is gone leaves nothing to choose: its problem names no third side. */
function recordConflict(params: Params): RecordConflict[] {
  const { kind, id, field, yours } = params;
  if (typeof kind !== 'string' || typeof id !== 'string' || yours === undefined) return [];
  const side = (name: string): string | null => (typeof params[name] === 'string' ? params[name] : null);
  const sides = { base: side('base'), theirs: side('theirs'), mine: side('yours') };
  return [{ kind, id, ...(typeof field === 'string' && { field }), ...sides }];
}

/** A choice is about what was seen: with something else in the plan it is to be made anew. */
export function conflictKey(conflict: Conflict): string {
  if (isOfRecord(conflict))
    return JSON.stringify([conflict.kind, conflict.id, conflict.field, conflict.theirs]);
  const { target, at, theirs } = conflict;
  return [target, at.time, ...at.members, theirs.amount, theirs.denominator].join(' ');
}

/** What was chosen: for all, and for some by themselves. */
export interface Choices {
  readonly all: Stands | null;
  readonly byOne: ReadonlyMap<string, Stands>;
}

export const nothingChosen: Choices = { all: null, byOne: new Map() };

/** A choice for all does not reach a number of which the other one alone can stand: that is chosen by itself. */
export function chosenFor({ all, byOne }: Choices, conflict: Conflict): Stands | null {
  const chosen = byOne.get(conflictKey(conflict)) ?? all;
  const only = isOfRecord(conflict) ? undefined : conflict.only;
  return only === undefined || only === chosen ? chosen : null;
}

/**
 * The promotion with what was chosen; `null` while something that is listed is to be chosen yet. What is not listed comes
 * back with the answer, as the next page.
 */
export function promotionOf(branch: string, conflicts: Conflicts | null, choices: Choices): Promotion | null {
  const plain: Promotion = { type: 'branch.promote', branch };
  if (!conflicts) return plain;
  const chosen = conflicts.listed.flatMap((conflict) => {
    const take = chosenFor(choices, conflict);
    return take === null ? [] : [{ conflict, take }];
  });
  if (chosen.length < conflicts.listed.length) return null;
  const cells = chosen.flatMap(({ conflict, take }) =>
    isOfRecord(conflict)
      ? []
      : [{ target: conflict.target, at: { ...conflict.at, members: [...conflict.at.members] }, take }],
  );
  const records = chosen.flatMap(({ conflict, take }) => {
    if (!isOfRecord(conflict)) return [];
    const { kind, id, field } = conflict;
    return [{ kind, id, ...(field !== undefined && { field }), take }];
  });
  return {
    ...plain,
    ...(choices.all !== null && { take: choices.all }),
    ...(cells.length > 0 && { cells }),
    ...(records.length > 0 && { records }),
  };
}

/** What a further page adds to what is listed already. */
export function withPage(conflicts: Conflicts, page: Conflicts | null): Conflicts {
  const known = new Set(conflicts.listed.map(conflictKey));
  const further = (page?.listed ?? []).filter((one) => !known.has(conflictKey(one)));
  return further.length === 0 ? conflicts : { ...conflicts, listed: [...conflicts.listed, ...further] };
}
