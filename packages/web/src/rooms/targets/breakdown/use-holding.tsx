import { refusal } from '@shapan/contract';
import { findRecord, kinds } from '@shapan/engine';
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
import type { BreakdownCell } from './model.ts';
import { useTerritory } from './use-territory.ts';

export interface Holding {
  readonly may: boolean;
  /** Hold the cell, or release what holds it. */
  readonly toggle: () => void;
  readonly mayRelease: (id: string) => boolean;
  readonly release: (ids: readonly string[]) => void;
  /** Ask the owners, by a comment on each hold that mentions them. */
  readonly askRelease: (ids: readonly string[]) => void;
  readonly dialog: ReactNode;
}

/** Holding and releasing the selected cell. */
export function useHolding(
  table: TargetTable,
  format: MetricFormat,
  cell: BreakdownCell | null,
  name: string,
): Holding {
  const t = useT();
  const { store, state, master } = usePlan();
  const { may, workspace } = useWorkspace();
  const { me } = workspace;
  const territory = useTerritory();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const [asked, setAsked] = useState<{ readonly cell: BreakdownCell; readonly name: string } | null>(null);

  const release = async (ids: readonly string[]): Promise<void> => {
    const result = await store.submit(ids.map((id) => ({ type: 'record.remove', kind: 'hold', id })));
    if (explain(result)) tell({ title: t('targets.hold.released') }, result);
  };
  const mayRelease = (id: string): boolean => {
    const actor = { member: me.id, role: me.role, scope: me.scope };
    const command = { type: 'record.remove' as const, kind: 'hold', id };
    const today = serverDay(workspace.timeZone);
    return refusal(actor, command, { state, master, territory, kinds, book: 'plan', today }) === null;
  };
  const askRelease = async (ids: readonly string[]): Promise<void> => {
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

  const allowed = cell?.at != null && (may('record.edit') || may('record.editOwn'));
  return {
    may: allowed,
    mayRelease,
    release: (ids) => void release(ids),
    askRelease: (ids) => void askRelease(ids),
    toggle: () => {
      if (!allowed) return;
      if (cell.hold) void release([cell.hold.record.id]);
      else setAsked({ cell, name });
    },
    dialog: asked?.cell.at && (
      <HoldDialog
        table={table}
        format={format}
        at={asked.cell.at}
        place={asked.cell.place}
        name={asked.name}
        leaf={asked.cell.leaf}
        onClose={() => setAsked(null)}
      />
    ),
  };
}
