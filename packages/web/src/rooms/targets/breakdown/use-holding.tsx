import { type CommandRequest, refusal } from '@shapan/contract';
import { findRecord, kinds, type PlanRecord } from '@shapan/engine';
import { type ReactNode, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import type { MetricFormat } from '../metric-format.ts';
import { HoldDialog } from './hold-dialog.tsx';
import { type CellToHold, holdCommands } from './hold-fields.ts';
import { structureHoldAt } from './holds.ts';
import type { BreakdownCell } from './model.ts';
import { useTerritory } from './use-territory.ts';

export interface Holding {
  /** Whether the reader may hold this cell. */
  readonly may: (cell: BreakdownCell | null) => cell is HoldableCell;
  readonly mayRelease: (id: string) => boolean;
  /** The hold that keeps the members of this cell where they stand. */
  readonly structureOf: (cell: BreakdownCell | null) => PlanRecord | undefined;
  /** Ask what is to be kept, why and until when. */
  readonly ask: (cells: readonly CellToHold[], name: string) => void;
  /** Hold cells whose reason is known, and give up other holds, in one step. */
  readonly change: (change: HoldChange) => void;
  /** Ask the owners, by a comment on each hold that mentions them. */
  readonly askRelease: (ids: readonly string[], name: string) => void;
  readonly dialog: ReactNode;
}

export interface HoldChange {
  readonly held?: readonly (CellToHold & { readonly keeps: 'value' | 'total'; readonly reason: string })[];
  readonly released?: readonly string[];
}

type HoldableCell = BreakdownCell & { readonly at: NonNullable<BreakdownCell['at']> };

/** Holding cells of a target and releasing its holds. */
export function useHolding(table: TargetTable, format: MetricFormat): Holding {
  const t = useT();
  const { store, state, master } = usePlan();
  const { may, workspace } = useWorkspace();
  const { me } = workspace;
  const territory = useTerritory();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const [asked, setAsked] = useState<{ readonly cells: readonly CellToHold[]; readonly name: string } | null>(
    null,
  );
  const target = table.layout.target.id;

  const change = async ({ held = [], released = [] }: HoldChange): Promise<void> => {
    const commands: CommandRequest[] = [
      ...released.map((id) => ({ type: 'record.remove' as const, kind: 'hold', id })),
      ...holdCommands(
        target,
        held.map(({ keeps, reason, ...cell }) => ({ cell, fields: { keeps, reason, owner: me.id } })),
      ),
    ];
    const result = await store.submit(commands);
    if (!explain(result)) return;
    const said = [
      ...(held.length > 0 ? [t('targets.hold.done', { count: held.length })] : []),
      ...(released.length > 0 ? [t('targets.hold.released', { count: released.length })] : []),
    ];
    tell({ title: said.join(t('targets.list.comma')) }, result);
  };
  const mayRelease = (id: string): boolean => {
    const actor = { member: me.id, role: me.role, scope: me.scope };
    const command = { type: 'record.remove' as const, kind: 'hold', id };
    const today = serverDay(workspace.timeZone);
    return refusal(actor, command, { state, master, territory, kinds, book: 'plan', today }) === null;
  };
  const askRelease = async (ids: readonly string[], name: string): Promise<void> => {
    const comments = ids.map((id) => ({
      type: 'record.add' as const,
      kind: 'comment',
      id: uuidv7(),
      fields: {
        about: id,
        author: me.id,
        text: t('targets.hold.askText', { cell: name }),
        mentions: [String(findRecord(state, 'hold', id)?.fields['owner'])],
      },
    }));
    const result = await store.submit(comments);
    if (explain(result)) tell({ title: t('targets.hold.asked') }, result);
  };

  const structureOf = (cell: BreakdownCell | null): PlanRecord | undefined =>
    cell?.at ? structureHoldAt(state, table.layout, cell.at, serverDay(workspace.timeZone)) : undefined;

  return {
    structureOf,
    may: (cell): cell is HoldableCell => cell?.at != null && (may('record.edit') || may('record.editOwn')),
    mayRelease,
    ask: (cells, name) => setAsked({ cells, name }),
    change: (wanted) => void change(wanted),
    askRelease: (ids, name) => void askRelease(ids, name),
    dialog: asked && (
      <HoldDialog
        table={table}
        format={format}
        cells={asked.cells}
        name={asked.name}
        onClose={() => setAsked(null)}
      />
    ),
  };
}
