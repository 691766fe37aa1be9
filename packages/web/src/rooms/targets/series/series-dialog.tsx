import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, DataTable, Dialog, Field, SegmentedControl, TextInput } from '../../../design/index.ts';
import type { EditPlan, GridEdit } from '../../../grid/index.ts';
import { nameOfLine } from '../breakdown/lines.ts';
import type { BreakdownModel } from '../breakdown/model.ts';
import type { MetricFormat } from '../metric-format.ts';
import {
  type SeriesForm,
  type SeriesRange,
  seriesKinds,
  seriesPlan,
  seriesWays,
  wayOf,
} from './series-plan.ts';

interface SeriesDialogProps {
  readonly model: BreakdownModel;
  readonly asked: SeriesRange;
  readonly format: MetricFormat;
  readonly onClose: () => void;
  readonly onFill: (plan: EditPlan) => void;
}

/** So many cells are shown before they are filled; the others are counted. */
const shownCells = 12;

/** Fill a series: each cell from the one before, seen before it is done, taken back in one step. */
export function SeriesDialog({ model, asked, format, onClose, onFill }: SeriesDialogProps) {
  const t = useT();
  const [form, setForm] = useState<SeriesForm>(() => ({
    kind: 'growth',
    way: wayOf(asked),
    step: '',
    percent: '5',
  }));
  const change = (part: Partial<SeriesForm>): void => setForm((now) => ({ ...now, ...part }));
  const plan = seriesPlan(model, asked, form, format);
  const ready = plan !== null && plan.edits.length > 0;
  const fill = (): void => {
    if (ready) onFill(plan);
  };
  const field = form.kind === 'copy' ? null : form.kind === 'growth' ? 'percent' : 'step';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.series.title')}
      closeLabel={t('app.close')}
      description={t('targets.series.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" disabled={!ready} onClick={fill}>
            {t('targets.series.fill', { cells: plan?.edits.length ?? 0 })}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <SegmentedControl
          label={t('targets.series.kind')}
          value={form.kind}
          onChange={(kind) => change({ kind })}
          segments={seriesKinds.map((value) => ({ value, label: t(`targets.series.${value}`) }))}
        />
        {asked.source === null && (
          <SegmentedControl
            label={t('targets.series.way')}
            value={form.way}
            onChange={(way) => change({ way })}
            segments={seriesWays.map((value) => ({ value, label: t(`targets.series.${value}`) }))}
          />
        )}
        {field && (
          <Field
            label={t(`targets.series.by.${field}`, { unit: format.unitLabel })}
            error={plan === null && form[field] !== '' ? t('targets.order.unreadable') : undefined}
          >
            <TextInput
              value={form[field]}
              autoFocus
              onChange={(text) => change({ [field]: text })}
              onEnter={fill}
            />
          </Field>
        )}
        {plan && <Preview {...{ model, plan, format }} />}
      </div>
    </Dialog>
  );
}

interface PreviewProps {
  readonly model: BreakdownModel;
  readonly plan: EditPlan;
  readonly format: MetricFormat;
}

function Preview({ model, plan, format }: PreviewProps) {
  const t = useT();
  const { edits, refused } = plan;
  const nameOf = ({ row, column }: GridEdit): string =>
    [model.rows[row], model.columns[column - 1]]
      .flatMap((line) => (line ? [nameOfLine(line)] : []))
      .join(' · ');
  if (edits.length === 0) return <p className="targets-hint">{t('targets.series.nothing')}</p>;
  return (
    <>
      <DataTable
        caption={t('targets.series.preview')}
        density="compact"
        rows={edits.slice(0, shownCells)}
        rowKey={({ row, column }) => `${row} ${column}`}
        columns={[
          { id: 'cell', header: t('targets.series.cell'), cell: nameOf },
          {
            id: 'before',
            header: t('targets.series.before'),
            numeric: true,
            cell: ({ row, column }) => model.cell(row, column).text || t('targets.grid.nothing'),
          },
          {
            id: 'after',
            header: t('targets.series.after', { unit: format.unitLabel }),
            numeric: true,
            cell: ({ text }) => text,
          },
        ]}
      />
      {edits.length > shownCells && (
        <p className="targets-hint">{t('targets.series.more', { cells: edits.length - shownCells })}</p>
      )}
      {refused.length > 0 && (
        <p className="targets-hint">{t('targets.paste.refused', { cells: refused.length })}</p>
      )}
    </>
  );
}
