import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { BreakdownCell } from './model.ts';

/** Why somebody cannot type into a cell, in a sentence. */
export function useWhyNot(): (cell: BreakdownCell | null) => string {
  const t = useT();
  const { may, memberName } = useWorkspace();
  return (cell) => {
    if (cell?.hold) {
      const { fields } = cell.hold.record;
      return t('targets.refusal.heldCell', {
        owner: memberName(fields['owner']),
        reason: String(fields['reason']),
      });
    }
    if (!may('target.enter')) return t('problem.FORBIDDEN');
    if (cell && !cell.exists) return t('targets.refusal.noRow');
    return t(cell?.at === null ? 'targets.refusal.severalParts' : 'targets.refusal.notHere');
  };
}
