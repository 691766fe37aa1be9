import {
  ChartNoAxesColumnIncreasing,
  CircleQuestionMark,
  Eraser,
  Lock,
  LockOpen,
  Split,
  SquareTerminal,
} from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import type { MenuGroup } from '../../../design/index.ts';
import type { GridSelection } from '../../../grid/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { SeriesRange } from '../series/series-plan.ts';
import type { BreakdownCell } from './model.ts';
import type { useEnter } from './use-enter.ts';

/** What is asked about the chosen cell in a window of its own. */
export type CellQuestion = 'explain' | 'method' | 'codes';

interface CellActionsInput {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly mayHold: (cell: BreakdownCell | null) => boolean;
  readonly onHold: () => void;
  /** Id of the hold on the structure of the cell's members; nothing where there is none. */
  readonly structureOf: (cell: BreakdownCell | null) => string | undefined;
  readonly onRelease: (hold: string) => void;
  readonly entering: ReturnType<typeof useEnter>;
  readonly onAsk: (question: CellQuestion) => void;
  readonly onSeries: (asked: SeriesRange) => void;
}

/** Whether a method can fill the chosen cell. */
export const mayFill = (
  { layout }: TargetTable,
  format: MetricFormat,
  active: BreakdownCell | null,
): boolean =>
  active?.editable === true && active.at !== null && !format.twoPart && layout.totals === 'spread';

/** What the menu of a cell offers. */
export function useCellActions(
  input: CellActionsInput,
): (active: BreakdownCell | null, selection: GridSelection | null) => readonly MenuGroup[] {
  const { table, format, entering, mayHold, onHold, structureOf, onRelease, onAsk, onSeries } = input;
  const t = useT();
  const clear = (active: BreakdownCell | null): void => {
    if (!active?.at || !active.editable) return;
    const { at } = active;
    entering.enter([format.twoPart ? { at, numerator: null } : { at, value: null }], active);
  };
  const structureActions = (active: BreakdownCell | null): MenuGroup['actions'] => {
    const hold = structureOf(active);
    if (hold === undefined) return [];
    const label = t('targets.hold.structure.release');
    const icon = <LockOpen aria-hidden="true" />;
    return [{ id: 'structure', label, icon, disabled: !mayHold(active), onSelect: () => onRelease(hold) }];
  };
  const holdLabel = (active: BreakdownCell | null): string => {
    if (!active?.hold) return t('targets.hold');
    const cells = active.hold.together.length;
    return cells > 1 ? t('targets.hold.releaseAll', { cells }) : t('targets.hold.release');
  };
  return (active, selection) => [
    {
      id: 'cell',
      actions: [
        {
          id: 'hold',
          label: holdLabel(active),
          icon: active?.hold ? <LockOpen aria-hidden="true" /> : <Lock aria-hidden="true" />,
          keys: ['Ctrl', 'Shift', 'L'],
          disabled: !mayHold(active),
          onSelect: onHold,
        },
        ...structureActions(active),
        {
          id: 'method',
          label: t('targets.method.open'),
          icon: <Split aria-hidden="true" />,
          disabled: !mayFill(table, format, active),
          onSelect: () => onAsk('method'),
        },
        {
          id: 'series',
          label: t('targets.series.open'),
          icon: <ChartNoAxesColumnIncreasing aria-hidden="true" />,
          keys: ['Ctrl', 'Shift', 'F'],
          disabled: active?.editable !== true,
          onSelect: () => selection && onSeries({ range: selection.range, source: null }),
        },
        {
          id: 'clear',
          label: t('targets.clear'),
          icon: <Eraser aria-hidden="true" />,
          keys: ['Del'],
          disabled: active?.editable !== true,
          onSelect: () => clear(active),
        },
        {
          id: 'explain',
          label: t('targets.explain'),
          icon: <CircleQuestionMark aria-hidden="true" />,
          onSelect: () => onAsk('explain'),
        },
        {
          id: 'codes',
          label: t('targets.code.open'),
          icon: <SquareTerminal aria-hidden="true" />,
          onSelect: () => onAsk('codes'),
        },
      ],
    },
  ];
}
