import type { HistoryEntry } from '@shapan/contract';
import { formatMoment } from '@shapan/i18n';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { usePlan } from '../../app/open-plan.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { buttonClass, Panel, Skeleton } from '../../design/index.ts';
import { useEntrySaid } from '../targets/use-entry-said.ts';
import { entryText, redoneSteps } from './entry-text.ts';

const SHOWN = 6;

/** Who changed what last. */
export function RecentChanges() {
  const t = useT();
  const plan = usePlan();
  const { workspace, memberName } = useWorkspace();
  const params = { workspace: workspace.id, plan: plan.id };
  const entries = useQuery({
    queryKey: ['entries', plan.id, plan.state.position],
    queryFn: () =>
      ask<HistoryEntry[]>('GET', `/workspaces/${workspace.id}/books/${plan.id}/entries?limit=${SHOWN}`),
    placeholderData: (before) => before,
  });
  const said = useEntrySaid();
  const redone = redoneSteps(entries.data ?? []);
  const all = (
    <Link to="/w/$workspace/plans/$plan/versions" params={params} className={buttonClass('quiet', 'small')}>
      {t('plan.open.versions')}
    </Link>
  );
  return (
    <div className="overview__changes">
      <Panel title={t('plan.changes')} actions={all} flush>
        {entries.isPending && <Skeleton label={t('app.loading')} />}
        <ol className="lines">
          {(entries.data ?? []).map((entry) => (
            <li key={entry.position} className="lines__line lines__line--change">
              <span className="lines__name">
                {entryText(t, entry, redone.has(entry.position), said(entry))}
              </span>
              <span className="lines__side">
                {memberName(entry.actor)} · {formatMoment(entry.at, t.locale)}
              </span>
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  );
}
