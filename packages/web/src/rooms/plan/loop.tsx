import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { usePlan } from '../../app/open-plan.tsx';
import { percentText } from '../../app/share.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Panel, ProgressBar } from '../../design/index.ts';
import { type Completeness, missingOf, type Step, type StepCompleteness, steps } from './completeness.ts';
import { LoopRing } from './loop-ring.tsx';

const SHOWN = 5;

/** The closed loop with how complete it is, and what to do next. */
export function Loop({ completeness }: { readonly completeness: Completeness }) {
  const t = useT();
  const plan = usePlan();
  const params = { workspace: useWorkspace().workspace.id, plan: plan.id };
  const missing = missingOf(completeness).slice(0, SHOWN);
  return (
    <div className="overview__loop">
      <Panel title={t('plan.loop')} note={t('plan.loop.note')}>
        <div className="loop-box">
          <LoopRing completeness={completeness} />
          <ol className="loop-steps">
            {steps.map((step, index) => (
              <StepLine key={step.step} step={step} number={index + 1} of={completeness.steps[step.step]} />
            ))}
          </ol>
        </div>
        {missing.length > 0 && (
          <section className="todo" aria-label={t('plan.todo')}>
            <h3 className="todo__head">{t('plan.todo')}</h3>
            <ol className="todo__list">
              {missing.map(({ id, room, share }) => (
                <li key={id}>
                  <Link to={`/w/$workspace/plans/$plan/${room}`} params={params} className="todo__link">
                    <span className="todo__text">{t(`plan.check.${id}`)}</span>
                    <span className="todo__share num">{percentText(share, t.locale)}</span>
                    <ChevronRight aria-hidden="true" />
                  </Link>
                </li>
              ))}
            </ol>
          </section>
        )}
      </Panel>
    </div>
  );
}

function StepLine({
  step,
  number,
  of,
}: {
  readonly step: Step;
  readonly number: number;
  readonly of: StepCompleteness;
}) {
  const t = useT();
  const plan = usePlan();
  const params = { workspace: useWorkspace().workspace.id, plan: plan.id };
  const [first] = step.rooms;
  const share = percentText(of.share, t.locale);
  return (
    <li className="loop-step">
      <span className="loop-step__number num" aria-hidden="true">
        {number}
      </span>
      <div className="loop-step__body">
        <p className="loop-step__line">
          <span>
            <Link to={`/w/$workspace/plans/$plan/${first}`} params={params} className="loop-step__name">
              {t(`plan.step.${step.step}`)}
            </Link>
            <span className="loop-step__about">{t(`plan.step.${step.step}.question`)}</span>
          </span>
          <span className="loop-step__share num">{share}</span>
        </p>
        <ProgressBar value={of.share} label={t('app.step.complete', { number, share })} />
      </div>
    </li>
  );
}
