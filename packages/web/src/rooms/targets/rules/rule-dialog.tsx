import type { Locale } from '@shapan/contract';
import { type PlanRecord, placeRule } from '@shapan/engine';
import { useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Dialog, Field, TextInput } from '../../../design/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import { nodeText, periodText } from '../cell-text.ts';
import { type MetricFormat, metricFormat } from '../metric-format.ts';
import { RuleAmounts } from './rule-amounts.tsx';
import { RuleBasisFields } from './rule-basis.tsx';
import { RuleDividing } from './rule-dividing.tsx';
import {
  type AmountText,
  asksWeights,
  draftOf,
  draftProblem,
  fieldsOfDraft,
  type RuleDraft,
} from './rule-draft.ts';
import { RuleKeeping } from './rule-keeping.tsx';
import { RulePlace } from './rule-place.tsx';
import { WeightList } from './weight-list.tsx';

interface RuleDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly top: readonly string[] | null;
  /** `null` = a new one. */
  readonly rule: PlanRecord | null;
  readonly onClose: () => void;
  /** `runs` = there is something to run: numbers that people type are not divided by anything. */
  readonly onSaved: (id: string, runs: boolean) => void;
}

/** Say once how a number is broken down: what divides, by what, and what stays. */
export function RuleDialog({ table, format, top, rule, onClose, onSaved }: RuleDialogProps) {
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
  const runs = draft.basis !== 'manual';
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
    if (done) onSaved(id, runs);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(rule ? 'targets.rule.edit' : 'targets.rule.add')}
      closeLabel={t('app.close')}
      description={t(runs ? 'targets.rule.hint' : 'targets.rule.hint.manual')}
      dismissible={false}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {t(runs ? 'targets.rule.save' : 'app.save')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <RulePlace table={table} draft={draft} onChange={set} />
        <RuleDividing table={table} draft={draft} onChange={set} />
        <RuleBasisFields table={table} draft={draft} onChange={set} parts={parts} />
        {asksWeights(draft) && (
          <WeightList
            target={target}
            draft={draft}
            format={format}
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
        <RuleAmounts draft={draft} onChange={set} problem={tried ? problem : null} />
        {runs && <RuleKeeping draft={draft} onChange={set} />}
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
    const { along, parts } = placed.value;
    return parts.map(({ id, node }) => ({
      id,
      name:
        along === 'time'
          ? periodText(t, table.layout, id)
          : nodeText(t, master, table.layout, { along, node }),
    }));
  }, [table, draft, target, amount, master, t]);
}
