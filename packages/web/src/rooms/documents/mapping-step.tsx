import { type PlanRecord, recordsOf } from '@shapan/engine';
import { useBook, usePlans, useT, useWorkspace } from '../../data/hooks.tsx';
import {
  Button,
  Callout,
  Checkbox,
  Field,
  Panel,
  SegmentedControl,
  Select,
  TextInput,
} from '../../design/index.ts';
import { metricLabel } from '../targets/metric-label.ts';
import { KeyFields } from './key-fields.tsx';
import {
  columnCount,
  columnName,
  type DuplicateRule,
  duplicateRules,
  mapDimension,
  otherSource,
  type Purpose,
  type Sheet,
  type TotalsRule,
  totalsRules,
} from './mapping.ts';
import { DimensionField, MemberFields } from './member-fields.tsx';
import { planChoices } from './plan-choices.ts';
import { TargetChoice } from './target-choice.tsx';
import { TimeFields } from './time-fields.tsx';
import type { Import } from './use-import.ts';

const NONE = '';

/** What the numbers are, and which column says what. */
export function MappingStep({ job }: { readonly job: Import }) {
  const t = useT();
  const { sheet, mapping } = job;
  if (!sheet || !mapping) return null;
  return (
    <Panel title={t('documents.mapping')}>
      <div className="import__form">
        <PurposeFields job={job} />
        {job.choices.purpose === 'members' ? (
          <MemberFields job={job} sheet={sheet} />
        ) : (
          <ColumnFields job={job} sheet={sheet} />
        )}
      </div>
    </Panel>
  );
}

function PurposeFields({ job }: { readonly job: Import }) {
  const t = useT();
  const { may, workspace } = useWorkspace();
  const plans = usePlans(workspace.id);
  const { choices, choose } = job;
  const allowed: Readonly<Record<Purpose, boolean>> = {
    actuals: may('actuals.import'),
    targets: true,
    members: may('master.edit'),
  };
  const segments = (['actuals', 'targets', 'members'] as const)
    .filter((purpose) => allowed[purpose])
    .map((value) => ({ value, label: t(`documents.purpose.${value}`) }));
  return (
    <div className="records__form">
      <SegmentedControl<Purpose>
        label={t('documents.purpose')}
        value={choices.purpose}
        onChange={(purpose) => choose({ purpose })}
        segments={segments}
      />
      {choices.purpose === 'members' && <DimensionField job={job} />}
      {choices.purpose === 'actuals' && <ActualsFields job={job} />}
      {choices.purpose === 'targets' && (
        <>
          <Field label={t('documents.plan')}>
            <Select
              value={choices.plan}
              placeholder={t('records.choose')}
              onChange={(plan) => choose({ plan, target: null })}
              choices={planChoices(t, plans.data ?? [], choices.plan)}
            />
          </Field>
          {choices.plan !== null && <TargetChoice key={choices.plan} plan={choices.plan} job={job} />}
        </>
      )}
      {choices.purpose === 'targets' && (
        <Field label={t('documents.totals')} hint={t('documents.totals.hint')}>
          <Select<TotalsRule>
            value={choices.totals}
            onChange={(totals) => choose({ totals })}
            choices={totalsRules.map((rule) => ({ value: rule, label: t(`documents.totals.${rule}`) }))}
          />
        </Field>
      )}
      {choices.purpose !== 'members' && (
        <Field label={t('documents.duplicate')}>
          <Select<DuplicateRule>
            value={choices.onDuplicate}
            onChange={(onDuplicate) => choose({ onDuplicate })}
            choices={duplicateRules.map((rule) => ({
              value: rule,
              label: t(`documents.duplicate.${rule}`),
            }))}
          />
        </Field>
      )}
      <Checkbox
        label={t('documents.skip')}
        checked={choices.onError === 'skip'}
        onChange={(skip) => choose({ onError: skip ? 'skip' : 'refuse' })}
      />
      <Checkbox
        label={t('documents.createMembers')}
        checked={choices.createMembers}
        onChange={(createMembers) => choose({ createMembers })}
      />
    </div>
  );
}

