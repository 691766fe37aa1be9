import { ArrowLeft, ArrowRight, ChevronDown, GripVertical } from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import { Menu, type MenuGroup } from '../../../design/index.ts';
import { type Zone, zones } from './arrangement.ts';

interface AxisChipProps {
  readonly name: string;
  readonly place: { readonly zone: Zone; readonly index: number; readonly count: number };
  readonly dragged: boolean;
  readonly onDrag: (on: boolean) => void;
  /** To a zone, before the one that stands there at an index now; at its end without one. */
  readonly onMove: (zone: Zone, index?: number) => void;
}

/** One axis: dragged with the pointer, moved from its menu with the keyboard. */
export function AxisChip({ name, place, dragged, onDrag, onMove }: AxisChipProps) {
  const t = useT();
  const { zone, index, count } = place;
  const groups: MenuGroup[] = [
    {
      id: 'zone',
      actions: zones.map((to) => ({
        id: to,
        label: t(`targets.axis.to.${to}`),
        checked: to === zone,
        disabled: to === zone,
        onSelect: () => onMove(to),
      })),
    },
  ];
  if (zone !== 'filters' && count > 1)
    groups.push({
      id: 'order',
      actions: [
        {
          id: 'outer',
          label: t('targets.axis.outer'),
          icon: <ArrowLeft aria-hidden="true" />,
          disabled: index === 0,
          onSelect: () => onMove(zone, index - 1),
        },
        {
          id: 'inner',
          label: t('targets.axis.inner'),
          icon: <ArrowRight aria-hidden="true" />,
          disabled: index === count - 1,
          onSelect: () => onMove(zone, index + 2),
        },
      ],
    });
  return (
    <span
      className="targets-axis__chip"
      draggable
      data-dragged={dragged || undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        onDrag(true);
      }}
      onDragEnd={() => onDrag(false)}
    >
      <GripVertical size={12} aria-hidden="true" />
      <Menu
        groups={groups}
        trigger={
          <button type="button" className="targets-axis__button">
            {name}
            <ChevronDown size={12} aria-hidden="true" />
          </button>
        }
      />
    </span>
  );
}
