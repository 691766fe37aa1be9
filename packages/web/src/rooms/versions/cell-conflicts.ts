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

/** The numbers in conflict that a refused promotion names, and how many there are; `null` where something else is in the way. */
export function cellConflicts(
  body: Pick<ErrorBody, 'code' | 'params' | 'problems'> | undefined,
): { readonly cells: readonly CellConflict[]; readonly total: number } | null {
  if (!body) return null;
  const problems = body.problems ?? [body];
  const cells = problems.flatMap(({ code, params }): CellConflict[] => {
    const [members, time] = [params?.['members'], params?.['time']];
    if (code !== 'STALE' || typeof members !== 'string' || typeof time !== 'string') return [];
    const part = (name: string): number | null =>
      typeof params?.[name] === 'string' ? Number(params[name]) : null;
    const number = (name: string): Side => ({
      amount: part(name),
      ...(params?.[`${name}Denominator`] !== undefined && { denominator: part(`${name}Denominator`) }),
    });
    const at = { members: members === '' ? [] : members.split(','), time };
    const numbers = { base: number('base'), theirs: number('theirs'), mine: number('yours') };
    const only = params?.['only'];
    const isBound = only === 'mine' || only === 'theirs';
    return [{ target: String(params?.['id']), at, ...numbers, ...(isBound && { only }) }];
  });
  if (cells.length === 0 || cells.length < problems.length) return null;
  return { cells, total: Number(problems[0]?.params?.['conflicts'] ?? cells.length) };
}

/** A choice is about the numbers that were seen: with another one in the plan it is to be made anew. */
export const conflictKey = ({ target, at, theirs }: CellConflict): string =>
  [target, at.time, ...at.members, theirs.amount, theirs.denominator].join(' ');

/** What was chosen: for all, and for some by themselves. */
export interface Choices {
  readonly all: Stands | null;
  readonly byCell: ReadonlyMap<string, Stands>;
}

export const nothingChosen: Choices = { all: null, byCell: new Map() };

/** A choice for all does not reach a number of which the other one alone can stand: that is chosen by itself. */
export function chosenFor({ all, byCell }: Choices, cell: CellConflict): Stands | null {
  const chosen = byCell.get(conflictKey(cell)) ?? all;
  return cell.only === undefined || cell.only === chosen ? chosen : null;
}

/** The promotion with what was chosen; `null` while something is to be chosen yet. */
export function promotionOf(
  branch: string,
  conflicts: ReturnType<typeof cellConflicts>,
  choices: Choices,
): Promotion | null {
  const plain: Promotion = { type: 'branch.promote', branch };
  if (!conflicts) return plain;
  const { cells, total } = conflicts;
  if (choices.all === null && cells.length < total) return null;
  const chosen = cells.flatMap((one) => {
    const take = chosenFor(choices, one);
    return take === null
      ? []
      : [{ target: one.target, at: { ...one.at, members: [...one.at.members] }, take }];
  });
  if (chosen.length < cells.length) return null;
  return { ...plain, ...(choices.all !== null && { take: choices.all }), cells: chosen };
}
