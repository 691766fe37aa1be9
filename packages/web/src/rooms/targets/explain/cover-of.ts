import type { Place, TargetLayout } from '@shapan/engine';

/** What the page of coverage is asked for: the first member that the cell names goes down its side, others stand where it says. */
export function coverOf({ target, cube, frame }: TargetLayout, { members, time }: Place) {
  const named = members.findIndex((node) => node !== 0);
  const along = named < 0 ? 0 : named;
  const names = members.map((node, d) =>
    node === 0 ? '*' : (frame.trees[d]?.ids[node < 0 ? ~node : node] ?? '*'),
  );
  return {
    target: target.id,
    along: cube.dimensions[along],
    at: `${names.join(',')}@${frame.time.ids[time] ?? 'all'}`,
  };
}
