import { ListFilter } from 'lucide-react';
import { useRef, useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Popover } from '../../../design/index.ts';
import { conditionsFrom, conditionsText, sortingsFrom, sortingsText } from '../breakdown/conditions.ts';
import type { Arranging } from './arranging.ts';
import { FilterForm } from './filter-form.tsx';
import { FilterList } from './filter-list.tsx';
import { SortLevels } from './sort-levels.tsx';

/** Which rows are seen and in which order; totals stay what they are. */
export function RowsMenu(props: Arranging) {
  const { view, onView } = props;
  const t = useT();
  const [edited, setEdited] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const conditions = conditionsFrom(view.where);
  const sortings = sortingsFrom(view.sort);
  const keep = (next: typeof conditions): void => {
    setEdited(null);
    // What was pressed goes away, the keyboard must not.
    list.current?.focus();
    onView({ where: conditionsText(next), place: undefined });
  };
  const sort = (next: typeof sortings): void => {
    if (next.length < sortings.length) list.current?.focus();
    onView({ sort: sortingsText(next) });
  };
  const shown = conditions.length > 0 ? 'filtered' : sortings.length > 0 ? 'sorted' : null;
  return (
    <Popover
      label={t('targets.order')}
      trigger={
        <Button
          size="small"
          className={conditions.length > 0 ? 'targets-badge' : undefined}
          icon={<ListFilter aria-hidden="true" />}
        >
          {shown === 'filtered'
            ? t('targets.order.filtered', { count: conditions.length })
            : t(shown === 'sorted' ? 'targets.order.sorted' : 'targets.order')}
        </Button>
      }
    >
      <div ref={list} tabIndex={-1} className="targets-form targets-arrange">
        <SortLevels {...props} sortings={sortings} onSort={sort} />
        <section aria-label={t('targets.order.where')}>
          <h3>{t('targets.order.where')}</h3>
          <FilterList
            {...props}
            {...{ conditions, edited }}
            onEdit={setEdited}
            onRemove={(index) => keep(conditions.toSpliced(index, 1))}
          />
          <FilterForm
            {...props}
            key={`${view.where ?? ''} ${edited ?? ''}`}
            edited={edited === null ? null : (conditions[edited] ?? null)}
            onApply={(one) => keep(edited === null ? [...conditions, one] : conditions.with(edited, one))}
          />
          <p className="targets-hint">{t('targets.order.totals')}</p>
        </section>
        <Button
          size="small"
          disabled={shown === null}
          onClick={() => {
            setEdited(null);
            onView({ sort: undefined, where: undefined });
          }}
        >
          {t('targets.order.clear')}
        </Button>
      </div>
    </Popover>
  );
}
