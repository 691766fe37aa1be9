import { formatPercent } from '@shapan/i18n';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { type GridSelection, selectionStatistics } from '../../../grid/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { holdText } from './hold-text.ts';
import type { BreakdownModel } from './model.ts';

interface StatusBarProps {
  readonly model: BreakdownModel;
  readonly selection: GridSelection | null;
  readonly format: MetricFormat;
}

/** What the selection comes to: sum, average, count, and the share of the parent. */
export function StatusBar({ model, selection, format }: StatusBarProps) {
  const t = useT();
  const { memberName } = useWorkspace();
  if (!selection) return <div className="targets-status" />;
  const statistics = selectionStatistics(model, selection.range);
  const share = shareOfParent(model, selection.active.row, selection.active.column);
  const many = statistics !== null && statistics.numbers > 1;
  const items: [string, string][] = [];
  if (many && statistics.sum !== null) items.push([t('targets.status.sum'), format.amount(statistics.sum)]);
  if (many && statistics.average !== null) {
    items.push([t('targets.status.average'), format.amount(Math.round(statistics.average))]);
  }
  if (many) items.push([t('targets.status.count'), String(statistics.numbers)]);
  if (share) items.push([t('targets.status.share', { parent: share.parent }), formatPercent(share.fraction)]);
  const cell = model.at(selection.active.row, selection.active.column);
  const exact = cell?.value;
  if (!many && cell?.hold) {
    items.push([t('targets.grid.held'), holdText(t, cell.hold, memberName)]);
  }
  if (!many && exact && !format.twoPart)
    items.push([t('targets.status.exact'), format.exactAmount(exact.numerator)]);
  if (!many && exact && format.twoPart) {
    items.push([t('targets.status.parts'), `${exact.numerator} ÷ ${exact.denominator}`]);
  }
  return (
    <dl className="targets-status">
      {items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The nearest row above with a smaller depth, in the same period. */
function shareOfParent(model: BreakdownModel, row: number, column: number) {
  const value = model.at(row, column)?.value;
  const depth = model.rows[row]?.depth ?? 0;
  if (!value || value.denominator !== 1 || depth === 0) return null;
  for (let above = row - 1; above >= 0; above--) {
    const line = model.rows[above];
    if (!line || line.depth >= depth) continue;
    const whole = model.at(above, column)?.value;
    return whole && whole.numerator !== 0
      ? { parent: line.label, fraction: { numerator: value.numerator, denominator: whole.numerator } }
      : null;
  }
  return null;
}
