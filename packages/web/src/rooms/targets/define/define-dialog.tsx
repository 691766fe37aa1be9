import { recordsOf } from '@shapan/engine';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import {
  Button,
  Callout,
  Dialog,
  Field,
  SegmentedControl,
  Select,
  TextInput,
} from '../../../design/index.ts';
import { leafMembers, targetsOf } from '../names.ts';
import { defineCommands, type NewPeriods, newGrains, spanOf } from './define-commands.ts';
import { DimensionChoice, type DimensionDraft } from './dimension-choice.tsx';
import { readMemberList } from './member-list.ts';
import { MetricChoice, type MetricDraft } from './metric-choice.tsx';

interface DefineDialogProps {
  readonly onClose: () => void;
  readonly onDefined: (target: string) => void;
}

const emptyMetric: MetricDraft = {
  id: null,
  create: {
    name: '',
    aggregation: 'sum',
    unit: 'money',
    unitLabel: '',
    decimals: null,
    numerator: '',
    denominator: '',
  },
};

const emptyDimension: DimensionDraft = {
  chosen: [],
  creating: false,
  name: '',
  category: 'custom',
  categoryChosen: false,
  list: '',
};

/** A new row of T1: which metric, how important, broken down over what, in which periods. */
export function DefineDialog({ onClose, onDefined }: DefineDialogProps) {
  const t = useT();
  const { store, state, master, brief } = usePlan();
  const workspace = useWorkspace();
  const submitPlan = useSubmit(store);
  const submitMaster = useSubmit(workspace.master);
  const [metric, setMetric] = useState<MetricDraft>(emptyMetric);
  const [dimension, setDimension] = useState<DimensionDraft>(emptyDimension);
  const [targetClass, setTargetClass] = useState<'core' | 'supporting'>('core');
  const [periods, setPeriods] = useState<NewPeriods>({ grain: 'month' });
  const [from, setFrom] = useState(String(brief?.fields['from'] ?? ''));
  const [to, setTo] = useState(String(brief?.fields['to'] ?? ''));
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);

  const list = dimension.creating ? readMemberList(dimension.list) : { members: [] };
  const members = 'members' in list ? list.members : [];
  const counts = dimension.chosen.map((id) => leafMembers(master, id).length);
  const newLeaves = members.filter((_, i) => !members.some(({ parent }) => parent === i)).length;
  const rows = [...counts, ...(dimension.creating ? [newLeaves] : [])].reduce(
    (product, count) => product * count,
    1,
  );
  const metricMissing = metric.id === null && metric.create.name.trim() === '';
  const dimensionMissing = dimension.creating && (dimension.name.trim() === '' || members.length === 0);
  const periodWrong = from === '' || to === '' || from > to;

  const periodSets = recordsOf(master, 'periodSet');
  const choosePeriods = (value: string): void => {
    const set = periodSets.find(({ id }) => id === value);
    const grain = newGrains.find((one) => one === value);
    if (grain) setPeriods({ grain });
    if (!set) return;
    setPeriods({ periodSet: set.id });
    const span = spanOf(set);
    setFrom(span?.from ?? from);
    setTo(span?.to ?? to);
  };

  const define = async (): Promise<void> => {
    setTried(true);
    if (metricMissing || dimensionMissing || periodWrong || rows === 0) return;
    setBusy(true);
    const made = defineCommands(
      {
        metric: metric.id === null ? { create: metric.create } : { id: metric.id },
        targetClass,
        dimensions: dimension.chosen,
        newDimension: dimension.creating
          ? { name: dimension.name, category: dimension.category, members }
          : null,
        periods,
        from,
        to,
      },
      { master, currency: workspace.workspace.currency, order: targetsOf(state).length, ids: uuidv7 },
    );
    const ready = made.master.length === 0 || (await submitMaster(made.master));
    if (ready && (await submitPlan(made.plan))) onDefined(made.target);
    setBusy(false);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.define')}
      closeLabel={t('app.close')}
      description={t('targets.define.text')}
      size="wide"
      dismissible={metricMissing}
      footer={
        <>
          <span className="targets-hint">{t('targets.define.rows', { rows })}</span>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void define()}>
            {t('targets.define.add')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <MetricChoice
          metrics={recordsOf(master, 'metric')}
          draft={metric}
          onChange={setMetric}
          error={tried && metricMissing ? t('problem.REQUIRED') : undefined}
        />
        <SegmentedControl
          label={t('targets.column.targetClass')}
          value={targetClass}
          onChange={setTargetClass}
          segments={[
            { value: 'core', label: t('targets.class.core') },
            { value: 'supporting', label: t('targets.class.supporting') },
          ]}
        />
        <DimensionChoice
          draft={dimension}
          onChange={setDimension}
          problem={tried && 'problem' in list ? list.problem : null}
          tried={tried}
        />
        <div className="targets-form__row">
          <Field label={t('targets.define.grain')}>
            <Select
              value={'grain' in periods ? periods.grain : periods.periodSet}
              onChange={choosePeriods}
              choices={[
                ...newGrains.map((value) => ({ value: value as string, label: t(`targets.grain.${value}`) })),
                ...periodSets.map(({ id, fields }) => ({ value: id, label: String(fields['name']) })),
              ]}
            />
          </Field>
          <Field
            label={t('targets.define.from')}
            error={tried && periodWrong ? t('targets.define.period') : undefined}
          >
            <TextInput type="date" value={from} onChange={setFrom} />
          </Field>
          <Field label={t('targets.define.to')}>
            <TextInput type="date" value={to} onChange={setTo} />
          </Field>
        </div>
        {tried && rows === 0 && <Callout tone="warn">{t('targets.define.noMembers')}</Callout>}
      </div>
    </Dialog>
  );
}
