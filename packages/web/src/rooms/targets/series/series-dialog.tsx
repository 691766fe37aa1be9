import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Dialog, Field, SegmentedControl, TextInput } from '../../../design/index.ts';
import type { EditPlan } from '../../../grid/index.ts';
import type { BreakdownModel } from '../breakdown/model.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { EditsPreview } from './edits-preview.tsx';
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
            label={inUnit(t, t(`targets.series.by.${field}`), field === 'step' ? format.unitLabel : '')}
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
        {plan && <EditsPreview {...{ model, plan, format }} />}
      </div>
    </Dialog>
  );
}
