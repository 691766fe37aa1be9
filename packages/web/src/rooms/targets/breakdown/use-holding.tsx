import { type ReactNode, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit, useUndo } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { useToasts } from '../../../design/index.ts';
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
  const submit = useSubmit(store);
  const { undo } = useUndo(store);
  const toasts = useToasts();
  const [asked, setAsked] = useState<{ readonly cell: BreakdownCell; readonly name: string } | null>(null);

  const release = async (ids: readonly string[]): Promise<void> => {
    if (!(await submit(ids.map((id) => ({ type: 'record.remove', kind: 'hold', id }))))) return;
    toasts.show({
      title: t('targets.hold.released'),
      action: { label: t('app.undo'), onAction: () => void undo() },
    });
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
