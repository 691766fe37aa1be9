import type { MessageKey } from '@shapan/i18n';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Briefcase, Database, House, LayoutDashboard, Settings, Users } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useT, useWorkspace } from '../data/hooks.tsx';
import { ProgressRing } from '../design/index.ts';
import { type Completeness, completenessOf, type Step, steps } from '../rooms/plan/completeness.ts';
import { todayHere } from './dates.ts';
import { useMaybePlan } from './open-plan.tsx';
import { type PlanRoom, roomSigns } from './rooms.ts';
import { percentText } from './share.ts';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

/** The way around: workspace, plan, and the five steps with how complete each is. Any step can be opened any time. */
export function Rail() {
  const t = useT();
  const { workspace } = useWorkspace();
  const at = { workspace: workspace.id };
  return (
    <nav className="rail" aria-label={t('app.navigation')}>
      <WorkspaceSwitcher />
      <ul className="rail__list">
        <RailLink
          to="/w/$workspace"
          params={at}
          exact
          name={t('app.today')}
          icon={<House aria-hidden="true" />}
        />
        <RailLink
          to="/w/$workspace/plans"
          params={at}
          exact
          name={t('app.plans')}
          icon={<Briefcase aria-hidden="true" />}
        />
      </ul>
      <PlanSteps />
      <ul className="rail__list rail__list--end">
        <RailLink
          to="/w/$workspace/data"
          params={at}
          name={t('app.data')}
          icon={<Database aria-hidden="true" />}
        />
        <RailLink
          to="/w/$workspace/people"
          params={at}
          name={t('app.people')}
          icon={<Users aria-hidden="true" />}
        />
        <RailLink
          to="/w/$workspace/settings"
          params={at}
          name={t('app.settings')}
          icon={<Settings aria-hidden="true" />}
        />
      </ul>
    </nav>
  );
}

function PlanSteps() {
  const t = useT();
  const plan = useMaybePlan();
  const { workspace } = useWorkspace();
  const today = todayHere();
  const { content, store, standing } = plan ?? {};
  const completeness = useMemo(
    () =>
      content && store && standing === 'open'
        ? completenessOf(content.state, store.tables, today)
        : undefined,
    [content, store, standing, today],
  );
  if (!plan || standing === 'failed') return null;
  const params = { workspace: workspace.id, plan: plan.id };
  return (
    <section className="rail__plan" aria-label={plan.name}>
      <p className="rail__heading">{plan.name}</p>
      <ul className="rail__list">
        <RailLink
          to="/w/$workspace/plans/$plan"
          params={params}
          exact
          name={t('app.overview')}
          icon={<LayoutDashboard aria-hidden="true" />}
        />
      </ul>
      <ol className="rail__list rail__steps">
        {steps.map((step, index) => (
          <StepLinks
            key={step.step}
            step={step}
            number={index + 1}
            completeness={completeness}
            params={params}
          />
        ))}
      </ol>
      <ul className="rail__list">
        <RoomLink room="versions" params={params} />
      </ul>
    </section>
  );
}

interface StepLinksProps {
  readonly step: Step;
  readonly number: number;
  readonly completeness: Completeness | undefined;
  readonly params: PlanParams;
}

interface PlanParams {
  readonly workspace: string;
  readonly plan: string;
}

function StepLinks({ step, number, completeness, params }: StepLinksProps) {
  const t = useT();
  const share = completeness?.steps[step.step].share ?? null;
  const ring = (
    <ProgressRing
      value={share}
      size={26}
      label={t('app.step.complete', { number, share: percentText(share, t.locale) })}
    >
      {number}
    </ProgressRing>
  );
  return (
    <li className="rail__step">
      <ul>
        {step.rooms.map((room, index) => (
          <RoomLink
            key={room}
            room={room}
            params={params}
            icon={index === 0 ? ring : <span className="rail__knot" />}
          />
        ))}
      </ul>
    </li>
  );
}

function RoomLink({ room, params, icon }: { room: PlanRoom; params: PlanParams; icon?: ReactNode }) {
  const t = useT();
  const { name, Icon } = roomSigns[room];
  return (
    <RailLink
      to={`/w/$workspace/plans/$plan/${room}`}
      params={params}
      name={t(name satisfies MessageKey)}
      icon={icon ?? <Icon aria-hidden="true" />}
    />
  );
}

interface RailLinkProps {
  readonly to: NonNullable<LinkProps['to']>;
  readonly params: PlanParams | Omit<PlanParams, 'plan'>;
  readonly name: string;
  readonly icon: ReactNode;
  readonly exact?: boolean;
}

function RailLink({ to, params, name, icon, exact = false }: RailLinkProps) {
  return (
    <li>
      <Link
        to={to}
        params={params as never}
        activeOptions={{ exact, includeSearch: false }}
        className="rail__link"
      >
        <span className="rail__icon">{icon}</span>
        <span className="rail__name">{name}</span>
      </Link>
    </li>
  );
}
