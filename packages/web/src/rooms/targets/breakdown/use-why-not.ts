import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { memberName as memberOf } from '../names.ts';
import { ownMember, ownParts } from '../own-part.ts';
import type { BreakdownCell } from './model.ts';
import { useTerritory } from './use-territory.ts';

/** So many parts are named; the others are counted. */
const named = 4;

/** Why somebody cannot type into a cell, in a sentence. */
export function useWhyNot({ layout }: TargetTable): (cell: BreakdownCell | null) => string {
  const t = useT();
  const { master } = usePlan();
  const { may, memberName } = useWorkspace();
  const territory = useTerritory();

  /** Whoever works in several parts of the organisation sees their sum above them, and fills each by itself. */
  const severalParts = ({ place }: BreakdownCell): string => {
    const parts = place.members.flatMap((node, d) =>
      node >= 0 && ownMember(layout, territory, d, node) === null ? ownParts(layout, territory, d, node) : [],
    );
    if (parts.length === 0) return t('targets.refusal.ownRow');
    const names = parts.slice(0, named).map((id) => memberOf(master, id));
    const rest = parts.length - names.length;
    const listed = names.join(t('targets.list.comma'));
    const members = rest > 0 ? t('targets.order.says.more', { members: listed, rest }) : listed;
    return t('targets.refusal.severalParts', { parts: members });
  };

  return (cell) => {
    if (cell?.hold) {
      const { fields } = cell.hold.record;
      return t('targets.refusal.heldCell', {
        owner: memberName(fields['owner']),
        reason: String(fields['reason']),
      });
    }
    if (!may('target.enter')) return t('problem.FORBIDDEN');
    if (cell?.elsewhere) return t('targets.refusal.elsewhere');
    if (cell && !cell.exists) return t('targets.refusal.noRow');
    return cell?.at === null ? severalParts(cell) : t('targets.refusal.notHere');
  };
}
