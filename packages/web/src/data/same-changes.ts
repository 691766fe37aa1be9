import type { Change } from '@shapan/engine';

/** Whether two lists of changes say the same, one after the other: what was foreseen, and what the server did. */
export const sameChanges = (a: readonly Change[], b: readonly Change[]): boolean =>
  a.length === b.length && a.every((change, i) => sameChange(change, b[i]));

function sameChange(a: Change, b: Change | undefined): boolean {
  if (a.type !== 'cells.changed' || b?.type !== 'cells.changed')
    return JSON.stringify(a) === JSON.stringify(b);
  // A spread may be as large as the plan: its numbers are not written out to be compared.
  return (
    a.target === b.target &&
    a.part === b.part &&
    sameColumn(a.cells, b.cells) &&
    sameColumn(a.before, b.before) &&
    sameColumn(a.after, b.after)
  );
}

function sameColumn(a: ArrayLike<number | null>, b: ArrayLike<number | null>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
