import { ArrowDownWideNarrow, ArrowUpNarrowWide, X } from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import { IconButton, Select } from '../../../design/index.ts';
import { nameColumn, type Sorting } from '../breakdown/conditions.ts';
import { type Arranging, sortColumns } from './arranging.ts';

interface SortLevelsProps extends Pick<Arranging, 'allColumns' | 'columnName'> {
  readonly sortings: readonly Sorting[];
  readonly onSort: (sortings: readonly Sorting[]) => void;
}

/** By which columns the rows are ordered, one after the other. */
export function SortLevels({ sortings, onSort, ...columns }: SortLevelsProps) {
  const t = useT();
  const choices = [{ value: nameColumn, label: t('targets.order.name') }, ...sortColumns(columns)];
  const unused = (own?: string) =>
    choices.filter(({ value }) => value === own || !sortings.some(({ column }) => column === value));
  const labelOf = (column: string): string => choices.find(({ value }) => value === column)?.label ?? column;
  return (
    <section aria-label={t('targets.order.by')}>
      <h3>{t('targets.order.by')}</h3>
      {sortings.map((sorting, index) => {
        const { column, descending } = sorting;
        const turn = { column, descending: !descending };
        return (
          <div key={column} className="targets-arrange__line">
            <Select
              label={t('targets.order.level', { level: index + 1 })}
              value={column}
              choices={unused(column)}
              onChange={(next) => onSort(sortings.with(index, { column: next, descending }))}
            />
            <IconButton
              size="small"
              label={t(descending ? 'targets.order.desc' : 'targets.order.asc')}
              icon={descending ? <ArrowDownWideNarrow /> : <ArrowUpNarrowWide />}
              onClick={() => onSort(sortings.with(index, turn))}
            />
            <IconButton
              size="small"
              label={t('targets.order.remove', { what: labelOf(column) })}
              icon={<X />}
              onClick={() => onSort(sortings.toSpliced(index, 1))}
            />
          </div>
        );
      })}
      {unused().length > 0 && (
        <Select
          label={t('targets.order.add')}
          value={null}
          placeholder={t(sortings.length === 0 ? 'targets.order.own' : 'targets.order.then')}
          choices={unused()}
          onChange={(column) => onSort([...sortings, { column, descending: column !== nameColumn }])}
        />
      )}
    </section>
  );
}
