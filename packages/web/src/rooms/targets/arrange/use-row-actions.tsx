import { Pin, PinOff } from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import type { MenuGroup } from '../../../design/index.ts';
import { useNarrow } from '../../../design/use-media.ts';
import { type BreakdownModel, mostFrozenRows } from '../breakdown/model.ts';
import type { LaidOut } from '../view.ts';

interface RowActionsInput {
  readonly model: BreakdownModel;
  readonly view: Pick<LaidOut, 'freezeRow'>;
  readonly onView: (change: Partial<LaidOut>) => void;
}

/** What the menu of a cell offers for its row; nothing where there is nothing to freeze. */
export function useRowActions({ model, view, onView }: RowActionsInput): (row: number) => MenuGroup {
  const t = useT();
  const narrow = useNarrow();
  return (row) => {
    const id = model.rows[row]?.id;
    const frozen = id !== undefined && id === view.freezeRow;
    // The whole stays in sight by itself; and below the frozen rows others must remain to be scrolled.
    const mayFreeze = row > 0 && row < mostFrozenRows && row < model.rows.length - 1 && !narrow;
    return {
      id: 'row',
      label: t('targets.rows.this'),
      actions: [
        {
          id: 'freezeRow',
          label: t(frozen ? 'targets.rows.unfreeze' : 'targets.rows.freeze'),
          icon: frozen ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />,
          disabled: !frozen && !mayFreeze,
          onSelect: () => onView({ freezeRow: frozen ? undefined : id }),
        },
      ],
    };
  };
}
