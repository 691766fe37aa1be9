import {
  type BookState,
  type Contribution,
  type CoverageFigures,
  findRecord,
  type TargetLayout,
  unitsOfNumber,
} from '@shapan/engine';
import { type DisplayUnit, formatPercent, formatPeriod, type Translate } from '@shapan/i18n';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUnit } from '../../../app/unit.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { memberLabel, type RecordContext, useRecords } from '../../../records/index.ts';
import { nodeName } from '../../targets/cell-text.ts';
import { metricFormat } from '../../targets/metric-format.ts';
import { type CoverageColumn, type CoverageRow, type CoveredCell, sharePermille } from './places.ts';

/** What coverage is told with. */
interface CoverVoice {
  readonly t: Translate;
  readonly unit: DisplayUnit;
  readonly master: BookState;
  readonly state: BookState;
  readonly context: RecordContext;
}

/** What places, amounts and contributions of a target's coverage are called, with one of its dimensions down the side. */
export function coverWords(
  { t, unit, master, state, context }: CoverVoice,
  layout: TargetLayout,
  along: number,
) {
  const format = metricFormat(layout.metric, unit, t.locale);
  const denominator = unitsOfNumber(layout);
  const row = ({ node }: CoverageRow): string =>
    (along >= 0 && nodeName(t, master, layout, { along, node })) || t('targets.total');
  const column = ({ id }: CoverageColumn): string =>
    formatPeriod(id, t.locale, { days: layout.periods.find((period) => period.id === id) });
  const initiative = (id: string): string =>
    String(findRecord(state, 'initiative', id)?.fields['name'] ?? '');
  return {
    t,
    unitLabel: format.unitLabel,
    row,
    column,
    initiative,
    /** The whole of a target is called so once. */
    cell: (cell: Pick<CoveredCell, 'row' | 'column'>): string =>
      [...new Set([row(cell.row), column(cell.column)])].join(' · '),
    amount: (units: number | null): string =>
      units === null ? '–' : format.shown({ numerator: units, denominator }),
    share: (cover: CoverageFigures): string | null => {
      const permille = sharePermille(layout, cover);
      return permille === null ? null : formatPercent({ numerator: permille, denominator: 1_000 });
    },
    /** Where a contribution counts. */
    place: ({ coordinate }: Contribution): string =>
      Object.values(coordinate)
        .map((id) => memberLabel(context, id))
        .join(' · ') || t('targets.total'),
  };
}

/** The same for the plan that is open. */
export function useCoverWords({ layout }: TargetTable, along: number) {
  const voice = useCoverVoice();
  return useMemo(() => coverWords(voice, layout, along), [voice, layout, along]);
}

/** What coverage of the open plan is told with. */
export function useCoverVoice(): CoverVoice {
  const t = useT();
  const { master, state } = usePlan();
  const { unit } = useUnit();
  const { context } = useRecords();
  return useMemo(() => ({ t, unit, master, state, context }), [t, unit, master, state, context]);
}

export type CoverWords = ReturnType<typeof coverWords>;
