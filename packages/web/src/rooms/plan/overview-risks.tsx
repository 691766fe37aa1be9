import { recordsOf } from '@shapan/engine';
import { Link } from '@tanstack/react-router';
import { dateText, daysFrom } from '../../app/dates.ts';
import { usePlan } from '../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { buttonClass, EmptyState, Panel } from '../../design/index.ts';
import { byUrgency, isOpen } from './risk-level.ts';
import { RiskTag } from './risk-tag.tsx';
import { nextReview } from './to-do.ts';

const SHOWN = 5;

/** The risks that are still open, those that have fired on top. */
export function OpenRisks() {
  const t = useT();
  const plan = usePlan();
  const params = { workspace: useWorkspace().workspace.id, plan: plan.id };
  const open = recordsOf(plan.state, 'risk').filter(isOpen).toSorted(byUrgency);
  const all = (
    <Link to="/w/$workspace/plans/$plan/risks" params={params} className={buttonClass('quiet', 'small')}>
      {t('plan.open.risks')}
    </Link>
  );
  return (
    <div className="overview__risks">
      <Panel title={t('plan.risks')} note={t('plan.count', { count: open.length })} actions={all} flush>
        {open.length === 0 && <EmptyState text={t('plan.risks.empty')} />}
        <ul className="lines">
          {open.slice(0, SHOWN).map((risk) => (
            <li key={risk.id} className="lines__line">
              <RiskTag risk={risk} />
              <Link
                to="/w/$workspace/plans/$plan/risks"
                params={params}
                search={(search) => ({ ...search, record: risk.id })}
                className="lines__name"
              >
                {String(risk.fields['name'])}
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

/** When the plan is looked at together next. */
export function NextReview({ today }: { readonly today: string }) {
  const t = useT();
  const plan = usePlan();
  const params = { workspace: useWorkspace().workspace.id, plan: plan.id };
  const next = nextReview(plan.state, today);
  const rhythm = plan.brief?.fields['rhythm'];
  const on = String(next?.fields['on'] ?? '');
  const open = (
    <Link to="/w/$workspace/plans/$plan/tracking" params={params} className={buttonClass('quiet', 'small')}>
      {t(next ? 'plan.open.tracking' : 'plan.review.arrange')}
    </Link>
  );
  return (
    <div className="overview__review">
      <Panel title={t('plan.review')} actions={open}>
        {next ? (
          <p className="review">
            <span className="review__date num">{dateText(on, t.locale)}</span>
            <span className="review__in">{t('plan.review.in', { days: daysFrom(today, on) })}</span>
            <span className="review__name">{String(next.fields['name'])}</span>
          </p>
        ) : (
          <p className="quiet">{t('plan.review.empty')}</p>
        )}
        {typeof rhythm === 'string' && <p className="quiet">{rhythm}</p>}
      </Panel>
    </div>
  );
}
