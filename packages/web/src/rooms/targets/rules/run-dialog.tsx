import { isAdjusted, type PlanRecord } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Callout, DataTable, Dialog } from '../../../design/index.ts';
import { EffectText } from '../breakdown/entry-effect.tsx';
import { spreadSummary } from '../breakdown/spread-summary.ts';
import { periodText, rowText } from '../cell-text.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { noticeText, refusalText } from '../words.ts';
import { type MovedPeriod, movedPeriods } from './moved-periods.ts';
import { ruleText } from './rule-words.ts';
import { useRuleWords } from './use-rules.ts';

interface RunDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly rule: PlanRecord;
  readonly onClose: () => void;
}

/** What running a rule would change (SPR-T87), before it does. */
export function RunDialog({ table, format, rule, onClose }: RunDialogProps) {
  const t = useT();
  const { store, state, master } = usePlan();
  const { memberName: personName } = useWorkspace();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const words = { t, state, format, memberName: personName };
  const ruleWords = useRuleWords();
  const command = { type: 'target.runRule', rule: rule.id } as const;
  const preview = store.preview([command]);
  const top = { members: table.layout.frame.trees.map(() => 0), time: 0 };
  const summary = preview.ok ? spreadSummary(table, preview.value.changes, top, { state, master }) : null;
  const periods = preview.ok ? movedPeriods(table, rule, preview.value.changes) : [];
  const moves = preview.ok && isAdjusted(preview.value);
  const run = async (): Promise<void> => {
    const result = await store.submit([command]);
    if (!explain(result)) return;
    tell({ title: t('targets.rule.done', { count: summary?.leaves ?? 0 }) }, result);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.rule.run.title', { rule: ruleText(ruleWords, rule) })}
      closeLabel={t('app.close')}
      description={
        summary
          ? t(moves ? 'targets.rule.run.text' : 'targets.rule.run.nothing', {
              leaves: summary.leaves,
              rows: summary.rows,
            })
          : undefined
      }
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" disabled={!preview.ok} autoFocus onClick={() => void run()}>
            {t('targets.rule.run')}
          </Button>
        </>
      }
    >
      {!preview.ok && <Callout tone="bad">{refusalText(words, preview.problems[0]!)}</Callout>}
      {preview.ok &&
        preview.value.notices
          .filter(({ code }) => code !== 'RESIDUE')
          .map((notice) => (
            <Callout key={notice.code} tone="warn">
              {noticeText(words, notice)}
            </Callout>
          ))}
      {summary && <EffectText {...{ table, format, summary }} />}
      {periods.length > 0 && <MovedPeriods table={table} periods={periods} format={format} />}
      {summary && summary.movers.length > 0 && (
        <DataTable
          caption={t('targets.spread.movers')}
          density="compact"
          rows={summary.movers}
          rowKey={({ coordinate }) => coordinate.join(',')}
          columns={[
            {
              id: 'name',
              header: t('targets.spread.movers'),
              cell: ({ coordinate }) => rowText(t, master, table.layout, coordinate),
            },
            {
              id: 'difference',
              header: inUnit(t, t('targets.spread.difference'), format.unitLabel),
              numeric: true,
              cell: ({ difference }) => format.amount(difference, { signed: true }),
            },
          ]}
        />
      )}
    </Dialog>
  );
}

interface MovedPeriodsProps {
  readonly table: TargetTable;
  readonly periods: readonly MovedPeriod[];
  readonly format: MetricFormat;
}

/** Divided over time, no row changes its total: what moves are the periods. */
function MovedPeriods({ table, periods, format }: MovedPeriodsProps) {
  const t = useT();
  const shown = (value: MovedPeriod['before']): string => format.shown(value) || t('targets.grid.nothing');
  return (
    <DataTable
      caption={t('targets.rule.run.periods')}
      density="compact"
      maxHeight="420px"
      rows={periods}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'period',
          header: t('targets.rule.run.period'),
          cell: ({ id }) => periodText(t, table.layout, id),
        },
        {
          id: 'before',
          header: inUnit(t, t('targets.rule.run.before'), format.unitLabel),
          numeric: true,
          cell: ({ before }) => shown(before),
        },
        {
          id: 'after',
          header: inUnit(t, t('targets.rule.run.after'), format.unitLabel),
          numeric: true,
          cell: ({ after }) => shown(after),
        },
      ]}
    />
  );
}
