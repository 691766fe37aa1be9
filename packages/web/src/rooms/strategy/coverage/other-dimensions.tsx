import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Combobox, Select } from '../../../design/index.ts';
import { useTerritory } from '../../targets/breakdown/use-territory.ts';
import { nodeText } from '../../targets/cell-text.ts';
import { dimensionName } from '../../targets/names.ts';
import { nodesInside } from './places.ts';

interface OtherDimensionsProps {
  readonly table: TargetTable;
  readonly along: number;
  /** Where every dimension stands: a node of each. */
  readonly members: readonly number[];
  readonly onStand: (members: readonly number[]) => void;
}

/** As many choices as are looked over without typing. */
const LOOKED_OVER = 12;

/** The dimensions that do not go down the side: of each all of it, or one member. */
export function OtherDimensions({ table, along, members, onStand }: OtherDimensionsProps) {
  return members.map((node, d) =>
    d === along ? null : (
      <OneDimension
        // Dimensions keep their order in a target.
        key={table.layout.cube.dimensions[d]}
        {...{ table, d, node }}
        onStand={(next) => onStand(members.with(d, next))}
      />
    ),
  );
}

interface OneDimensionProps {
  readonly table: TargetTable;
  readonly d: number;
  readonly node: number;
  readonly onStand: (node: number) => void;
}

function OneDimension({ table: { layout }, d, node, onStand }: OneDimensionProps) {
  const t = useT();
  const { master } = usePlan();
  const territory = useTerritory();
  const choices = useMemo(
    () =>
      nodesInside(layout, territory, d).map((one) => ({
        value: String(one),
        label: one === 0 ? t('coverage.whole') : nodeText(t, master, layout, { along: d, node: one }),
      })),
    [layout, territory, d, t, master],
  );
  const shared = {
    label: t('coverage.standing', { dimension: dimensionName(master, layout.cube.dimensions[d] ?? '') }),
    value: String(node),
    choices,
  };
  // Nothing to choose from is nothing to be asked about.
  if (choices.length < 2) return null;
  if (choices.length <= LOOKED_OVER) return <Select {...shared} onChange={(next) => onStand(Number(next))} />;
  return (
    <Combobox
      {...shared}
      onChange={(next) => onStand(next === null ? Number(choices[0]?.value ?? 0) : Number(next))}
      emptyText={t('records.grid.noChoice')}
      openLabel={t('records.choose')}
      clearLabel={t('coverage.whole')}
    />
  );
}
