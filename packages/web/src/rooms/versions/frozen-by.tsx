import type { EntrySummary } from '@shapan/contract';
import { formatMoment } from '@shapan/i18n';
import { useQuery } from '@tanstack/react-query';
import { usePlan } from '../../app/open-plan.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';

/** When a version was frozen, and by whom: the step right after the position that it keeps. */
export function FrozenBy({ position }: { readonly position: number }) {
  const t = useT();
  const { id } = usePlan();
  const { workspace, memberName } = useWorkspace();
  const path = `/workspaces/${workspace.id}/books/${id}/entries?limit=1&asked=false&before=${position + 2}`;
  const frozen = useQuery({
    queryKey: ['frozen', workspace.id, id, position],
    queryFn: () => ask<EntrySummary[]>('GET', path),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const entry = frozen.data?.[0];
  if (!entry) return null;
  return (
    <>
      <time dateTime={entry.at}>{formatMoment(entry.at, t.locale)}</time>
      {entry.actor !== null && <span className="versions-quiet"> · {memberName(entry.actor)}</span>}
    </>
  );
}
