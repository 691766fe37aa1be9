import { type ReactNode, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import type { BreakdownCell } from './model.ts';

export interface Holding {
  readonly may: boolean;
  /** Hold the cell, or release what holds it. */
  readonly toggle: () => void;
  readonly release: (ids: readonly string[]) => void;
  readonly dialog: ReactNode;
}

/** Holding and releasing the selected cell. */
export function useHolding(target: string, cell: BreakdownCell | null, name: string): Holding {
  const t = useT();
  const { store } = usePlan();
  const { may } = useWorkspace();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const [asked, setAsked] = useState<{ readonly cell: BreakdownCell; readonly name: string } | null>(null);

  const release = async (ids: readonly string[]): Promise<void> => {
    const result = await store.submit(ids.map((id) => ({ type: 'record.remove', kind: 'hold', id })));
    if (explain(result)) tell({ title: t('targets.hold.released') }, result);
  };

  const allowed = cell?.at != null && (may('record.edit') || may('record.editOwn'));
  return {
    may: allowed,
    release: (ids) => void release(ids),
    toggle: () => {
      if (!allowed) return;
      if (cell.hold) void release([cell.hold.record.id]);
      else setAsked({ cell, name });
    },
    dialog: asked?.cell.at && (
      <HoldDialog
        target={target}
        at={asked.cell.at}
        name={asked.name}
        leaf={asked.cell.leaf}
        onClose={() => setAsked(null)}
      />
    ),
  };
}