function ActualsFields({ job }: { readonly job: Import }) {
  const t = useT();
  const { state } = useBook(useWorkspace().master);
  const { choices, choose, sheet } = job;
  const known = sheet ? otherSource(choices, sheet) : null;
  const metrics = recordsOf(state, 'metric').filter(({ fields }) => fields['aggregation'] !== 'formula');
  return (
    <>
      {metrics.length === 0 && <Callout tone="warn">{t('documents.noMetrics')}</Callout>}
      <Field label={t('documents.metric')}>
        <Select
          value={choices.metric}
          placeholder={t('records.choose')}
          onChange={(metric) => choose({ metric })}
          choices={metrics.map((one) => ({ value: one.id, label: metricLabel(metrics, one) }))}
        />
      </Field>
      <Field label={t('documents.source')} hint={t('documents.source.hint')}>
        <TextInput value={choices.source} maxLength={80} onChange={(source) => choose({ source })} />
      </Field>
      {known !== null && (
        <Callout
          tone="warn"
          announce="polite"
          action={
            <Button size="small" onClick={() => choose({ source: known })}>
              {t('documents.source.keep', { source: known })}
            </Button>
          }
        >
          {t('documents.source.differs', { source: known })}
        </Callout>
      )}
      <Checkbox
        label={t('documents.correct')}
        checked={choices.onConflict === 'correct'}
        onChange={(correct) => choose({ onConflict: correct ? 'correct' : 'report' })}
      />
    </>
  );
}

function ColumnFields({ job, sheet }: { readonly job: Import; readonly sheet: Sheet }) {
  const t = useT();
  const { state } = useBook(useWorkspace().master);
  const { mapping, map } = job;
  if (!mapping) return null;
  const columns = Array.from({ length: columnCount(sheet) }, (_, column) => ({
    value: String(column),
    label: columnName(sheet, column),
  }));
  const optional = [{ value: NONE, label: t('documents.map.none') }, ...columns];
  const index = (value: string): number | null => (value === NONE ? null : Number(value));
  const { weight: _, ...weightless } = mapping;
  return (
    <div className="records__form">
      <TimeFields job={job} sheet={sheet} columns={columns} />
      <Field
        label={t('documents.map.weight')}
        note={t('documents.optional')}
        hint={t('documents.map.weight.hint')}
      >
        <Select
          value={mapping.weight === undefined ? NONE : String(mapping.weight)}
          onChange={(value) => {
            const weight = index(value);
            map(weight === null ? weightless : { ...weightless, weight });
          }}
          choices={optional}
        />
      </Field>
      <KeyFields job={job} columns={columns} />
      {recordsOf(state, 'dimension').map((dimension) => (
        <DimensionFields key={dimension.id} job={job} dimension={dimension} choices={optional} />
      ))}
      <Checkbox
        label={t('documents.round')}
        checked={mapping.rounding === 'round'}
        onChange={(round) => map({ ...mapping, rounding: round ? 'round' : 'exact' })}
      />
    </div>
  );
}

interface DimensionFieldsProps {
  readonly job: Import;
  readonly dimension: PlanRecord;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

function DimensionFields({ job, dimension, choices }: DimensionFieldsProps) {
  const t = useT();
  const { mapping, map } = job;
  if (!mapping) return null;
  const found = mapping.dimensions.find((one) => one.dimension === dimension.id);
  const change = (next: NonNullable<typeof found>): void =>
    map({ ...mapping, dimensions: mapping.dimensions.map((one) => (one === found ? next : one)) });
  const name = String(dimension.fields['name']);
  return (
    <div className="import__pair">
      <Field label={name}>
        <Select
          value={found ? String(found.column) : NONE}
          onChange={(value) =>
            map(mapDimension(mapping, dimension.id, value === NONE ? null : Number(value)))
          }
          choices={choices}
        />
      </Field>
      {found && (
        <SegmentedControl
          label={t('documents.by', { dimension: name })}
          value={found.by}
          onChange={(by) => change({ ...found, by })}
          segments={[
            { value: 'name', label: t('documents.by.name') },
            { value: 'code', label: t('documents.by.code') },
          ]}
        />
      )}
      {found && job.choices.createMembers && (
        <Field label={t('documents.parent', { dimension: name })} note={t('documents.optional')}>
          <Select
            value={found.parent === undefined ? NONE : String(found.parent)}
            onChange={(value) => {
              const { parent: _, ...rest } = found;
              change(value === NONE ? rest : { ...rest, parent: Number(value) });
            }}
            choices={choices}
          />
        </Field>
      )}
    </div>
  );
}
