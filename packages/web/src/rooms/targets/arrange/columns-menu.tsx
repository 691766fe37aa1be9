import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Checkbox, IconButton, Popover, SegmentedControl, TextInput } from '../../../design/index.ts';
import { searchRank } from '../../../design/search.ts';
import { type ColumnLayout, orderedColumns } from '../breakdown/laid-columns.ts';
import type { Line } from '../breakdown/lines.ts';
import type { Arranging } from './arranging.ts';
import { columnChanges } from './column-changes.ts';

interface ColumnsMenuProps extends Arranging {
  readonly columnLayout: ColumnLayout;
}

/** So many columns are listed; what is beyond is counted, and found by typing. */
const mostLines = 200;

/** Which columns are seen, in which order, and how dense the rows stand. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const { allColumns, columnLayout, view, onView } = props;
  const t = useT();
  const away = allColumns.filter(({ id }) => columnLayout.hidden.has(id)).length;
  const { hide, order, widths, freeze } = view;
  const plain = [hide, order, widths, freeze].every((one) => one === undefined);
  return (
    <Popover
      label={t('targets.columns')}
      trigger={
        <Button
          size="small"
          className={away > 0 ? 'targets-badge' : undefined}
          icon={<Columns3 aria-hidden="true" />}
        >
          {away > 0 ? t('targets.columns.hidden', { count: away }) : t('targets.columns')}
        </Button>
      }
    >
      <div className="targets-form targets-arrange">
        <section aria-label={t('targets.density')}>
          <h3>{t('targets.density')}</h3>
          <SegmentedControl
            label={t('targets.density')}
            value={view.density === 'normal' ? 'normal' : 'compact'}
            onChange={(density) => onView({ density: density === 'normal' ? density : undefined })}
            segments={[
              { value: 'compact', label: t('targets.density.compact') },
              { value: 'normal', label: t('targets.density.normal') },
            ]}
          />
        </section>
        <section aria-label={t('targets.columns')}>
          <h3>{t('targets.columns')}</h3>
          <ColumnList {...props} />
          <p className="targets-hint">{t('targets.columns.totals')}</p>
        </section>
        <Button
          size="small"
          disabled={plain}
          onClick={() => onView({ hide: undefined, order: undefined, widths: undefined, freeze: undefined })}
        >
          {t('targets.columns.reset')}
        </Button>
      </div>
    </Popover>
  );
}

function ColumnList(props: ColumnsMenuProps) {
  const { allColumns, columnLayout, columnName } = props;
  const t = useT();
  const [query, setQuery] = useState('');
  const [said, setSaid] = useState('');
  const columns = orderedColumns(allColumns, columnLayout);
  const found =
    query.trim() === ''
      ? columns
      : columns.filter((line) => searchRank({ label: columnName(line) }, query) !== undefined);
  const shown = found.slice(0, mostLines);
  return (
    <div className="targets-members">
      {columns.length > 12 && (
        <TextInput
          type="search"
          aria-label={t('targets.order.search')}
          placeholder={t('targets.order.search')}
          value={query}
          onChange={setQuery}
        />
      )}
      <ul className="targets-members__list" aria-label={t('targets.columns')}>
        {shown.map((line) => (
          <ColumnLine key={line.id} {...props} line={line} onSay={setSaid} />
        ))}
        {found.length > shown.length && (
          <li className="targets-hint">{t('targets.order.more', { count: found.length - shown.length })}</li>
        )}
      </ul>
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </div>
  );
}

interface ColumnLineProps extends ColumnsMenuProps {
  readonly line: Line;
  readonly onSay: (text: string) => void;
}

function ColumnLine({ line, allColumns, columnLayout, columnName, view, onView, onSay }: ColumnLineProps) {
  const t = useT();
  const changes = columnChanges(line.id, allColumns, columnLayout, view);
  const column = columnName(line);
  const seen = !columnLayout.hidden.has(line.id);
  const step = (by: -1 | 1) => {
    const change = changes.step(by);
    return {
      disabled: change === null,
      onClick: () => {
        if (change) onView(change);
        onSay(t(by < 0 ? 'targets.columns.movedLeft' : 'targets.columns.movedRight', { column }));
      },
    };
  };
  return (
    <li className="targets-arrange__line" style={{ paddingInlineStart: line.depth * 16 }}>
      <Checkbox
        label={column}
        checked={seen}
        onChange={(on) => onView(on ? changes.show() : changes.hide())}
      />
      <IconButton
        size="small"
        label={t('targets.columns.left', { column })}
        icon={<ArrowUp />}
        {...step(-1)}
      />
      <IconButton
        size="small"
        label={t('targets.columns.right', { column })}
        icon={<ArrowDown />}
        {...step(1)}
      />
    </li>
  );
}
