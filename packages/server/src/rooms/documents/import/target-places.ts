import {
  coordinateOf,
  isOwnName,
  isPresent,
  memberOf,
  problem,
  rowCount,
  type TargetLayout,
} from '@shapan/engine';
import type { ImportRow, RowError } from './read-rows.ts';
import { anyPeriodOf, leafPeriodOf } from './when.ts';

/** A value of the file at its place. */
export interface Placed extends ImportRow {
  /** As a command names them. */
  readonly members: readonly string[];
  readonly time: string;
  /** Of a total: what stands below it has numbers, too. */
  readonly isTotal: boolean;
}

export interface Placing {
  readonly parents: ReadonlyMap<string, string>;
  /** What people call a dimension. */
  readonly nameOf: (dimension: string) => string;
  /** Why the asker may not write a coordinate; `null` = may. */
  readonly refusal: (members: readonly string[]) => 'FORBIDDEN' | 'NOT_RELEASED' | null;
}

/** Where every value of a file belongs in the table of a target, or why it has no place there. */
export function placeRows(
  layout: TargetLayout,
  rows: readonly ImportRow[],
  { parents, nameOf, refusal }: Placing,
): { readonly placed: readonly Placed[]; readonly errors: readonly RowError[] } {
  const errors: RowError[] = [];
  const found = rows.flatMap((row) => {
    const place = placeOfRow(layout, row, nameOf);
    if ('problem' in place) errors.push(place);
    return 'problem' in place ? [] : [{ ...row, ...place }];
  });
  const above = membersAbove(layout, found, parents);
  const leaves = new Set(layout.periods.map(({ id }) => id));
  const placed = found.flatMap((row): readonly Placed[] => {
    const isTotal =
      !leaves.has(row.time) || row.members.some((id, d) => id === '*' || above[d]?.has(id) === true);
    const wrong = (code: RowError['problem']): readonly Placed[] => {
      errors.push({ row: row.row, column: null, problem: code, value: row.key });
      return [];
    };
    if (isTotal && layout.totals === 'leaves') return wrong(problem('INVALID'));
    // What a total is checked by is the asker's own part of it.
    const code = isTotal && layout.totals !== 'stated' ? null : refusal(row.members);
    return code === null ? [{ ...row, isTotal }] : wrong({ code });
  });
  return { placed, errors };
}

function placeOfRow(
  layout: TargetLayout,
  row: ImportRow,
  nameOf: Placing['nameOf'],
): Pick<Placed, 'members' | 'time'> | RowError {
  const wrong = (column: number | null, found: RowError['problem'], value: string | null): RowError => ({
    row: row.row,
    column,
    problem: found,
    value,
  });
  // Every leaf would become a goal for one of the drivers.
  if (layout.totals === 'computed')
    return wrong(null, problem('INVALID', undefined, { computed: true }), row.key);
  // Without its denominator a rate would lose the one it has.
  if (layout.cube.parts === 2 && row.weight === null)
    return wrong(null, problem('REQUIRED', undefined, { part: 'denominator' }), row.key);
  const time =
    layout.totals === 'leaves' ? leafPeriodOf(layout.periods, row.when)?.id : anyPeriodOf(layout, row.when);
  if (time === undefined) return wrong(row.saysWhen.column, problem('OUT_OF_RANGE'), row.saysWhen.text);
  const rest = layout.totals === 'stated' ? '*' : undefined;
  const members = layout.cube.dimensions.map((dimension) => row.coordinate[dimension] ?? rest);
  const missing = layout.cube.dimensions.filter((_, d) => members[d] === undefined);
  if (missing.length > 0) {
    const dimension = missing.map(nameOf).join(' / ');
    return wrong(null, problem('REQUIRED', undefined, { dimension }), row.key);
  }
  return { members: members as readonly string[], time };
}

/** Per dimension the members that have rows of the breakdown, or of the file, below them. */
function membersAbove(
  { cube }: TargetLayout,
  placed: readonly Pick<Placed, 'members'>[],
  parents: ReadonlyMap<string, string>,
): readonly ReadonlySet<string>[] {
  const rows = Array.from({ length: rowCount(cube) }, (_, row) => row)
    .filter((row) => isPresent(cube, row))
    .map((row) => coordinateOf(cube, row));
  return cube.dimensions.map((_, d) => {
    const above = new Set<string>();
    for (const members of [...rows, ...placed.map((one) => one.members)]) {
      const own = memberOf(members[d] ?? '');
      // Whoever names a member itself has others below it in mind.
      if (isOwnName(members[d] ?? '')) above.add(own);
      for (let at = parents.get(own); at !== undefined && !above.has(at); at = parents.get(at)) above.add(at);
    }
    return above;
  });
}
