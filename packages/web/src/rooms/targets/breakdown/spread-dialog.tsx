import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Button, Callout, DataTable, Dialog } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { memberName } from '../names.ts';
import { noticeText } from '../words.ts';
import type { PendingEntry } from './use-send.ts';

interface SpreadDialogProps {
  readonly pending: PendingEntry;
  readonly format: MetricFormat;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** Before many leaves move: what the cell becomes, who moves most, and what should be known (SPR-T87). */
export function SpreadDialog({ pending, format, onCancel, onConfirm }: SpreadDialogProps) {
  const t = useT();
  const { state, master } = usePlan();
  const workspace = useWorkspace();
  const { summary, notices } = pending;
  const words = { t, state, format, memberName: workspace.memberName };
  const nameOf = (coordinate: readonly string[]): string =>
    coordinate.map((id) => memberName(master, id)).join(' · ');
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
          <Button kind="primary" autoFocus onClick={onConfirm}>
            {t('targets.spread.confirm')}
          </Button>
        </>
      }
    >
      {notices.map((notice) => (
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
              cell: ({ coordinate }) => nameOf(coordinate) || t('targets.total'),
            },
            {
              id: 'difference',
              header: t('targets.spread.difference', { unit: format.unitLabel }),
              numeric: true,
              cell: ({ difference }) => format.amount(difference, { signed: true }),
            },
          ]}
        />
      )}
    </Dialog>
  );
}
