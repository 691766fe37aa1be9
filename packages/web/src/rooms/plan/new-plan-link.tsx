import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { buttonClass } from '../../design/index.ts';

/** The way to a new plan, for those who may make one. */
export function NewPlanLink() {
  const t = useT();
  const { workspace, may } = useWorkspace();
  if (!may('plan.create')) return null;
  return (
    <Link
      to="/w/$workspace/plans/new"
      params={{ workspace: workspace.id }}
      className={buttonClass('primary')}
    >
      <Plus aria-hidden="true" size={16} />
      {t('app.newPlan')}
    </Link>
  );
}
