import type { DecideContext } from './context.ts';
import { isPresent, rowCount } from './cube.ts';
import { metricsNamedIn } from './formula-laws.ts';
import { outgoingIds } from './kind.ts';
import type { PlanRecord } from './record.ts';
import { cubeOf, recordsOf } from './state.ts';
import { calledIn } from './title.ts';

/** Something of a book that would lose its ground without certain records. */
export interface Standing {
  /** The record that leads to them, or the target whose breakdown names them. */
  readonly record: PlanRecord;
  /** What people call it. */
  readonly name: string;
  /** How many rows of the target name them; 0 for any other record. */
  readonly rows: number;
}

/**
 * Everything in the book that stands on records with these ids: references, coordinates, places of holds, and rows
 * with their numbers. Rows that have left the breakdown hold nothing and do not count.
 */
export function standingOn(context: DecideContext, ids: ReadonlySet<string>): readonly Standing[] {
  if (ids.size === 0) return [];
  const found: Standing[] = [];
  for (const kind of context.kinds.values()) {
    if (kind.book !== context.book) continue;
    for (const record of recordsOf(context.state, kind.kind)) {
      const rows = record.kind === 'target' ? rowsNaming(context, record.id, ids) : 0;
      const named = [...outgoingIds(kind, record), ...metricsNamedIn(context.state, record)];
      const leads = named.some((id) => ids.has(id));
      if (!ids.has(record.id) && (leads || rows > 0))
        found.push({ record, name: calledIn(context, record), rows });
    }
  }
  return found;
}

/** The first names of what stands on something, and how many places there are in all. */
export function sayStanding(standing: readonly Standing[]): { readonly count: number; readonly by: string } {
  const count = standing.reduce((sum, { rows }) => sum + Math.max(rows, 1), 0);
  return {
    count,
    by: standing
      .slice(0, 5)
      .map(({ name }) => name)
      .join(', '),
  };
}

function rowsNaming({ state }: DecideContext, target: string, ids: ReadonlySet<string>): number {
  const cube = cubeOf(state, target)?.cube;
  if (!cube) return 0;
  const { interned, columns } = cube.rows;
  const naming = interned.map((dimension) => dimension.ids.map((id) => ids.has(id)));
  if (!naming.some((codes) => codes.includes(true))) return 0;
  let rows = 0;
  for (let row = 0; row < rowCount(cube); row++) {
    if (isPresent(cube, row) && naming.some((codes, d) => codes[columns[d]![row]!])) rows += 1;
  }
  return rows;
}
