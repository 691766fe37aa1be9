import {
  ArrowDownWideNarrow,
  ArrowLeft,
  ArrowRight,
  ArrowUpNarrowWide,
  EyeOff,
  Pin,
  PinOff,
} from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import type { MenuGroup } from '../../../design/index.ts';
import type { ColumnLayout } from '../breakdown/laid-columns.ts';
import type { BreakdownModel } from '../breakdown/model.ts';
import type { Arranging } from './arranging.ts';
import { columnChanges } from './column-changes.ts';

interface ColumnActionsInput extends Pick<Arranging, 'allColumns' | 'view' | 'onView'> {
  readonly columnLayout: ColumnLayout;
  readonly model: BreakdownModel;
}

/** What the menu of a column offers; `columnId` as the grid calls it. */
export function useColumnActions(
  input: ColumnActionsInput,
): (columnId: string, heading?: string) => MenuGroup {
  const t = useT();
  const { allColumns, columnLayout, model, view, onView } = input;
  const icon = { 'aria-hidden': true } as const;
  return (id, heading) => {
    const changes = columnChanges(id, allColumns, columnLayout, view);
    const isName = id === 'name';
    const [left, right] = [changes.step(-1), changes.step(1)];
    const frozen = columnLayout.frozen === id;
    const sortAction = (way: 'asc' | 'desc') => ({
      id: way,
      label: t(isName ? `targets.order.name.${way}` : `targets.order.${way}`),
      icon: way === 'desc' ? <ArrowDownWideNarrow {...icon} /> : <ArrowUpNarrowWide {...icon} />,
      checked: changes.sorted === way,
      onSelect: () => onView(changes.sort(changes.sorted === way ? null : way)),
    });
    return {
      id: 'column',
      label: heading,
      actions: [
        sortAction('desc'),
        sortAction('asc'),
        ...(isName
          ? []
          : [
              {
                id: 'left',
                label: t('targets.columns.toLeft'),
                icon: <ArrowLeft {...icon} />,
                disabled: left === null,
                onSelect: () => left && onView(left),
              },
              {
                id: 'right',
                label: t('targets.columns.toRight'),
                icon: <ArrowRight {...icon} />,
                disabled: right === null,
                onSelect: () => right && onView(right),
              },
              {
                id: 'hide',
                label: t('targets.columns.hide'),
                icon: <EyeOff {...icon} />,
                disabled: model.columns.length < 2,
                onSelect: () => onView(changes.hide()),
              },
            ]),
        {
          id: 'freeze',
          label: t(frozen ? 'targets.columns.unfreeze' : 'targets.columns.freeze'),
          icon: frozen ? <PinOff {...icon} /> : <Pin {...icon} />,
          onSelect: () => onView({ freeze: frozen ? undefined : id }),
        },
      ],
    };
  };
}
