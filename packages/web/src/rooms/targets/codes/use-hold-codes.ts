import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import type { GridEdit } from '../../../grid/index.ts';
import { placeText } from '../breakdown/hold-place.ts';
import { placedHolds } from '../breakdown/holds.ts';
import type { BreakdownModel } from '../breakdown/model.ts';
import type { Holding } from '../breakdown/use-holding.tsx';
import { cellText } from '../cell-text.ts';
import { type BadCode, type HoldCodes, readHoldCodes } from './hold-codes.ts';

export interface HoldCodeReader {
  readonly read: (edits: readonly GridEdit[], model: Pick<BreakdownModel, 'at'>) => HoldCodes;
  readonly run: (codes: HoldCodes) => void;
  /** Why a code did nothing, and what would. */
  readonly say: (bad: BadCode) => string;
}

/** Codes of holds, typed into cells: read, said and done. */
export function useHoldCodes(table: TargetTable, holding: Holding): HoldCodeReader {
  const t = useT();
  const { state, master } = usePlan();
  const { may, workspace, memberName } = useWorkspace();
  const { layout } = table;
  return {
    read: (edits, model) =>
      readHoldCodes({
        edits,
        model,
        holds: placedHolds(state, layout, serverDay(workspace.timeZone)),
        mayHold: may('record.edit') || may('record.editOwn'),
        mayRelease: holding.mayRelease,
      }),
    run: ({ wanted, released }) => {
      const asked = wanted.filter(({ reason }) => reason === null);
      const held = wanted.flatMap(({ cell: { at, place, leaf }, keeps, reason }) =>
        at && reason !== null ? [{ at, place, leaf, keeps, reason }] : [],
      );
      if (held.length + released.length > 0)
        holding.change({ held, released: released.map(({ record }) => record.id) });
      const cells = asked.flatMap(({ cell: { at, place, leaf }, keeps }) =>
        at ? [{ at, place, leaf, keeps }] : [],
      );
      const [first, ...others] = cells;
      if (!first) return;
      const cell = cellText(t, master, layout, first.at);
      holding.ask(
        cells,
        others.length === 0 ? cell : t('targets.hold.cells', { cell, others: others.length }),
      );
    },
    say: ({ why, hold }) =>
      t(`targets.code.${why}`, {
        owner: hold ? memberName(hold.record.fields['owner']) : '–',
        reason: String(hold?.record.fields['reason'] ?? '–'),
        cell: hold ? placeText(t, master, layout, hold.at) : '–',
      }),
  };
}
