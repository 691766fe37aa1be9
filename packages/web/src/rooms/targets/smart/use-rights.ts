import { refusal } from '@shapan/contract';
import { kinds, recordsOf } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import { useTerritory } from '../breakdown/use-territory.ts';
import type { Rights } from './fix.ts';

/** What the reader may do here, by the rule that the server judges by. */
export function useRights(): Rights {
  const { state, master } = usePlan();
  const { may, workspace } = useWorkspace();
  const territory = useTerritory();
  const { me } = workspace;
  const actor = { member: me.id, role: me.role, scope: me.scope };
  const today = serverDay(workspace.timeZone);
  const context = { state, master, territory, kinds, book: 'plan', today } as const;
  const brief = recordsOf(state, 'brief')[0]?.id ?? '';
  return { may, brief, allows: (command) => refusal(actor, command, context) === null };
}
