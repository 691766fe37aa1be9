import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Field, Popover, SegmentedControl, Select, TextInput } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { TargetsView } from '../view.ts';
import {
  type Comparison,
  type Condition,
  comparisons,
  conditionFrom,
  conditionText,
  needsNumber,
  sortingFrom,
  sortingText,
} from './conditions.ts';
import { readAmount, readRate } from './entries.ts';
import { type BreakdownModel, nameOfLine } from './model.ts';

interface RowConditionsProps {
  readonly model: BreakdownModel;
  readonly format: MetricFormat;
  readonly view: TargetsView;
  readonly onView: (change: Partial<TargetsView>) => void;
}

/** Which rows are seen and in which order, by the numbers of a column; totals stay what they are. */
export function RowConditions({ model, format, view, onView }: RowConditionsProps) {
  const t = useT();
  const condition = conditionFrom(view.where);
  const active = condition !== null || sortingFrom(view.sort) !== null;
  return (
    <Popover
      label={t('targets.order')}
      trigger={
        <Button size="small" icon={<ListFilter aria-hidden="true" />}>
          {t(condition ? 'targets.order.filtered' : view.sort ? 'targets.order.sorted' : 'targets.order')}
        </Button>
      }
    >
      <div className="targets-form">
        <SortChoice {...{ model, view, onView }} />
        <ConditionChoice key={view.where} {...{ model, format, onView }} condition={condition} />
        <p className="targets-hint">{t('targets.order.totals')}</p>
        <Button size="small" disabled={!active} onClick={() => onView({ sort: undefined, where: undefined })}>
          {t('targets.order.clear')}
        </Button>
      </div>
    </Popover>
  );
}

/** The columns whose numbers can order or thin the rows. */
const columnChoices = (model: BreakdownModel) =>
  model.columns
    .filter((line) => !line.shows)
    .slice(0, 200)
    .map((line) => ({ value: line.id, label: nameOfLine(line) }));

function SortChoice({ model, view, onView }: Omit<RowConditionsProps, 'format'>) {
  const t = useT();
  const sorting = sortingFrom(view.sort);
  const none = { value: '', label: t('targets.order.own') };
  const sort = (column: string, descending: boolean): void =>
    onView({ sort: column === '' ? undefined : sortingText({ column, descending }) });
  return (
    <>
      <Field label={t('targets.order.by')}>
        <Select
          value={sorting?.column ?? ''}
          choices={[none, ...columnChoices(model)]}
          onChange={(column) => sort(column, sorting?.descending ?? true)}
        />
      </Field>
      {sorting && (
        <SegmentedControl
          label={t('targets.order.by')}
          value={sorting.descending ? 'desc' : 'asc'}
          segments={[
            { value: 'desc', label: t('targets.order.desc') },
            { value: 'asc', label: t('targets.order.asc') },
          ]}
          onChange={(way) => sort(sorting.column, way === 'desc')}
        />
      )}
    </>
  );
}

interface ConditionChoiceProps extends Omit<RowConditionsProps, 'view'> {
  readonly condition: Condition | null;
}

function ConditionChoice({ model, format, condition, onView }: ConditionChoiceProps) {
  const t = useT();
  const [first] = columnChoices(model);
  const [column, setColumn] = useState(condition?.column ?? first?.value ?? '');
  const [comparison, setComparison] = useState<Comparison>(condition?.comparison ?? 'atLeast');
  const [text, setText] = useState(condition ? shownNumber(condition, format) : '');
  const than = needsNumber(comparison) ? readNumber(text, format) : 0;
  const apply = (): void => {
    if (than !== null) onView({ where: conditionText({ column, comparison, than }), place: undefined });
  };
  return (
    <>
      <Field label={t('targets.order.where')}>
        <Select value={column} choices={columnChoices(model)} onChange={setColumn} />
      </Field>
      <Select
        label={t('targets.order.comparison')}
        value={comparison}
        choices={comparisons.map((one) => ({ value: one, label: t(`targets.order.${one}`) }))}
        onChange={setComparison}
      />
      {needsNumber(comparison) && (
        <Field
          label={t('targets.order.number', { unit: format.unitLabel })}
          error={text !== '' && than === null ? t('targets.order.unreadable') : undefined}
        >
          <TextInput value={text} onChange={setText} onEnter={apply} />
        </Field>
      )}
      <Button size="small" kind="primary" disabled={than === null} onClick={apply}>
        {t('targets.order.apply')}
      </Button>
    </>
  );
}

function readNumber(text: string, format: MetricFormat): number | null {
  if (text.trim() === '') return null;
  if (format.twoPart) {
    const rate = readRate(text, null, format.percent);
    return typeof rate === 'number' ? rate : null;
  }
  const typed = readAmount(text, null, format);
  return typed.ok ? typed.value.amount : null;
}

function shownNumber({ comparison, than }: Condition, format: MetricFormat): string {
  if (!needsNumber(comparison)) return '';
  return format.twoPart
    ? format.edit({ numerator: Math.round(than * 1_000_000), denominator: 1_000_000 })
    : format.edit({ numerator: than, denominator: 1 });
}
