import {
  type BookState,
  type BothSides,
  bothSides,
  cellOfProposal,
  isOvertaken,
  type OverAssignment,
  overAssignment,
  type Place,
  type PlacedProposal,
  proposalsOf,
  proposedValue,
  recordsOf,
  rowsUnder,
} from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { samePlace } from '../breakdown/holds.ts';
import { axisLines, type Line } from '../breakdown/lines.ts';
import { duringWords } from '../breakdown/use-breakdown-words.ts';
import { useReleasedPart } from '../breakdown/use-territory.ts';
import { memberName, membersText } from '../names.ts';
import { useUntoldParts } from './use-untold-parts.ts';

/** A node of the first dimension, seen from both sides. */
export interface NodeRow {
  readonly line: Pick<Line, 'id' | 'label' | 'depth' | 'names' | 'isPart'>;
  readonly sides: BothSides;
  /** Its numbers are still to come: there is nothing to set what is proposed against. */
  readonly isUntold?: true;
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
  /** Accepted ones after which the target has become another number, by their ids. */
  readonly overtaken: ReadonlySet<string>;
} {
  const { content, master } = usePlan();
  const lines = useNodeLines(table);
  const untold = useUntoldRows(table);
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
    const overtaken = new Set(
      proposals.flatMap((one) => (isOvertaken(layout, totals, one) ? [one.record.id] : [])),
    );
    return { rows: [...untold, ...rows], more: lines.length - rows.length, others, overtaken };
    // Numbers and records change in place; `content` is new whenever they did.
  }, [table, lines, untold, limit, content, master]);
}

/** Parts whose numbers were not released yet: all that is known there is what the reader has proposed. */
function useUntoldRows(table: TargetTable): readonly NodeRow[] {
  const { content, master } = usePlan();
  const untold = useUntoldParts(table);
  return useMemo(
    () =>
      untold.map((members) => {
        const line = { id: members.join(','), label: membersText(master, members), depth: 0, names: members };
        return { line, isUntold: true, ...ownProposals(content.state, table.layout, members) };
      }),
    // Records change in place; `content` is new whenever they did.
    [content, master, untold, table],
  );
}

/** What was proposed for a place of which no row has come: those that count, the latest for the whole time by itself. */
function ownProposals(
  state: BookState,
  { target, frame }: TargetTable['layout'],
  members: readonly string[],
): Pick<NodeRow, 'sides' | 'own' | 'over'> {
  const there = recordsOf(state, 'proposal').filter((record) => {
    const { target: of, answer } = record.fields;
    const at = cellOfProposal({ state }, record);
    const counts = of === target.id && answer !== 'declined' && answer !== 'withdrawn';
    return counts && at?.members.join() === members.join();
  });
  const record = there.findLast(({ fields }) => fields['time'] === frame.time.ids[0]);
  const own = record && { record, places: [], value: proposedValue(record) };
  const sides = { topDown: null, bottomUp: own?.value ?? null, gap: 0, proposals: there.length, crossing: 0 };
  return { sides, own, over: null };
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
    if (rowsUnder(layout.frame, whole).length === 0) return [];
    return axisLines({ layout, arrangement, edge: 'rows', isOpen: () => true, names, territory });
  }, [layout, master, territory, t]);
}
