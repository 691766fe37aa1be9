import type { Frame, Place } from '@shapan/engine';
import type { TargetsView } from '../view.ts';

/** What can stand along an edge of the table: a dimension, by its number in the target, or the time. */
export type Axis = number | 'time';

/** Where an axis can stand. */
export const zones = ['rows', 'columns', 'filters'] as const;
export type Zone = (typeof zones)[number];

/** Which axes stand on rows and columns, outermost first, and where everything else is held. */
export interface Arrangement {
  readonly rows: readonly Axis[];
  readonly columns: readonly Axis[];
  /** A node for every axis that stands on neither edge; 0, the whole, for the others. */
  readonly filters: Place;
}

type ArrangementView = Pick<TargetsView, 'rows' | 'columns' | 'only' | 'when'>;

/** The word of an address for an edge on which nothing stands. */
const nothing = 'none';

/** What an address says. Whatever it does not know stands as it would without it: members on rows, time on columns. */
export function arrangementFrom({ trees, time }: Frame, view: ArrangementView): Arrangement {
  const known: readonly Axis[] = [...trees.map((_, d) => d), 'time'];
  const named = axesFrom(view.columns, known);
  const rows = axesFrom(view.rows, known) ?? known.filter((axis) => !(named ?? ['time']).includes(axis));
  const columns = (named ?? ['time']).filter((axis) => !rows.includes(axis));
  const free = (axis: Axis): boolean => !rows.includes(axis) && !columns.includes(axis);
  const only = view.only?.split(',') ?? [];
  return {
    rows,
    columns,
    filters: {
      members: trees.map((tree, d) => (free(d) ? (tree.index.get(only[d] ?? '*') ?? 0) : 0)),
      time: free('time') ? (time.index.get(view.when ?? '') ?? 0) : 0,
    },
  };
}

/** An axis as an address writes it. */
export const wordOfAxis = (axis: Axis): string => (axis === 'time' ? 't' : String(axis));

export const axisOfWord = (word: string): Axis | null =>
  word === 't' ? 'time' : /^\d+$/.test(word) ? Number(word) : null;

function axesFrom(text: string | undefined, known: readonly Axis[]): readonly Axis[] | undefined {
  if (text === undefined) return undefined;
  if (text === nothing) return [];
  const axes = [...new Set(text.split('-'))].flatMap((word) => axisOfWord(word) ?? []);
  const found = axes.filter((axis) => known.includes(axis));
  return found.length > 0 ? found : undefined;
}

/** The same the other way round; what stands as it would anyway is left out of the address. */
export function viewOfArrangement(frame: Frame, { rows, columns, filters }: Arrangement): ArrangementView {
  const usual = arrangementFrom(frame, noView);
  const isUsual = sameAxes(rows, usual.rows) && sameAxes(columns, usual.columns);
  const only = filters.members.map((node, d) => (node === 0 ? '*' : (frame.trees[d]?.ids[node] ?? '*')));
  return {
    rows: isUsual ? undefined : axesText(rows),
    columns: isUsual ? undefined : axesText(columns),
    only: only.every((id) => id === '*') ? undefined : only.join(','),
    when: filters.time === 0 ? undefined : frame.time.ids[filters.time],
  };
}

const noView: ArrangementView = { rows: undefined, columns: undefined, only: undefined, when: undefined };

const axesText = (axes: readonly Axis[]): string =>
  axes.length === 0 ? nothing : axes.map(wordOfAxis).join('-');

const sameAxes = (a: readonly Axis[], b: readonly Axis[]): boolean =>
  a.length === b.length && a.every((axis, i) => axis === b[i]);

/** The axes that stand aside, dimensions first. */
export function axesAside({ rows, columns, filters }: Arrangement): readonly Axis[] {
  const all: readonly Axis[] = [...filters.members.keys(), 'time'];
  return all.filter((axis) => !rows.includes(axis) && !columns.includes(axis));
}

export const axesIn = (arrangement: Arrangement, zone: Zone): readonly Axis[] =>
  zone === 'filters' ? axesAside(arrangement) : arrangement[zone];

/** Put an axis into a zone, before the one that is `index`-th there now; what it was held at is forgotten. */
export function moveAxis(arrangement: Arrangement, axis: Axis, zone: Zone, index?: number): Arrangement {
  const { filters } = arrangement;
  const placed = (edge: Exclude<Zone, 'filters'>): readonly Axis[] => {
    const axes = arrangement[edge];
    const others = axes.filter((other) => other !== axis);
    if (edge !== zone) return others;
    const was = axes.indexOf(axis);
    const wanted = index ?? axes.length;
    return others.toSpliced(was >= 0 && was < wanted ? wanted - 1 : wanted, 0, axis);
  };
  return {
    rows: placed('rows'),
    columns: placed('columns'),
    filters: {
      members: axis === 'time' ? filters.members : filters.members.with(axis, 0),
      time: axis === 'time' ? 0 : filters.time,
    },
  };
}

/** What stands on rows comes onto columns, and the other way round. */
export const turned = ({ rows, columns, filters }: Arrangement): Arrangement => ({
  rows: columns,
  columns: rows,
  filters,
});

/** Hold an axis that stands aside at one of its nodes. */
export function heldAt({ filters, ...edges }: Arrangement, axis: Axis, node: number): Arrangement {
  const { members, time } = filters;
  const at = axis === 'time' ? { members, time: node } : { members: members.with(axis, node), time };
  return { ...edges, filters: at };
}
