import { ListTree } from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Menu, type MenuGroup } from '../../../design/index.ts';
import type { AddressChange, TargetsView } from '../view.ts';
import type { Arrangement, Axis } from './arrangement.ts';
import { grainOfPeriod, type LevelChoice, levelChoices, levelsFrom, levelsText } from './levels.ts';

interface LevelMenuProps {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly axisName: (axis: Axis) => string;
  readonly view: TargetsView;
  readonly onView: (change: AddressChange) => void;
}

/** How far rows and columns are opened, level by level. */
export function LevelMenu({ table, arrangement, axisName, view, onView }: LevelMenuProps) {
  const t = useT();
  const levels = levelsFrom(view.levels);
  const labelOf = ({ of, level, only, period }: LevelChoice): string => {
    if (period !== undefined) return t(`targets.grain.${grainOfPeriod(period)}`);
    return only ? axisName(of) : t('targets.level', { name: axisName(of), level });
  };
  const groups = (['rows', 'columns'] as const).flatMap((edge): MenuGroup[] => {
    const choices = levelChoices(table.layout, arrangement[edge]);
    if (choices.length === 0) return [];
    const asked = levels[edge];
    return [
      {
        id: edge,
        label: t(`targets.level.${edge}`),
        actions: choices.map((choice) => ({
          id: `${choice.axis}.${choice.level}`,
          label: labelOf(choice),
          checked: asked?.axis === choice.axis && asked.level === choice.level,
          onSelect: () =>
            onView({
              levels: levelsText({ ...levels, [edge]: { axis: choice.axis, level: choice.level } }),
              open: undefined,
            }),
        })),
      },
    ];
  });
  return (
    <Menu
      groups={groups}
      trigger={
        <Button size="small" icon={<ListTree aria-hidden="true" />} disabled={groups.length === 0}>
          {t('targets.levels')}
        </Button>
      }
    />
  );
}
