import type { PlanSummary } from '@shapan/contract';
import { formatMoment } from '@shapan/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EllipsisVertical, Trash2 } from 'lucide-react';
import { rangeText, todayHere } from '../../app/dates.ts';
import { Failure, problemText } from '../../app/failure.tsx';
import { HiddenWords } from '../../app/hidden-words.tsx';
import { Loading } from '../../app/loading.tsx';
import { percentText } from '../../app/share.ts';
import { ask } from '../../data/api.ts';
import { usePlans, useT, useWorkspace } from '../../data/hooks.tsx';
import {
  type Column,
  DataTable,
  EmptyState,
  IconButton,
  Menu,
  PageHeader,
  Panel,
  ProgressBar,
  StatusTag,
  useToasts,
} from '../../design/index.ts';
import { elapsedShare } from './elapsed.ts';
import { NewPlanLink } from './new-plan-link.tsx';
import './plans.css';

/** All plans of the workspace, and the what-ifs beneath the plan they were taken from. */
export function Plans() {
  const t = useT();
  const { workspace } = useWorkspace();
  const plans = usePlans(workspace.id);
  if (plans.error) return <Failure error={plans.error} />;
  if (!plans.data) return <Loading />;
  return (
    <>
      <PageHeader title={t('app.plans')} summary={t('plan.list.summary')} actions={<NewPlanLink />} />
      {plans.data.length === 0 ? (
        <Panel>
          <EmptyState text={t('plan.list.empty')} action={<NewPlanLink />} />
        </Panel>
      ) : (
        <PlanTable plans={inOrder(plans.data)} />
      )}
    </>
  );
}

/** Each plan is followed by its what-ifs. */
export function inOrder(plans: readonly PlanSummary[]): readonly PlanSummary[] {
  const live = plans.filter(({ kind }) => kind === 'plan');
  const known = new Set(live.map(({ id }) => id));
  const orphans = plans.filter(({ kind, base }) => kind === 'branch' && !known.has(base?.book ?? ''));
  return [
    ...live.flatMap((plan) => [plan, ...plans.filter(({ base }) => base?.book === plan.id)]),
    ...orphans,
  ];
}

function PlanTable({ plans }: { readonly plans: readonly PlanSummary[] }) {
  const t = useT();
  return (
    <Panel flush>
      <DataTable caption={t('app.plans')} columns={useColumns()} rows={plans} rowKey={({ id }) => id} />
    </Panel>
  );
}

function useColumns(): readonly Column<PlanSummary>[] {
  const t = useT();
  const { workspace, memberName } = useWorkspace();
  const today = todayHere();
  return [
    { id: 'name', header: t('plan.name'), cell: (plan) => <PlanName plan={plan} workspace={workspace.id} /> },
    {
      id: 'scenario',
      header: t('plan.scenario'),
      cell: ({ scenario }) => t.find(`plan.scenario.${scenario}`) ?? scenario,
    },
    {
      id: 'period',
      header: t('plan.period'),
      cell: ({ from, to }) => <span className="num">{rangeText(from, to, t.locale)}</span>,
    },
    {
      id: 'time',
      header: t('plan.time'),
      width: '120px',
      cell: (plan) => <Elapsed plan={plan} today={today} />,
    },
    {
      id: 'status',
      header: t('plan.status'),
      cell: ({ status }) => t.find(`plan.status.${status}`) ?? status,
    },
    {
      id: 'accountable',
      header: t('plan.accountable'),
      cell: ({ accountable }) => memberName(accountable) || '–',
    },
    { id: 'updated', header: t('plan.updated'), cell: ({ updatedAt }) => formatMoment(updatedAt, t.locale) },
    { id: 'menu', header: <HiddenWords text={t('app.more')} />, cell: (plan) => <PlanMenu plan={plan} /> },
  ];
}

function PlanName({ plan, workspace }: { readonly plan: PlanSummary; readonly workspace: string }) {
  const t = useT();
  return (
    <span className={plan.kind === 'branch' ? 'plan-name plan-name--branch' : 'plan-name'}>
      <Link to="/w/$workspace/plans/$plan" params={{ workspace, plan: plan.id }}>
        {plan.name}
      </Link>
      {plan.kind === 'branch' && <StatusTag tone="whatif">{t('app.whatIf')}</StatusTag>}
      {plan.example && <StatusTag tone="neutral">{t('app.example')}</StatusTag>}
    </span>
  );
}

function Elapsed({ plan, today }: { readonly plan: PlanSummary; readonly today: string }) {
  const t = useT();
  const share = elapsedShare(plan, today);
  return (
    <ProgressBar value={share} label={t('plan.period.elapsed', { share: percentText(share, t.locale) })} />
  );
}

function PlanMenu({ plan }: { readonly plan: PlanSummary }) {
  const t = useT();
  const toasts = useToasts();
  const client = useQueryClient();
  const { workspace, may } = useWorkspace();
  if (!may('plan.remove')) return null;
  const path = `/workspaces/${workspace.id}/plans/${plan.id}`;
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toasts.show({ tone: 'bad', title: problemText(t, error) });
      return false;
    } finally {
      await client.invalidateQueries({ queryKey: ['plans', workspace.id] });
    }
  };
  const recover = () => void attempt(() => ask('POST', `${path}/recover`));
  const remove = async () => {
    if (!(await attempt(() => ask('DELETE', path)))) return;
    toasts.show({
      title: t('plan.removed', { name: plan.name }),
      text: t('plan.removed.text'),
      action: { label: t('app.undo'), onAction: recover },
    });
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="small" label={t('plan.menu', { name: plan.name })} icon={<EllipsisVertical />} />
      }
      groups={[
        {
          id: 'remove',
          actions: [
            {
              id: 'remove',
              label: t('plan.remove'),
              danger: true,
              icon: <Trash2 aria-hidden="true" />,
              onSelect: () => void remove(),
            },
          ],
        },
      ]}
    />
  );
}
