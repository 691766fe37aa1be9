import {
  applyChanges,
  type BookState,
  type Command,
  createState,
  decide,
  kinds,
  layoutOf,
  memberOf,
  tableTotals,
} from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import type { Arrangement, Axis } from './arrangement.ts';
import { axisLines, type IsOpen, type Line } from './lines.ts';

export interface Books {
  readonly master: BookState;
  readonly plan: BookState;
}

export function run({ master, plan }: Books, book: 'master' | 'plan', command: Command) {
  const state = book === 'master' ? master : plan;
  const decided = decide({ book, state, master, kinds, actor: 'me', writable: () => true }, command);
  if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
  applyChanges(state, decided.value.changes);
  return decided.value.changes;
}

const add = (kind: string, id: string, fields: Record<string, string | number>): Command => ({
  type: 'record.add',
  kind,
  id,
  fields,
});

/** Regions A (A1, A2) and B by products X and Y, months of a quarter; revenue in 分. */
export function books(): Books {
  const made = { master: createState(), plan: createState() };
  run(made, 'master', add('dimension', 'region', { name: 'Region', category: 'region' }));
  run(made, 'master', add('dimension', 'product', { name: 'Product', category: 'product' }));
  const members = [
    ['region', 'A'],
    ['region', 'A1', 'A'],
    ['region', 'A2', 'A'],
    ['region', 'B'],
    ['product', 'X'],
    ['product', 'Y'],
  ];
  for (const [dimension = '', id = '', parent] of members) {
    run(made, 'master', add('dimensionMember', id, { dimension, name: id, ...(parent && { parent }) }));
  }
  run(
    made,
    'master',
    add('metric', 'revenue', {
      name: 'Revenue',
      key: 'revenue',
      aggregation: 'sum',
      direction: 'up',
      unit: 'money',
      decimals: 2,
      currency: 'CNY',
    }),
  );
  run(
    made,
    'master',
    add('metric', 'coverage', {
      name: 'Coverage',
      key: 'coverage',
      aggregation: 'ratio',
      direction: 'up',
      unit: 'percent',
      decimals: 0,
    }),
  );
  const fields = {
    targetClass: 'core',
    dimensions: ['region', 'product'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-09-30',
  };
  const rows = [
    ['A1', 'X'],
    ['A1', 'Y'],
    ['A2', 'X'],
    ['B', 'Y'],
  ];
  run(made, 'plan', { type: 'target.define', id: 'revenue', fields: { ...fields, metric: 'revenue' }, rows });
  run(made, 'plan', {
    type: 'target.define',
    id: 'coverage',
    fields: { ...fields, metric: 'coverage' },
    rows,
  });
  return made;
}

export function tableOf({ master, plan }: Books, target = 'revenue'): TargetTable {
  const layout = layoutOf(plan, master, target)!;
  return { layout, totals: tableTotals(layout) };
}

export const names = {
  total: 'Total',
  member: memberOf,
  own: (name: string) => `${name} itself`,
  during: (name: string, { from, to }: { readonly from: string | null; readonly to: string | null }) =>
    `${name} ${from ?? ''}–${to ?? ''}`,
  period: (node: number) => `period ${node}`,
};
export const open: IsOpen = () => true;

/** Axes on rows and columns; the others held at these nodes. */
export const arranged = (
  rows: readonly Axis[],
  columns: readonly Axis[] = ['time'],
  members: readonly number[] = [0, 0],
): Arrangement => ({ rows, columns, filters: { members, time: 0 } });

export const linesOf = (
  { layout }: TargetTable,
  arrangement: Arrangement,
  edge: 'rows' | 'columns' = 'rows',
  isOpen: IsOpen = open,
): readonly Line[] => axisLines({ layout, arrangement, edge, isOpen, names });

export const lines = (table: TargetTable, arrangement: Arrangement, isOpen: IsOpen = open) =>
  linesOf(table, arrangement, 'rows', isOpen).map(
    ({ label, depth, id }) => `${'  '.repeat(depth)}${label} ${id}`,
  );
