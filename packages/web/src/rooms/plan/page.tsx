import { useMemo } from 'react';
import { dateText, daysFrom, rangeText, todayHere } from '../../app/dates.ts';
import { usePlan } from '../../app/open-plan.tsx';
import { percentText } from '../../app/share.ts';
import { useT } from '../../data/hooks.tsx';
import { PageHeader, ProgressBar, StatusTag } from '../../design/index.ts';
import { completenessOf } from './completeness.ts';
import { CoreTargets } from './core-targets-panel.tsx';
import { elapsedShare } from './elapsed.ts';
import { Loop } from './loop.tsx';
import { NextReview, OpenRisks } from './overview-risks.tsx';
import { RecentChanges } from './recent-changes.tsx';
import './overview.css';

/** 沙盘总览: the plan on one screen. Every element leads to its room. */
export function Page() {
  const plan = usePlan();
  const today = todayHere();
  const completeness = useMemo(
    () => completenessOf(plan.state, plan.store.tables, today),
    // The state is changed in place; the snapshot is new whenever it was.
    [plan, today],
  );
  return (
    <div className="overview">
      <Head today={today} />
      <div className="overview__grid">
        <Loop completeness={completeness} />
        <CoreTargets today={today} />
        <OpenRisks />
        <NextReview today={today} />
        <RecentChanges />
      </div>
    </div>
  );
}

function Head({ today }: { readonly today: string }) {
  const t = useT();
  const { brief, name, isWhatIf } = usePlan();
  const from = String(brief?.fields['from'] ?? '');
  const to = String(brief?.fields['to'] ?? '');
  const elapsed = elapsedShare({ from, to }, today);
  const share = percentText(elapsed, t.locale);
  const left = daysFrom(today, to);
  const sentence =
    elapsed === 0
      ? t('plan.period.before', { on: dateText(from, t.locale) })
      : elapsed === 1
        ? t('plan.period.after', { on: dateText(to, t.locale) })
        : t('plan.period.within', { share, days: left });
  const scenario = t.find(`plan.scenario.${String(brief?.fields['scenario'])}`);
  return (
    <>
      <PageHeader
        title={name}
        status={isWhatIf ? <StatusTag tone="whatif">{t('app.whatIf')}</StatusTag> : undefined}
        summary={[scenario, rangeText(from, to, t.locale), sentence].filter(Boolean).join(' · ')}
      />
      <div className="overview__time">
        <ProgressBar value={elapsed} label={t('plan.period.elapsed', { share })} />
      </div>
    </>
  );
}
