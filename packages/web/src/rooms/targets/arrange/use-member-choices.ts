import { childrenOf, type Frame } from '@shapan/engine';
import { formatPeriod } from '@shapan/i18n';
import { useMemo } from 'react';
import { initialsOf } from '../../../app/initials.ts';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { Axis } from '../breakdown/arrangement.ts';
import { memberName } from '../names.ts';
import type { Arranging } from './arranging.ts';

/** A member or a period that rows can be seen for. */
export interface MemberChoice {
  readonly id: string;
  readonly label: string;
  /** From 0. */
  readonly depth: number;
  readonly keywords: readonly string[];
}

/** The members of an axis in the order of its tree, the whole left out; each list is made once. */
export function useMemberChoices({
  table,
}: Pick<Arranging, 'table'>): (axis: Axis) => readonly MemberChoice[] {
  const t = useT();
  const { master } = usePlan();
  const { frame, periods } = table.layout;
  return useMemo(() => {
    const days = new Map(periods.map((period) => [period.id, period]));
    return choicesByAxis(frame, (axis, id) =>
      axis === 'time'
        ? formatPeriod(id, t.locale, { year: true, days: days.get(id) })
        : memberName(master, id),
    );
  }, [frame, periods, master, t.locale]);
}

function choicesByAxis(frame: Frame, labelOf: (axis: Axis, id: string) => string) {
  const made = new Map<Axis, readonly MemberChoice[]>();
  const make = (axis: Axis): readonly MemberChoice[] => {
    const tree = axis === 'time' ? frame.time : frame.trees[axis];
    if (!tree) return [];
    const below = (node: number, depth: number): MemberChoice[] =>
      childrenOf(tree, node).flatMap((child) => {
        const id = tree.ids[child] ?? '';
        return [choiceOf(id, labelOf(axis, id), depth), ...below(child, depth + 1)];
      });
    return below(0, 0);
  };
  return (axis: Axis): readonly MemberChoice[] => {
    const known = made.get(axis) ?? make(axis);
    made.set(axis, known);
    return known;
  };
}

function choiceOf(id: string, label: string, depth: number): MemberChoice {
  let keywords: readonly string[] | undefined;
  return {
    id,
    label,
    depth,
    // Only who searches needs them, and that for all members.
    get keywords() {
      keywords ??= [initialsOf(label)];
      return keywords;
    },
  };
}
