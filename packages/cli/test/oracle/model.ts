import { sum } from './exact.ts';

/** What a request says, in smallest units; a number or `null` for each leaf. */
export interface Model {
  readonly members: readonly { readonly id: string; readonly parent?: string }[];
  readonly values: ReadonlyMap<string, bigint | null>;
  readonly holds: readonly string[];
}

/** The edit, in smallest units. `percent` is as it is written. */
export interface Edit {
  readonly at: string;
  readonly method: string;
  readonly value?: bigint;
  readonly percent?: number;
  readonly from?: bigint;
  readonly to?: bigint;
  readonly reference?: ReadonlyMap<string, bigint | null>;
  readonly action?: 'replace' | 'add' | 'subtract';
  readonly filter?: 'all' | 'populated' | 'nonZero' | 'emptyOnly';
  readonly sign?: 'multiplicative' | 'raise';
  readonly skip?: 'nothing' | 'missing' | 'zero' | 'missingAndZero' | 'negative';
  readonly residue?: 'largestRemainder' | 'highest' | 'lowest' | 'divisor';
  readonly zeroBasis?: 'equal' | 'error' | 'skip';
  readonly negativeBasis?: 'error' | 'keep' | 'abs' | 'zero' | 'missing' | 'skip';
  readonly emptySource?: 'keep' | 'clear';
  readonly granularity?: bigint;
  readonly mode?: 'allocate' | 'each';
  readonly source?: string;
  readonly target?: string;
  readonly pattern?: readonly (number | '!')[];
}

export type Values = Map<string, bigint | null>;

/** A refusal, by its code. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export const childrenOf = ({ members }: Model, id: string): string[] =>
  members.filter(({ parent }) => parent === id).map((member) => member.id);

export function leavesUnder(model: Model, id: string): string[] {
  const children = childrenOf(model, id);
  return children.length === 0 ? [id] : children.flatMap((child) => leavesUnder(model, child));
}

/** The member itself first, then its parent, up to the top. */
export function pathUp({ members }: Model, id: string): string[] {
  const path: string[] = [];
  let at: string | undefined = id;
  while (at !== undefined) {
    const here: string = at;
    path.push(here);
    at = members.find((member) => member.id === here)?.parent;
  }
  return path;
}

/** A total over nothing but empty leaves is empty (SPR-T56). */
export function shownAt(model: Model, values: Values, id: string): bigint | null {
  const known = leavesUnder(model, id).flatMap((leaf) => values.get(leaf) ?? []);
  return known.length === 0 ? null : sum(known);
}

/** Free: no hold on the leaf, and none on a total from there up to the place that is spread from (SPR-T45, T54). */
export const isFree = (model: Model, place: string, leaf: string): boolean => {
  const path = pathUp(model, leaf);
  return !path.slice(0, path.indexOf(place) + 1).some((id) => model.holds.includes(id));
};
