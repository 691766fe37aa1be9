import {
  type BothSides,
  bothSides,
  type OverAssignment,
  overAssignment,
  type Place,
  type PlacedProposal,
  proposalsOf,
} from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { samePlace } from '../breakdown/holds.ts';
import { axisLines, type Line } from '../breakdown/lines.ts';
import { duringWords } from '../breakdown/use-breakdown-words.ts';
import { useReleasedPart } from '../breakdown/use-territory.ts';
import { memberName } from '../names.ts';

/** A node of the first dimension, seen from both sides. */
export interface NodeRow {
  readonly line: Line;
  readonly sides: BothSides;
  /** The proposal for this very node, over the whole time. */
  readonly own: PlacedProposal | undefined;
  /** What was handed out below beyond what it must deliver; `null` where no padding member stands below it. */
  readonly over: OverAssignment | null;
}

/**
 * The first `limit` nodes of the breakdown – both sides of thousands would be computed after every number typed above –
 * how many come after them, and the proposals that are about none of them.
 */
export function useProposals(
  table: TargetTable,
  limit: number,
): {
  readonly rows: readonly NodeRow[];
  readonly more: number;
  readonly others: readonly PlacedProposal[];
} {
  const { content, master } = usePlan();
  const lines = useNodeLines(table);
  return useMemo(() => {
    const { layout, totals } = table;
    const proposals = proposalsOf(content.state, layout);
    const rows = lines.slice(0, limit).map((line): NodeRow => {
      const at: Place = line.place;
      const sides = bothSides(layout, totals, proposals, at);
      const over = layout.frame.trees.length > 0 ? overAssignment(layout, master, totals, at, 0) : null;
      return { line, sides, over, own: proposals.find(isAbout(at)) };
    });
    const owned = new Set(rows.flatMap(({ own }) => (own ? [own.record.id] : [])));
    const others = proposals.filter(({ record }) => !owned.has(record.id));
    return { rows, more: lines.length - rows.length, others };
    // Numbers and records change in place; `content` is new whenever they did.
  }, [table, lines, limit, content, master]);
}

const isAbout =
  (at: Place) =>
  ({ places }: PlacedProposal): boolean =>
    places.some((place) => samePlace(place, at));

/** Every node of the first dimension: what lies across is for the table above. They follow from the layout alone. */
function useNodeLines({ layout }: TargetTable): readonly Line[] {
  const t = useT();
  const { master } = usePlan();
  const territory = useReleasedPart(layout.target.id);
  return useMemo(() => {
    const names = {
      total: t('targets.total'),
      member: (id: string) => memberName(master, id),
      own: (name: string) => t('targets.ownPart', { name }),
      during: duringWords(t),
      period: () => '',
    };
    const whole = { members: layout.frame.trees.map(() => 0), time: 0 };
    const arrangement = { rows: [0], columns: ['time' as const], filters: whole };
    return axisLines({ layout, arrangement, edge: 'rows', isOpen: () => true, names, territory });
  }, [layout, master, territory, t]);
}
