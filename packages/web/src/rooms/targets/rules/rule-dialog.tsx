import type { Locale } from '@shapan/contract';
import { type PlanRecord, placeRule, type RuleBasis, ruleBases, ruleCalendars } from '@shapan/engine';
import { formatPeriod } from '@shapan/i18n';
import { useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import {
  Button,
  Checkbox,
  Dialog,
  Field,
  SegmentedControl,
  Select,
  TextInput,
} from '../../../design/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import { metricFormat } from '../metric-format.ts';
import { dimensionName, memberName, targetsOf } from '../names.ts';
import {
  type AmountText,
  asksWeights,
  draftOf,
  draftProblem,
  fieldsOfDraft,
  keepsFor,
  mayExceed,
  type RuleDraft,
  type RuleDraftProblem,
  takesRemainder,
  takesSource,
} from './rule-draft.ts';
import { RulePlace } from './rule-place.tsx';
import { useRuleWords } from './use-rules.ts';
import { WeightList } from './weight-list.tsx';

interface RuleDialogProps {
  readonly table: TargetTable;
  readonly top: readonly string[] | null;
  /** `null` = a new one. */
  readonly rule: PlanRecord | null;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

/** Say once how a number is broken down: what divides, by what, and what stays. */
export function RuleDialog({ table, top, rule, onClose, onSaved }: RuleDialogProps) {
  const t = useT();
  const { store } = usePlan();
  const submit = useSubmit(store);
  const { dimensions } = table.layout.cube;
  const amount = useMemo(() => amountText(table, t.locale), [table, t.locale]);
  const [draft, setDraft] = useState(() =>
    draftOf(rule, { coordinate: coordinateOfTop(dimensions, top), by: dimensions[0] ?? 'time' }, amount),
  );
  const [tried, setTried] = useState(false);
  const set = (change: Partial<RuleDraft>): void => setDraft({ ...draft, ...change });
  const target = table.layout.target.id;
  const parts = usePartsOf(table, draft, target, amount);
  const problem = draftProblem(
    draft,
    parts.map(({ id }) => id),
    amount,
  );

  const save = async (): Promise<void> => {
    setTried(true);
    if (problem !== null) return;
    const id = rule?.id ?? uuidv7();
    const { target: _, ...set } = fieldsOfDraft(
      draft,
      target,
      parts.map((part) => part.id),
      amount,
    );
    const done = rule
      ? await submit([{ type: 'record.update', kind: 'breakdownRule', id, set }])
      : await submit([{ type: 'record.add', kind: 'breakdownRule', id, fields: { target, ...set } }]);
    if (done) onSaved(id);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(rule ? 'targets.rule.edit' : 'targets.rule.add')}
      closeLabel={t('app.close')}
      description={t('targets.rule.hint')}
      dismissible={false}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {t('targets.rule.save')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <RulePlace table={table} draft={draft} onChange={set} />
        <Dividing table={table} draft={draft} onChange={set} />
        <Basis table={table} draft={draft} onChange={set} parts={parts} />
        {asksWeights(draft) && (
          <WeightList
            target={target}
            draft={draft}
            onChange={set}
            parts={parts}
            error={tried && problem === 'weights' ? t('targets.rule.problem.weights') : undefined}
          />
        )}
        {draft.basis === 'headcount' && (
          <Field
            label={t('field.breakdownRule.ramp')}
            hint={t('targets.rule.ramp.hint')}
            error={tried && problem === 'ramp' ? t('targets.rule.problem.ramp') : undefined}
          >
            <TextInput value={draft.ramp} onChange={(ramp) => set({ ramp })} />
          </Field>
        )}
        <Amounts draft={draft} onChange={set} problem={tried ? problem : null} />
        {draft.basis !== 'manual' && <Keeping draft={draft} onChange={set} />}
      </div>
    </Dialog>
  );
}

/** A number as it is typed anywhere else, without a unit in the metric's own. */
function amountText(table: TargetTable, locale: Locale): AmountText {
  const format = metricFormat(table.layout.metric, 'yuan', locale);
  return {
    read: (text) => {
      const typed = readAmount(text, null, format);
      return typed.ok && !typed.value.relative ? typed.value.amount : null;
    },
    write: (value) => format.edit({ numerator: value, denominator: 1 }),
  };
}

function coordinateOfTop(
  dimensions: readonly string[],
  top: readonly string[] | null,
): Readonly<Record<string, string>> {
  const named = dimensions.flatMap((dimension, d) => {
    const id = top?.[d];
    return id === undefined || id === '*' ? [] : [[dimension, id] as const];
  });
  return Object.fromEntries(named);
}

/** The parts that the draft would divide into, with their names. */
function usePartsOf(table: TargetTable, draft: RuleDraft, target: string, amount: AmountText) {
  const t = useT();
  const { master } = usePlan();
  return useMemo(() => {
    const fields = fieldsOfDraft(draft, target, [], amount);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    const placed = placeRule(table.layout, { kind: 'breakdownRule', id: '', fields: given });
    if (!placed.ok) return [];
    return placed.value.parts.map(({ id }) => ({
      id,
      name: draft.by === 'time' ? formatPeriod(id, t.locale, { year: true }) : memberName(master, id),
    }));
  }, [table, draft, target, amount, master, t]);
}

/** Some bases only divide time, one only people. */
function basisFor(by: string, basis: RuleBasis): Partial<RuleDraft> {
  const fits =
    by === 'time'
      ? basis !== 'headcount' && basis !== 'buckets'
      : basis !== 'seasonality' && basis !== 'calendar';
  return fits ? {} : { basis: 'weights' };
}

interface PartProps {
  readonly draft: RuleDraft;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

function Dividing({ table, draft, onChange }: PartProps & { readonly table: TargetTable }) {
  const t = useT();
  const { master } = usePlan();
  const ways = [
    ...table.layout.cube.dimensions.map((id) => ({ value: id, label: dimensionName(master, id) })),
    ...(table.layout.behaviour === 'last' ? [] : [{ value: 'time', label: t('targets.rule.time') }]),
  ];
  return (
    <div className="targets-form__row">
      <Field label={t('targets.rule.by')}>
        <Select
          value={draft.by}
          onChange={(by) => onChange({ by, keeps: keepsFor(by), weights: {}, ...basisFor(by, draft.basis) })}
          choices={ways}
        />
      </Field>
      <Field label={t('field.breakdownRule.level')}>
        <Select
          value={draft.level}
          onChange={(level) => onChange({ level })}
          choices={(['leaves', 'next'] as const).map((value) => ({
            value,
            label: t(`option.level.${value}`),
          }))}
        />
      </Field>
    </div>
  );
}

function Basis(
  props: PartProps & {
    readonly table: TargetTable;
    readonly parts: readonly { readonly id: string; readonly name: string }[];
  },
) {
  const { table, draft, onChange, parts } = props;
  const t = useT();
  const { state } = usePlan();
  const { targetName } = useRuleWords();
  const own = table.layout.target.id;
  const others = targetsOf(state).filter(({ id }) => id !== own);
  const bases = ruleBases.filter(
    (basis) =>
      ((basis !== 'headcount' && basis !== 'buckets') || draft.by !== 'time') &&
      ((basis !== 'seasonality' && basis !== 'calendar') || draft.by === 'time'),
  );
  const choose = (basis: RuleBasis): void =>
    onChange({
      basis,
      ...(basis === 'headcount' && { keeps: 'totals' as const }),
      ...(basis === 'buckets' && { keeps: 'shares' as const }),
    });
  return (
    <>
      <div className="targets-form__row">
        <Field label={t('field.breakdownRule.basis')} hint={t(`targets.rule.basis.${draft.basis}`)}>
          <Select
            value={draft.basis}
            onChange={choose}
            choices={bases.map((value) => ({ value, label: t(`option.basis.${value}`) }))}
          />
        </Field>
        {draft.basis === 'calendar' && (
          <Field label={t('field.breakdownRule.calendar')}>
            <Select
              value={draft.calendar}
              onChange={(calendar) => onChange({ calendar })}
              choices={ruleCalendars.map((value) => ({ value, label: t(`option.calendar.${value}`) }))}
            />
          </Field>
        )}
        {takesSource(draft.basis) && (
          <Field label={t('field.breakdownRule.source')}>
            <Select
              value={draft.source}
              onChange={(source) => onChange({ source })}
              choices={[
                {
                  value: '',
                  label: t(
                    draft.basis === 'headcount' ? 'targets.rule.source.one' : 'targets.rule.source.none',
                  ),
                },
                ...others.map(({ id }) => ({ value: id, label: targetName(id) })),
              ]}
            />
          </Field>
        )}
        {takesRemainder(draft) && (
          <Field label={t('field.breakdownRule.remainder')}>
            <Select
              value={draft.remainder}
              onChange={(remainder) => onChange({ remainder })}
              choices={[
                {
                  value: '',
                  label: t(draft.basis === 'buckets' ? 'targets.rule.unclassed' : 'targets.rule.colleagues'),
                },
                ...parts.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
        )}
      </div>
      {takesSource(draft.basis) && draft.source !== '' && (
        <Checkbox
          label={t('field.breakdownRule.auto')}
          checked={draft.auto}
          onChange={(auto) => onChange({ auto })}
        />
      )}
    </>
  );
}

/** What is said in amounts: how much each class gets, and how much more than must be delivered. */
function Amounts({ draft, onChange, problem }: PartProps & { readonly problem: RuleDraftProblem | null }) {
  const t = useT();
  return (
    <>
      {draft.basis === 'buckets' && (
        <Field
          label={t('field.breakdownRule.amounts')}
          hint={t('targets.rule.amounts.hint')}
          error={problem === 'amounts' ? t('targets.rule.problem.amounts') : undefined}
        >
          <TextInput value={draft.amounts} onChange={(amounts) => onChange({ amounts })} />
        </Field>
      )}
      {mayExceed(draft) && (
        <Field
          label={t('field.breakdownRule.over')}
          hint={t('targets.rule.over.hint')}
          note={t('targets.optional')}
          error={problem === 'over' ? t('targets.rule.problem.over') : undefined}
        >
          <TextInput inputMode="decimal" value={draft.over} onChange={(over) => onChange({ over })} />
        </Field>
      )}
    </>
  );
}

function Keeping({ draft, onChange }: PartProps) {
  const t = useT();
  return (
    <>
      <SegmentedControl
        label={t('field.breakdownRule.keeps')}
        value={draft.keeps}
        onChange={(keeps) => onChange({ keeps })}
        segments={(['shares', 'totals'] as const).map((value) => ({
          value,
          label: t(`targets.rule.keeps.${value}`),
        }))}
      />
      <p className="targets-hint">{t(`targets.rule.keeps.${draft.keeps}.text`)}</p>
      <Checkbox
        label={t('field.breakdownRule.keepManual')}
        checked={draft.keepManual}
        onChange={(keepManual) => onChange({ keepManual })}
      />
      <Checkbox
        label={t('field.breakdownRule.keepCommitments')}
        checked={draft.keepCommitments}
        onChange={(keepCommitments) => onChange({ keepCommitments })}
      />
    </>
  );
}
