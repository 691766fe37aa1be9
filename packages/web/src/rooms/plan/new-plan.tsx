import type { NewPlan as NewPlanRequest, PlanSummary } from '@shapan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { FileStack } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ask } from '../../data/api.ts';
import { usePlans, useT, useWorkspace } from '../../data/hooks.tsx';
import { NoPermission, PageHeader, RadioCards } from '../../design/index.ts';
import { type NewPlanAnswers, NewPlanForm } from './new-plan-form.tsx';
import { isPlanSource, type PlanSource, scenarioIcons, scenarios } from './scenario-signs.ts';
import './new-plan.css';

/** From a situation to a complete plan in three questions. The chosen card stands in the address. */
export function NewPlan() {
  const t = useT();
  const { workspace, may } = useWorkspace();
  const plans = usePlans(workspace.id);
  const navigate = useNavigate();
  const { from } = useSearch({ strict: false });
  const source = isPlanSource(from) ? from : null;
  const form = useRef<HTMLDivElement>(null);
  const create = useCreate();
  useEffect(() => {
    if (source !== null) form.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [source]);
  const earlier = (plans.data ?? []).filter(({ kind }) => kind === 'plan');
  const cards = useCards(earlier.length > 0);
  if (!may('plan.create'))
    return (
      <NoPermission
        title={<h1 className="page__failed">{t('app.noPermission')}</h1>}
        text={t('plan.new.forbidden')}
      />
    );
  const choose = (next: PlanSource) =>
    void navigate({
      to: '.',
      search: (search) => ({ ...search, from: next }),
      replace: true,
      resetScroll: false,
    });
  return (
    <div className="new-plan">
      <PageHeader title={t('app.newPlan')} summary={t('plan.new.summary')} />
      <RadioCards label={t('plan.new.situation')} value={source} onChange={choose} cards={cards} />
      {source !== null && (
        <div ref={form}>
          <NewPlanForm
            key={source}
            source={source}
            earlier={earlier}
            busy={create.isPending}
            error={create.error}
            onCreate={(answers) => create.mutate(requestOf(source, answers))}
          />
        </div>
      )}
    </div>
  );
}

function useCards(hasEarlier: boolean) {
  const t = useT();
  const cards = scenarios.map((scenario) => {
    const Icon = scenarioIcons[scenario];
    return {
      value: scenario as PlanSource,
      title: t(`plan.scenario.${scenario}`),
      text: (
        <>
          <span className="new-plan__for">{t(`plan.scenario.${scenario}.for`)}</span>
          {t(`plan.scenario.${scenario}.contents`)}
        </>
      ),
      icon: <Icon />,
      meta: t(`plan.scenario.${scenario}.cadence`),
    };
  });
  const earlier = {
    value: 'plan' as PlanSource,
    title: t('plan.new.earlier'),
    text: t('plan.new.earlier.text'),
    icon: <FileStack />,
    disabled: !hasEarlier,
    meta: hasEarlier ? undefined : t('plan.new.earlier.none'),
  };
  return [...cards, earlier];
}

function useCreate() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { workspace } = useWorkspace();
  return useMutation({
    mutationFn: (request: NewPlanRequest) =>
      ask<PlanSummary>('POST', `/workspaces/${workspace.id}/plans`, request),
    async onSuccess({ id }) {
      await client.invalidateQueries({ queryKey: ['plans', workspace.id] });
      await navigate({ to: '/w/$workspace/plans/$plan', params: { workspace: workspace.id, plan: id } });
    },
  });
}

function requestOf(source: PlanSource, answers: NewPlanAnswers): NewPlanRequest {
  const { name, period, total, sampleNumbers, earlier } = answers;
  const plan = { id: uuidv7(), name, period };
  if (source === 'plan') return { ...plan, from: 'plan', plan: earlier };
  return { ...plan, from: 'scenario', scenario: source, sampleNumbers, ...(total !== null && { total }) };
}
