import type { DateRange } from '../foundation/date.ts';
import { memberOf } from '../plan/parents.ts';
import { type BookState, findRecord } from '../plan/state.ts';
import type { Frame } from './frame.ts';
import type { TargetLayout } from './target-layout.ts';
import type { Tree } from './tree.ts';

/** First and last day of each node, `''` = no limit; as text days sort by time. */
interface NodeDays {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The days between which a row's members exist: those of its own members and of everything above them. */
export type Existence = (row: number) => DateRange;

/** After the last day that sorts. */
const NEVER_ENDS = '9999-12-31';

/** Known per frame: a new one is made whenever members, trees or rows change. */
const known = new WeakMap<Frame, Existence | null>();

/** `null` when all members of the breakdown exist at all times, so that nobody need ask. */
export function existenceOf({ frame }: TargetLayout, master: BookState): Existence | null {
  let existence = known.get(frame);
  if (existence === undefined) known.set(frame, (existence = build(frame, master)));
  return existence;
}

function build({ trees, position }: Frame, master: BookState): Existence | null {
  const days = trees.map((tree) => nodeDays(tree, master));
  if (days.every((one) => one === null)) return null;
  return (row) => {
    let from = '';
    let to = NEVER_ENDS;
    days.forEach((one, d) => {
      const node = position[d]![row]!;
      if (one === null || node < 0) return;
      if (one.from[node]! > from) from = one.from[node]!;
      if (one.to[node]! < to) to = one.to[node]!;
    });
    return { from, to };
  };
}

function nodeDays(tree: Tree, master: BookState): NodeDays | null {
  const from: string[] = [];
  const to: string[] = [];
  let limited = false;
  tree.ids.forEach((id, node) => {
    const fields = findRecord(master, 'dimensionMember', memberOf(id))?.fields;
    const above = tree.parent[node]!;
    const since = String(fields?.['from'] ?? '');
    const until = String(fields?.['to'] ?? NEVER_ENDS);
    from.push(above >= 0 && from[above]! > since ? from[above]! : since);
    to.push(above >= 0 && to[above]! < until ? to[above]! : until);
    limited ||= from[node] !== '' || to[node] !== NEVER_ENDS;
  });
  return limited ? { from, to } : null;
}

/** Whether a row's members exist on some day of a leaf period (SPR-T43); `undefined` where that is always so. */
export function existsIn(
  layout: TargetLayout,
  master: BookState,
): ((row: number, slot: number) => boolean) | undefined {
  const existence = existenceOf(layout, master);
  if (existence === null) return undefined;
  const [first] = layout.periods;
  return (row, slot) => {
    const period = layout.periods[slot - (first?.slot ?? 0)];
    const { from, to } = existence(row);
    return period === undefined || (period.to >= from && period.from <= to);
  };
}
