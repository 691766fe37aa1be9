import { formatPercent } from '@shapan/i18n';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { type GridSelection, selectionStatistics } from '../../../grid/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { holdText } from './hold-text.ts';
import type { BreakdownModel } from './model.ts';
import { sharesOf } from './shares.ts';

interface StatusBarProps {
  readonly model: BreakdownModel;
  readonly selection: GridSelection | null;
  readonly format: MetricFormat;
  /** How many rows a condition hides. */
  readonly hidden: number;
}

/** What the selection comes to: sum, average, count, and the share of what stands above; and what is not seen. */
export function StatusBar({ hidden, ...props }: StatusBarProps) {
  const t = useT();
  const items = useItems(props);
  return (
    <div className="targets-status">
      {hidden > 0 && (
        <p role="status" className="targets-status__hidden">
          {t('targets.order.hidden', { count: hidden })}
        </p>
      )}
      <dl>
        {items.map(([name, value], place) => (
          // The totals of the two axes may bear one name.
          <div key={`${place} ${name}`}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function useItems({ model, selection, format }: Omit<StatusBarProps, 'hidden'>) {
  const t = useT();
  const { memberName } = useWorkspace();
  const items: [string, string][] = [];
  if (!selection) return items;
  const statistics = selectionStatistics(model, selection.range);
  const many = statistics !== null && statistics.numbers > 1;
  if (many && statistics.sum !== null) items.push([t('targets.status.sum'), format.amount(statistics.sum)]);
  if (many && statistics.average !== null) {
    items.push([t('targets.status.average'), format.amount(Math.round(statistics.average))]);
  }
  if (many) items.push([t('targets.status.count'), String(statistics.numbers)]);
  const row = model.rows[selection.active.row]?.label ?? '';
  for (const { of, parent, fraction } of sharesOf(model, selection, statistics)) {
    const name =
      of === 'above' ? t('targets.status.share', { parent }) : t('targets.status.ofRow', { row, parent });
    items.push([name, formatPercent(fraction)]);
  }
  const cell = model.at(selection.active.row, selection.active.column);
  const exact = cell?.value;
  if (!many && cell?.hold) {
    items.push([t('targets.grid.held'), holdText(t, cell.hold, memberName, format.told)]);
  }
  if (!many && exact && !format.twoPart) items.push([t('targets.status.exact'), format.exactValue(exact)]);
  if (!many && exact && format.twoPart) {
    items.push([t('targets.status.parts'), `${exact.numerator} ÷ ${exact.denominator}`]);
  }
  return items;
}
