import { leavesUnder, rowsUnder } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Callout, Drawer } from '../../../design/index.ts';
import { formulaText } from '../../../records/index.ts';
import { endText } from '../breakdown/hold-text.ts';
import type { BreakdownCell } from '../breakdown/model.ts';
import type { MetricFormat } from '../metric-format.ts';
import { ActualRows } from './actual-rows.tsx';
import { CellCarriers } from './cell-carriers.tsx';
import { CellTalk } from './cell-talk.tsx';
import type { ExplainDrawerProps, ExplanationProps } from './explanation-props.ts';

/** 解释这个数: what it is made of, what it means, who keeps it, and everything that shaped it (SPR-T89). */
export function ExplainDrawer({ open, onOpenChange, ...props }: ExplainDrawerProps) {
  const t = useT();
  const { cell } = props;
  return (
    <Drawer open={open} onOpenChange={onOpenChange} title={t('targets.explain')} closeLabel={t('app.close')}>
      {cell ? (
        <Explanation {...props} cell={cell} />
      ) : (
        <p className="targets-hint">{t('targets.explain.pick')}</p>
      )}
    </Drawer>
  );
}

function Explanation({ table, cell, name, format }: ExplanationProps) {
  const t = useT();
  const { memberName } = useWorkspace();
  const { metric } = table.layout;
  const { definition, source } = metric.fields;
  const { hold } = cell;
  return (
    <div className="targets-explain">
      <div>
        <p className="targets-explain__name">{name}</p>
        <p className="targets-explain__value num">
          {cell.value ? format.shown(cell.value) : t('targets.grid.nothing')}
          {cell.value && !format.percent && <small> {format.unitLabel}</small>}
        </p>
        {cell.value && !format.twoPart && (
          <p className="targets-hint num">{format.exactAmount(cell.value.numerator)}</p>
        )}
      </div>
      {hold && (
        <Callout
          tone="neutral"
          title={t('targets.explain.held', { owner: memberName(hold.record.fields['owner']) })}
        >
          {String(hold.record.fields['reason'])} · {endText(t, hold)}
        </Callout>
      )}
      <section>
        <h3>{t('targets.explain.derived')}</h3>
        <p>{useDerivation(table, cell, format)}</p>
      </section>
      <section>
        <h3>{t('targets.explain.metric')}</h3>
        <p>
          {typeof definition === 'string'
            ? t('targets.explain.definition', { name: String(metric.fields['name']), definition })
            : String(metric.fields['name'])}
        </p>
        {typeof source === 'string' && (
          <p className="targets-hint">{t('targets.explain.source', { source })}</p>
        )}
      </section>
      <section>
        <h3>{t('targets.carriers.cell')}</h3>
        <CellCarriers table={table} place={cell.place} format={format} />
      </section>
      <CellTalk key={JSON.stringify(cell.at)} table={table} cell={cell} format={format} />
      <section>
        <h3>{t('targets.explain.actual')}</h3>
        <ActualRows table={table} cell={cell} format={format} />
      </section>
    </div>
  );
}

/** In a sentence: how the number follows from what is below it. */
function useDerivation({ layout }: TargetTable, cell: BreakdownCell, format: MetricFormat): string {
  const t = useT();
  const { master } = usePlan();
  const { from, to } = leavesUnder(layout.frame.time, cell.place.time);
  const leaves = rowsUnder(layout.frame, cell.place).length * (to - from);
  const { value } = cell;
  if (format.twoPart && value) {
    const { numerator, denominator } = layout.metric.fields;
    return t(cell.leaf ? 'targets.derived.rateLeaf' : 'targets.derived.rate', {
      numerator: String(numerator ?? t('targets.rate.numerator')),
      denominator: String(denominator ?? t('targets.rate.denominator')),
      above: value.numerator,
      below: value.denominator,
      leaves,
    });
  }
  if (cell.leaf) return t('targets.derived.leaf');
  if (layout.formula)
    return t('targets.derived.formula', {
      formula: formulaText({ master }, String(layout.metric.fields['formula'])),
    });
  if (layout.aggregation === 'max' || layout.aggregation === 'min')
    return t(`targets.derived.${layout.aggregation}`, { leaves });
  if (layout.totals === 'stated' && cell.value !== null) return t('targets.derived.stated');
  if (!layout.rollsUp) return t('targets.derived.apart');
  return t(layout.behaviour === 'last' ? 'targets.derived.last' : 'targets.derived.sum', { leaves });
}
