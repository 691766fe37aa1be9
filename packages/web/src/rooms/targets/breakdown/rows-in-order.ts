import { type Fraction, type Frame, readFraction } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import { searchForm } from '../../../design/search.ts';
import type { LaidOut } from '../view.ts';
import type { Arrangement, Axis } from './arrangement.ts';
import { cellKey } from './cell-key.ts';
import {
  type Condition,
  compareValues,
  conditionsFrom,
  type MemberCondition,
  meets,
  nameColumn,
  type Sorting,
  sortingsFrom,
} from './conditions.ts';
import { type Line, meeting, namedMembers, nameOfLine } from './lines.ts';
import { type LineOrder, orderedLines } from './ordered-lines.ts';
import type { PlaceAttainment } from './use-attainment.ts';

type Keep = NonNullable<LineOrder['keep']>;
type Compare = NonNullable<LineOrder['compare']>;

export interface RowOrderInput {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly rows: readonly Line[];
  readonly columns: readonly Line[];
  readonly asked: Pick<LaidOut, 'sort' | 'where'>;
  /** What was reached at each place, by `cellKey`; nothing while it is not shown. */
  readonly attainment: ReadonlyMap<string, PlaceAttainment> | null;
  readonly locale: string;
}

/** The rows sorted and thinned; a column that is not there neither orders nor hides anything. */
export function rowsInOrder(input: RowOrderInput): readonly Line[] {
  const compares = sortingsFrom(input.asked.sort).flatMap((sorting) => compareBy(input, sorting) ?? []);
  const keeps = conditionsFrom(input.asked.where).flatMap((condition) => keepBy(input, condition) ?? []);
  return orderedLines(input.rows, {
    compare: compares.length === 0 ? undefined : (a, b) => firstOf(compares, a, b),
    keep: keeps.length === 0 ? undefined : (row) => keeps.every((keep) => keep(row)),
  });
}

function firstOf(compares: readonly Compare[], a: Line, b: Line): number {
  for (const compare of compares) {
    const order = compare(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

function compareBy(input: RowOrderInput, { column, descending }: Sorting): Compare | null {
  if (column === nameColumn) {
    const { compare } = new Intl.Collator(input.locale, { numeric: true });
    return (a, b) => (descending ? compare(b.label, a.label) : compare(a.label, b.label));
  }
  const value = valueIn(input, column);
  return value && ((a, b) => compareValues(value(a), value(b), descending));
}

function keepBy(input: RowOrderInput, condition: Condition): Keep | null {
  if (condition.kind === 'members') return keepMembers(input.table.layout.frame, condition);
  if (condition.kind === 'name') {
    const wanted = searchForm(condition.text);
    return (row) => searchForm(nameOfLine(row)).includes(wanted);
  }
  const value = valueIn(input, condition.column);
  return value && ((row) => meets(value(row), condition));
}

function valueIn(
  { table, arrangement, columns, attainment }: RowOrderInput,
  id: string,
): ((row: Line) => Fraction | null) | null {
  const column = columns.find((line) => line.id === id);
  if (!column) return null;
  const { shows } = column;
  if (shows) return (row) => reachedIn(attainment, row, shows);
  return (row) => readFraction(table.totals, meeting(arrangement, row, column).place);
}

function reachedIn(
  attainment: RowOrderInput['attainment'],
  row: Line,
  shows: NonNullable<Line['shows']>,
): Fraction | null {
  const place = attainment?.get(cellKey(namedMembers(row)?.join(',') ?? row.id, 'all'));
  if (shows === 'actual') return place?.actual ?? null;
  const share = place?.attainment ?? null;
  return share === null ? null : { numerator: share, denominator: 1 };
}

/**
 * By members of one axis: what belongs to one of them, and what lies above them so that they can be found, or all
 * but what belongs to one of them. Members that are no longer there hide nothing.
 */
function keepMembers(frame: Frame, { axis, keep, ids }: MemberCondition): Keep | null {
  const tree = axis === 'time' ? frame.time : frame.trees[axis];
  if (!tree) return null;
  const chosen = new Set(ids.flatMap((id) => tree.index.get(id) ?? []));
  if (chosen.size === 0) return null;
  const above = new Set<number>();
  for (let node of chosen)
    while (node > 0) {
      node = tree.parent[node] ?? 0;
      above.add(node);
    }
  const belongs = (node: number): boolean => {
    for (let at = node; ; at = tree.parent[at] ?? 0) {
      if (chosen.has(at)) return true;
      if (at <= 0) return false;
    }
  };
  return (row) => {
    const node = nodeOf(row, axis);
    const own = node < 0;
    const inside = belongs(own ? ~node : node);
    return keep ? inside || (!own && above.has(node)) : !inside;
  };
}

const nodeOf = ({ place }: Line, axis: Axis): number =>
  axis === 'time' ? place.time : (place.members[axis] ?? 0);
