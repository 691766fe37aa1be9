import type { PlanSummary } from '@shapan/contract';
import { recordsOf } from '@shapan/engine';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { dateText, daysFrom, rangeText, todayHere } from '../../app/dates.ts';
import { Failure } from '../../app/failure.tsx';
import { Loading } from '../../app/loading.tsx';
import { percentText } from '../../app/share.ts';
import { useUnit } from '../../app/unit.tsx';
import { useBook, usePlans, useT, useWorkspace } from '../../data/hooks.tsx';
import { EmptyState, PageHeader, Panel, ProgressBar, Skeleton, StatusTag } from '../../design/index.ts';
import { targetLines } from './core-targets.ts';
import { elapsedShare } from './elapsed.ts';
import { NewPlanLink } from './new-plan-link.tsx';
import { byUrgency, isFired } from './risk-level.ts';
import { RiskTag } from './risk-tag.tsx';
import { targetText } from './target-text.ts';
import { nextReview, type ToDo, toDoOf } from './to-do.ts';
import './today.css';

/** How many plans are looked into; the rest is on the page of plans. */
const PLANS = 8;
/** How many things to do are shown of one plan. */
const TO_DOS = 10;

const roomOfKind = { task: 'execution', actionItem: 'tracking', deviation: 'tracking' } as const;

/** 今天: what needs me now, and how my plans stand. */
export function Today() {
  const t = useT();
  const { workspace } = useWorkspace();
  const plans = usePlans(workspace.id);
  const today = todayHere();
  if (plans.error) return <Failure error={plans.error} />;
  if (!plans.data) return <Loading />;
  const running = plans.data
    .filter(({ kind, status }) => kind === 'plan' && status !== 'closed')
    .slice(0, PLANS);
  return (
    <>
      <PageHeader
        title={t('app.today')}
        summary={t('plan.today.summary', {
          name: workspace.me.displayName,
          on: dateText(today, t.locale, today),
        })}
      />
      {running.length === 0 ? (
        <NoPlans />
      ) : (
        running.map((plan) => <PlanToday key={plan.id} plan={plan} today={today} />)
      )}
    </>
  );
}

function NoPlans() {
  const t = useT();
  return (
    <Panel>
      <EmptyState text={t('plan.today.empty')} action={<NewPlanLink />} />
    </Panel>
  );
}

interface PlanTodayProps {
  readonly plan: PlanSummary;
  readonly today: string;
}

function PlanToday({ plan, today }: PlanTodayProps) {
  const t = useT();
  const { workspace, book } = useWorkspace();
  const params = { workspace: workspace.id, plan: plan.id };
  const elapsed = elapsedShare(plan, today);
  const share = percentText(elapsed, t.locale);
  return (
    <Panel
      title={
        <Link to="/w/$workspace/plans/$plan" params={params}>
          {plan.name}
        </Link>
      }
      note={<span className="num">{rangeText(plan.from, plan.to, t.locale)}</span>}
      actions={plan.example ? <StatusTag tone="neutral">{t('app.example')}</StatusTag> : undefined}
    >
      <div className="today__time">
        <ProgressBar value={elapsed} label={t('plan.period.elapsed', { share })} />
        <span className="quiet num">{t('plan.period.elapsed', { share })}</span>
      </div>
      <PlanNow plan={plan} today={today} store={book(plan.id)} />
    </Panel>
  );
}

function PlanNow({
  plan,
  today,
  store,
}: PlanTodayProps & { readonly store: ReturnType<ReturnType<typeof useWorkspace>['book']> }) {
  const t = useT();
  const { workspace, master } = useWorkspace();
  const snapshot = useBook(store);
  const masterBook = useBook(master);
  const money = useUnit();
  const { state } = snapshot;
  const core = useMemo(
    () =>
      targetLines(snapshot.state, masterBook.state, store.tables).filter(
        ({ target }) => target.fields['targetClass'] === 'core',
      ),
    [snapshot, masterBook, store],
  );
  if (snapshot.error) return <Failure error={snapshot.error} />;
  if (snapshot.save === 'loading' || masterBook.save === 'loading')
    return <Skeleton label={t('app.loading')} />;
  const toDo = toDoOf(state, workspace.me.id, today);
  const fired = recordsOf(state, 'risk').filter(isFired).toSorted(byUrgency);
  const review = nextReview(state, today);
  const params = { workspace: workspace.id, plan: plan.id };
  return (
    <div className="today__grid">
      <Block title={t('plan.targets')}>
        {core.map((line) => {
          const { value, unit } = targetText(line, t, money);
          return (
            <li key={line.target.id} className="today__line">
              <span>{String(line.metric?.fields['name'] ?? '')}</span>
              <span className="today__number num">
                {value} <span className="quiet">{unit}</span>
              </span>
            </li>
          );
        })}
      </Block>
      <Block title={t('plan.today.mine')} empty={toDo.length === 0 ? t('plan.today.nothing') : undefined}>
        {toDo.slice(0, TO_DOS).map((item) => (
          <ToDoLine key={item.record.id} item={item} params={params} />
        ))}
        {toDo.length > TO_DOS && (
          <li className="today__line">
            <Link to="/w/$workspace/plans/$plan/execution" params={params}>
              {t('plan.today.further', { count: toDo.length - TO_DOS })}
            </Link>
          </li>
        )}
      </Block>
      <Block
        title={t('plan.today.watch')}
        empty={fired.length === 0 && !review ? t('plan.today.calm') : undefined}
      >
        {fired.map((risk) => (
          <li key={risk.id} className="today__line">
            <Link
              to="/w/$workspace/plans/$plan/risks"
              params={params}
              search={(search) => ({ ...search, record: risk.id })}
            >
              {String(risk.fields['name'])}
            </Link>
            <RiskTag risk={risk} />
          </li>
        ))}
        {review && (
          <li className="today__line">
            <Link to="/w/$workspace/plans/$plan/tracking" params={params}>
              {String(review.fields['name'])}
            </Link>
            <span className="quiet num">
              {t('plan.review.on', {
                on: dateText(review.fields['on'], t.locale),
                days: daysFrom(today, String(review.fields['on'])),
              })}
            </span>
          </li>
        )}
      </Block>
    </div>
  );
}

function Block({
  title,
  empty,
  children,
}: {
  readonly title: string;
  readonly empty?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <section className="today__block" aria-label={title}>
      <h3 className="today__head">{title}</h3>
      {empty === undefined ? <ul>{children}</ul> : <p className="quiet">{empty}</p>}
    </section>
  );
}

interface ToDoLineProps {
  readonly item: ToDo;
  readonly params: { readonly workspace: string; readonly plan: string };
}

function ToDoLine({ item: { record, due, urgency }, params }: ToDoLineProps) {
  const t = useT();
  const room = roomOfKind[record.kind as keyof typeof roomOfKind];
  return (
    <li className="today__line">
      <Link
        to={`/w/$workspace/plans/$plan/${room}`}
        params={params}
        search={(search) => ({ ...search, record: record.id })}
      >
        {String(record.fields['name'])}
      </Link>
      <StatusTag tone={urgency === 'late' ? 'bad' : 'warn'}>
        {t(`plan.today.${urgency}`, { on: dateText(due, t.locale) })}
      </StatusTag>
    </li>
  );
}
