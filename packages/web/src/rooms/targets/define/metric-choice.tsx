import type { PlanRecord } from '@shapan/engine';
import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Combobox, Field, SegmentedControl, Select, TextInput } from '../../../design/index.ts';
import { metricLabel } from '../metric-label.ts';
import { type NewMetric, newAggregations, units } from './define-commands.ts';

export interface MetricDraft {
  readonly id: string | null;
  readonly create: NewMetric;
}

interface MetricChoiceProps {
  readonly metrics: readonly PlanRecord[];
  readonly draft: MetricDraft;
  readonly onChange: (draft: MetricDraft) => void;
  readonly error: string | undefined;
}

/** A metric that the workspace has, or a new one with the kind that decides how it adds up. */
export function MetricChoice({ metrics, draft, onChange, error }: MetricChoiceProps) {
  const t = useT();
  const [way, setWay] = useState<'existing' | 'new'>(metrics.length > 0 ? 'existing' : 'new');
  const choose = (next: 'existing' | 'new'): void => {
    setWay(next);
    onChange({ ...draft, id: null });
  };
  return (
    <>
      <SegmentedControl
        label={t('targets.define.metric')}
        value={way}
        onChange={choose}
        segments={[
          { value: 'existing', label: t('targets.define.metric.existing') },
          { value: 'new', label: t('targets.define.metric.new') },
        ]}
      />
      {way === 'existing' ? (
        <Field label={t('targets.column.metric')} error={error}>
          <Combobox
            value={draft.id}
            onChange={(id) => onChange({ ...draft, id })}
            choices={metrics.map((one) => ({
              value: one.id,
              label: metricLabel(metrics, one),
              hint: t.find(`targets.aggregation.${String(one.fields['aggregation'])}`),
            }))}
            emptyText={t('targets.grid.noChoice')}
            openLabel={t('targets.open')}
            clearLabel={t('targets.clear')}
          />
        </Field>
      ) : (
        <NewMetricFields
          metric={draft.create}
          onChange={(create) => onChange({ id: null, create })}
          error={error}
        />
      )}
    </>
  );
}

const AS_USUAL = '';
const decimalPlaces = [0, 1, 2, 3, 4, 5, 6] as const;

interface NewMetricProps {
  readonly metric: NewMetric;
  readonly onChange: (metric: NewMetric) => void;
  readonly error: string | undefined;
}

function NewMetricFields({ metric, onChange, error }: NewMetricProps) {
  const t = useT();
  const set = (change: Partial<NewMetric>): void => onChange({ ...metric, ...change });
  const rate = metric.aggregation === 'ratio' || metric.aggregation === 'wavg';
  return (
    <>
      <div className="targets-form__row">
        <Field label={t('targets.define.metric.name')} error={error}>
          <TextInput value={metric.name} onChange={(name) => set({ name })} maxLength={80} />
        </Field>
        <Field label={t('targets.define.metric.unit')}>
          <Select
            value={metric.unit}
            onChange={(unit) => set({ unit })}
            choices={units.map((value) => ({ value, label: t(`targets.unit.${value}`) }))}
          />
        </Field>
        <Field label={t('targets.define.metric.unitLabel')} note={t('targets.optional')}>
          <TextInput value={metric.unitLabel} onChange={(unitLabel) => set({ unitLabel })} maxLength={20} />
        </Field>
        <Field label={t('targets.define.metric.decimals')} hint={t('targets.define.metric.decimals.hint')}>
          <Select
            value={metric.decimals === null ? AS_USUAL : String(metric.decimals)}
            onChange={(value) => set({ decimals: value === AS_USUAL ? null : Number(value) })}
            choices={[
              { value: AS_USUAL, label: t('targets.define.metric.decimals.usual') },
              ...decimalPlaces.map((value) => ({ value: String(value), label: String(value) })),
            ]}
          />
        </Field>
      </div>
      <Field
        label={t('targets.define.metric.aggregation')}
        hint={t(`targets.aggregation.${metric.aggregation}.text`)}
      >
        <Select
          value={metric.aggregation}
          onChange={(aggregation) => set({ aggregation })}
          choices={newAggregations.map((value) => ({ value, label: t(`targets.aggregation.${value}`) }))}
        />
      </Field>
      {rate && (
        <div className="targets-form__row">
          <Field label={t('targets.rate.numerator')}>
            <TextInput value={metric.numerator} onChange={(numerator) => set({ numerator })} maxLength={80} />
          </Field>
          <Field label={t('targets.rate.denominator')}>
            <TextInput
              value={metric.denominator}
              onChange={(denominator) => set({ denominator })}
              maxLength={80}
            />
          </Field>
        </div>
      )}
    </>
  );
}
