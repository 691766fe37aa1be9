import {
  type BookState,
  type Change,
  coordinateOf,
  type Fraction,
  findRecord,
  type Kinds,
  layoutOf,
  type PlanRecord,
  readFraction,
  rowOf,
  STATED,
  tableTotals,
} from '@shapan/engine';

/** A net difference told by target and by record. */
export interface Comparison {
  readonly targets: readonly TargetDifference[];
  readonly records: readonly RecordDifference[];
}

export interface TargetDifference {
  readonly target: PlanRecord;
  readonly before: Fraction | null;
  readonly after: Fraction | null;
  readonly leaves: number;
  /** Coordinates that moved most, the largest first. */
  readonly movers: readonly { readonly coordinate: readonly string[]; readonly difference: number }[];
}

export interface RecordDifference {
  readonly how: 'added' | 'removed' | 'changed';
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  /** Names of changed fields with both sides. */
  readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

interface Sides {
  /** A state that has the changes … */
  readonly after: BookState;
  /** … and one that has not; totals are read from both. */
  readonly before: BookState;
  readonly master: BookState;
  readonly kinds: Kinds;
}

const mostMovers = 3;

/** What a list of net changes means for people. */
export function compareSummary(changes: readonly Change[], sides: Sides): Comparison {
  return { targets: targetDifferences(changes, sides), records: recordDifferences(changes, sides) };
}

function targetDifferences(changes: readonly Change[], sides: Sides): readonly TargetDifference[] {
  const touched = new Set(changes.flatMap((change) => targetOf(change, sides) ?? []));
  return [...touched].flatMap((id) => {
    const target = findRecord(sides.after, 'target', id) ?? findRecord(sides.before, 'target', id);
    if (!target) return [];
    const cells = changes.filter((change) => change.type === 'cells.changed' && change.target === id);
    const leaves =
      new Set(cells.flatMap((change) => (change.type === 'cells.changed' ? change.cells : []))).size +
      changes.filter((change) => kindOf(change) === STATED && targetOf(change, sides) === id).length;
    const before = totalOf(sides.before, sides.master, id);
    const after = totalOf(sides.after, sides.master, id);
    return [{ target, before, after, leaves, movers: moversOf(changes, id, sides) }];
  });
}

const kindOf = (change: Change): string | undefined =>
  'record' in change ? change.record.kind : change.type === 'record.changed' ? change.kind : undefined;

/** The target whose numbers a change is about; a total's own number is one of them. */
function targetOf(change: Change, { after, before }: Sides): string | undefined {
  if (change.type === 'cells.changed') return change.target;
  if (kindOf(change) !== STATED) return undefined;
  const id = 'record' in change ? change.record.id : 'id' in change ? change.id : '';
  const record = findRecord(after, STATED, id) ?? findRecord(before, STATED, id);
  return record && String(record.fields['target']);
}

/** The number of a whole target; `null` where it has none. */
export function totalOf(state: BookState, master: BookState, target: string): Fraction | null {
  const layout = layoutOf(state, master, target);
  if (!layout) return null;
  return readFraction(tableTotals(layout), { members: layout.frame.trees.map(() => 0), time: 0 });
}

function moversOf(changes: readonly Change[], target: string, sides: Sides): TargetDifference['movers'] {
  const cube = (sides.after.cubes.get(target) ?? sides.before.cubes.get(target))?.cube;
  if (!cube) return [];
  const byRow = new Map<number, number>();
  for (const change of changes) {
    if (change.type !== 'cells.changed' || change.target !== target || change.part !== 0) continue;
    change.cells.forEach((cell, i) => {
      const difference = (change.after[i] ?? 0) - (change.before[i] ?? 0);
      byRow.set(rowOf(cell), (byRow.get(rowOf(cell)) ?? 0) + difference);
    });
  }
  return [...byRow]
    .filter(([, difference]) => difference !== 0)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, mostMovers)
    .map(([row, difference]) => ({ coordinate: coordinateOf(cube, row), difference }));
}

function recordDifferences(
  changes: readonly Change[],
  { after, before, kinds }: Sides,
): readonly RecordDifference[] {
  return changes.flatMap((change): RecordDifference[] => {
    // A version speaks about the plan; that it was frozen in between is no difference of content.
    const about = kindOf(change);
    if (about === 'version' || about === STATED) return [];
    if (change.type === 'record.added' || change.type === 'record.removed') {
      const { kind, id } = change.record;
      const how = change.type === 'record.added' ? 'added' : 'removed';
      return [{ how, kind, id, title: titleIn(kinds, change.record), fields: [] }];
    }
    if (change.type !== 'record.changed') return [];
    const { kind, id } = change;
    const record = findRecord(after, kind, id) ?? findRecord(before, kind, id);
    const fields = Object.keys(change.after).map((name) => ({
      name,
      before: change.before[name],
      after: change.after[name],
    }));
    return [{ how: 'changed', kind, id, title: record ? titleIn(kinds, record) : '', fields }];
  });
}

function titleIn(kinds: Kinds, record: PlanRecord): string {
  const kind = kinds.get(record.kind);
  return kind?.title ? String(record.fields[kind.title] ?? '') : '';
}
