import { formatPercent } from '@shapan/i18n';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { usePlan } from '../../app/open-plan.tsx';
import { useUnit } from '../../app/unit.tsx';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { buttonClass, EmptyState, KeyFigure, KeyFigures, Panel } from '../../design/index.ts';
import { metricFormat } from '../targets/metric-format.ts';
import { AttainmentTag } from '../tracking/attainment-tag.tsx';
import { wholeOf } from '../tracking/pace-points.ts';
import { asFraction } from '../tracking/shares.ts';
import { useAttainment } from '../tracking/use-attainment.ts';
import { type TargetLine, targetLines } from './core-targets.ts';
import { targetText } from './target-text.ts';

/** What the plan is about, in numbers; core targets large, supporting ones in a list. */
export function CoreTargets({ today }: { readonly today: string }) {
  const t = useT();
  const plan = usePlan();
  const params = { workspace: useWorkspace().workspace.id, plan: plan.id };
  const lines = useMemo(() => targetLines(plan.state, plan.master, plan.store.tables), [plan]);
  const core = lines.filter(({ target }) => target.fields['targetClass'] === 'core');
  const supporting = lines.filter(({ target }) => target.fields['targetClass'] !== 'core');
  const open = (
    <Link to="/w/$workspace/plans/$plan/targets" params={params} className={buttonClass('quiet', 'small')}>
      {t('plan.open.targets')}
    </Link>
  );
  return (
    <div className="overview__targets">
      <Panel title={t('plan.targets')} note={t('plan.targets.note')} actions={open} flush>
        {core.length === 0 ? (
          <EmptyState text={t('plan.targets.empty')} />
        ) : (
          <KeyFigures>
            {core.map((line) => (
              <CoreFigure key={line.target.id} line={line} today={today} />
            ))}
          </KeyFigures>
        )}
        {supporting.length > 0 && (
          <ul className="side-targets" aria-label={t('plan.targets.supporting')}>
            {supporting.map((line) => (
              <SideTarget key={line.target.id} line={line} />
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function CoreFigure({ line, today }: { readonly line: TargetLine; readonly today: string }) {
  const t = useT();
  const { memberName } = useWorkspace();
  const { value, unit } = targetText(line, t, useUnit());
  const { givenGrowth, accountable } = line.target.fields;
  const growth = typeof givenGrowth === 'number' ? t('plan.growth', { percent: givenGrowth }) : '';
  const note = [growth, memberName(accountable)].filter(Boolean).join(' · ');
  return (
    <KeyFigure
      label={<TargetLink line={line} />}
      value={value}
      unit={unit}
      note={
        <>
          {note || t('plan.unassigned')}
          <SoFar line={line} today={today} />
        </>
      }
    />
  );
}

/** What has been reached of a target; nothing while no actual is known. */
function SoFar({ line, today }: { readonly line: TargetLine; readonly today: string }) {
  const t = useT();
  const plan = usePlan();
  const { unit } = useUnit();
  const { data: view } = useAttainment(line.target.id, today);
  const allTime = plan.store.tables.of(line.target.id)?.layout.frame.time.ids[0] ?? 'all';
  const whole = view && wholeOf(view, allTime);
  if (!line.metric || !whole || whole.attainment === null) return null;
  const actual = metricFormat(line.metric, unit, t.locale).shown(whole.actual);
  const share = formatPercent(asFraction(whole.attainment), { places: 1 });
  return (
    <span className="so-far">
      <span className="num">{t('plan.soFar', { actual, share })}</span>
      <AttainmentTag place={whole} />
    </span>
  );
}

function SideTarget({ line }: { readonly line: TargetLine }) {
  const t = useT();
  const { value, unit } = targetText(line, t, useUnit());
  return (
    <li className="side-targets__line">
      <TargetLink line={line} />
      <span className="num">
        {value} {unit}
      </span>
    </li>
  );
}

function TargetLink({ line }: { readonly line: TargetLine }) {
  const plan = usePlan();
  const params = { workspace: useWorkspace().workspace.id, plan: plan.id };
  return (
    <Link
      to="/w/$workspace/plans/$plan/targets"
      params={params}
      search={(search) => ({ ...search, target: line.target.id })}
    >
      {String(line.metric?.fields['name'] ?? '')}
    </Link>
  );
}
