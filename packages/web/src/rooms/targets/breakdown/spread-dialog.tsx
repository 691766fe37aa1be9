import { formatPercent } from '@shapan/i18n';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Callout, DataTable, Dialog } from '../../../design/index.ts';
import { rowText } from '../cell-text.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { noticeText } from '../words.ts';
import { EffectText, Residue } from './entry-effect.tsx';
import { type OtherReading, otherReadingOf } from './other-reading.ts';
import { Above } from './totals-moved.tsx';
import { useLastPattern } from './use-last-pattern.ts';
import { useNumberWords } from './use-number-words.ts';
import { worthSaying } from './use-rehearsal.ts';
import type { PendingEntry } from './use-send.ts';

interface SpreadDialogProps {
  readonly table: TargetTable;
  readonly pending: PendingEntry;
  readonly format: MetricFormat;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
  /** Take the proportions that the cells had after this entry of the log. */
  readonly onPattern: (position: number) => void;
  /** Read the percentage the other way. */
  readonly onOther: (other: OtherReading) => void;
}

/** Before many leaves move: what the cell becomes, who moves most, and what should be known (SPR-T87). */
export function SpreadDialog(props: SpreadDialogProps) {
  const { table, pending, format, onCancel, onConfirm, onPattern, onOther } = props;
  const t = useT();
  const { master } = usePlan();
  const words = useNumberWords(format);
  const { summary, notices, asked } = pending;
  const pattern = useLastPattern(table, asked.cell);
  const other = otherReadingOf(asked, notices);
  const equally = notices.some(({ code }) => code === 'ZERO_BASIS');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      title={t('targets.spread.title', { leaves: summary.leaves })}
      closeLabel={t('app.close')}
      description={t('targets.spread.text', {
        before: format.shown(summary.before) || t('targets.grid.nothing'),
        after: format.shown(summary.after) || t('targets.grid.nothing'),
        unit: format.percent ? '' : format.unitLabel,
        rows: summary.rows,
      })}
      footer={
        <>
          <Button onClick={onCancel}>{t('app.cancel')}</Button>
          {equally && pattern !== null && (
            <Button onClick={() => onPattern(pattern)}>{t('targets.spread.pattern')}</Button>
          )}
          {other && (
            <Button onClick={() => onOther(other)}>
              {t(`targets.otherReading.${other.reading}`, { percent: other.percent })}
            </Button>
          )}
          <Button kind="primary" autoFocus onClick={onConfirm}>
            {t('targets.spread.confirm')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        {pending.isFresh && (
          <Callout tone="warn" announce="urgent">
            {t('targets.spread.fresh')}
          </Callout>
        )}
        <Above {...{ table, format, summary }} />
        <EffectText {...{ table, format, summary }} />
        <Residue notices={notices} words={words} />
        {worthSaying(notices).map((notice) => (
          <Callout key={notice.code} tone="warn">
            {noticeText(words, notice)}
          </Callout>
        ))}
        {!format.twoPart && summary.movers.length > 0 && (
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
              {
                id: 'share',
                header: t('targets.spread.share'),
                numeric: true,
                cell: ({ share }) =>
                  share === null ? t('targets.spread.new') : formatPercent(share, { signed: true }),
              },
            ]}
          />
        )}
      </div>
    </Dialog>
  );
}
