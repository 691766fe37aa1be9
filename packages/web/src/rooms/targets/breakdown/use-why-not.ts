import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { memberName as memberOf } from '../names.ts';
import { ownMember, ownParts } from '../own-part.ts';
import type { Arrangement } from './arrangement.ts';
import { placeText, seenAt } from './hold-place.ts';
import { type PlacedHold, samePlace } from './holds.ts';
import type { BreakdownCell } from './model.ts';
import type { Refusal } from './use-send.ts';
import { useReleasedPart } from './use-territory.ts';

/** So many parts are named; the others are counted. */
const named = 4;

/** Why somebody cannot type into a cell, in a sentence; with what holds it, and where that stands. */
export function useWhyNot(
  { layout }: TargetTable,
  arrangement: Arrangement,
): (cell: BreakdownCell | null) => Refusal {
  const t = useT();
  const { master } = usePlan();
  const { may, memberName } = useWorkspace();
  const territory = useReleasedPart(layout.target.id);

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

  const heldBy = ({ at, record }: PlacedHold, { place }: BreakdownCell): Refusal => {
    const { fields } = record;
    const by = { owner: memberName(fields['owner']), reason: String(fields['reason']) };
    const holds = [record.id];
    if (samePlace(at, place)) return { text: t('targets.refusal.heldCell', by), holds, waysOut: [] };
    const label = placeText(t, master, layout, at);
    const seen = seenAt(layout, arrangement, at);
    const text = t('targets.refusal.heldAbove', { ...by, cell: label });
    return { text, holds, waysOut: [], ...(seen && { elsewhere: { label, place: at } }) };
  };

  const sentence = (cell: BreakdownCell | null): string => {
    if (!may('target.enter')) return t('problem.FORBIDDEN');
    if (cell?.elsewhere) return t('targets.refusal.elsewhere');
    if (cell && !cell.exists) return t('targets.refusal.noRow');
    return cell?.at === null ? severalParts(cell) : t('targets.refusal.notHere');
  };

  return (cell) => (cell?.hold ? heldBy(cell.hold, cell) : { text: sentence(cell), holds: [], waysOut: [] });
}
