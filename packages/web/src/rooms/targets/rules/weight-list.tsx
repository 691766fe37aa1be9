import type { RuleHistoryView } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { formatDate } from '@shapan/i18n';
import { History } from 'lucide-react';
import { useState } from 'react';
import { problemText } from '../../../app/failure.tsx';
import { usePlan } from '../../../app/open-plan.tsx';
import { ApiError, ask } from '../../../data/api.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import { Button, Checkbox, Field, TextInput } from '../../../design/index.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { historySpan } from './history-span.ts';
import { shownWeights, typedWeight, weightUnit } from './ledger-weights.ts';
import { followsLedger, type RuleDraft } from './rule-draft.ts';

interface WeightListProps {
  readonly target: string;
  readonly draft: RuleDraft;
  /** As the table shows its numbers. */
  readonly format: MetricFormat;
  readonly onChange: (change: Partial<RuleDraft>) => void;
  readonly parts: readonly { readonly id: string; readonly name: string }[];
  readonly error: string | undefined;
}

/** A number per part: how much each counts beside the others. */
export function WeightList({ target, draft, format, onChange, parts, error }: WeightListProps) {
  const t = useT();
  const history = useHistory(target, draft, onChange);
  const shown = shownWeights(draft, format);
  return (
    <fieldset className="targets-weights">
      <legend>{inUnit(t, t('field.breakdownRule.weights'), weightUnit(draft, format))}</legend>
      <p className={error === undefined ? 'targets-hint' : 'targets-hint targets-hint--bad'} role="status">
        {error ?? t(draft.basis === 'buckets' ? 'targets.rule.classes.hint' : 'targets.rule.weights.hint')}
      </p>
      {(draft.basis === 'earlier' || draft.basis === 'seasonality') && (
        <div className="targets-actions">
          <Button
            size="small"
            icon={<History aria-hidden="true" />}
            onClick={() => void history.take('years')}
          >
            {t(draft.basis === 'earlier' ? 'targets.rule.history.one' : 'targets.rule.history.three')}
          </Button>
          {draft.basis === 'earlier' && draft.by !== 'time' && (
            <Button
              size="small"
              icon={<History aria-hidden="true" />}
              onClick={() => void history.take('trailing')}
            >
              {t('targets.rule.history.trailing')}
            </Button>
          )}
          {history.problem !== null && (
            <span className="targets-hint" role="status">
              {history.problem}
            </span>
          )}
        </div>
      )}
      <div className="targets-weights__parts">
        {parts.map(({ id, name }) => (
          <Field key={id} label={name}>
            <TextInput
              inputMode="decimal"
              value={shown[id] ?? ''}
              placeholder="0"
              onChange={(weight) => onChange(typedWeight(draft, format, id, weight))}
            />
          </Field>
        ))}
      </div>
      <Field label={t('field.breakdownRule.weightsFrom')} note={t('targets.optional')}>
        <TextInput
          value={draft.weightsFrom}
          maxLength={200}
          onChange={(weightsFrom) => onChange({ weightsFrom })}
        />
      </Field>
      {followsLedger(draft) && (
        <Checkbox
          label={t('targets.rule.history.auto')}
          checked={draft.auto}
          onChange={(auto) => onChange({ auto })}
        />
      )}
    </fieldset>
  );
}

/** Weights from what was reached in earlier years, or lately; they follow the ledger until somebody types others. */
function useHistory(target: string, draft: RuleDraft, onChange: WeightListProps['onChange']) {
  const t = useT();
  const { id: book, state } = usePlan();
  const { workspace } = useWorkspace();
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (window: 'years' | 'trailing'): Promise<void> => {
    const { from, to } = findRecord(state, 'target', target)?.fields ?? {};
    const asked = draft.basis === 'earlier' ? 1 : 3;
    const members = Object.entries(draft.coordinate).map(([dimension, member]) => `${dimension}:${member}`);
    const query = new URLSearchParams({
      target,
      level: draft.level,
      years: String(asked),
      window,
      members: members.join(','),
      ...(draft.by !== 'time' && { dimension: draft.by }),
      ...(draft.time !== '' && { time: draft.time }),
    });
    try {
      const path = `/workspaces/${workspace.id}/books/${book}/rule-history?${query.toString()}`;
      const { weights, years } = await ask<RuleHistoryView>('GET', path);
      setProblem(years === 0 ? t('targets.rule.history.none') : null);
      if (years === 0) return;
      const date = formatDate(serverDay(workspace.timeZone), t.locale);
      onChange({
        weights: Object.fromEntries(Object.entries(weights).map(([id, weight]) => [id, String(weight)])),
        weightsFrom:
          window === 'trailing'
            ? t('targets.rule.history.fromTrailing', { date })
            : t('targets.rule.history.from', {
                span: historySpan(String(from), String(to), asked),
                years,
                date,
              }),
        fromLedger: window,
        historyYears: asked,
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(problemText(t, error));
    }
  };
  return { take, problem };
}
