import { memberOf } from '../plan/parents.ts';
import { type BookState, findRecord } from '../plan/state.ts';
import { type Frame, ownRow, type Place } from './frame.ts';
import type { TargetLayout } from './target-layout.ts';

/** Per dimension the nodes of padding and unassigned members. Known per frame: a new one is made whenever members change. */
const known = new WeakMap<Frame, readonly (readonly number[])[]>();

/**
 * Rows of members that stand for nobody – padding, and what is not assigned yet – and that none of the places names. By
 * default they take no share (SPR-T96). `undefined` where there are none.
 */
export function waitingRows(
  { frame }: Pick<TargetLayout, 'frame'>,
  master: BookState,
  places: readonly Place[],
): ((row: number) => boolean) | undefined {
  let all = known.get(frame);
  if (all === undefined) known.set(frame, (all = nobodyIn(frame, master)));
  const waiting = all.map((nodes, d) =>
    nodes.filter((node) => !places.some(({ members }) => isIn(frame, d, members[d]!, node))),
  );
  if (waiting.every((nodes) => nodes.length === 0)) return undefined;
  return (row) =>
    waiting.some((nodes, d) => nodes.some((node) => isIn(frame, d, frame.position[d]![row]!, node)));
}

/** Whether a member stands for what nobody has yet (SPR-T38). */
export const isUnassigned = (master: BookState, id: string): boolean =>
  findRecord(master, 'dimensionMember', memberOf(id))?.fields['unassigned'] === true;

function nobodyIn({ trees }: Frame, master: BookState): readonly (readonly number[])[] {
  return trees.map(({ ids }) =>
    [...ids.keys()].filter((node) => {
      const fields = findRecord(master, 'dimensionMember', memberOf(ids[node]!))?.fields;
      return fields?.['padding'] === true || fields?.['unassigned'] === true;
    }),
  );
}

function isIn({ trees }: Frame, d: number, at: number, node: number): boolean {
  const own = at < 0 ? ownRow(at) : at;
  return own >= node && own < trees[d]!.end[node]!;
}
