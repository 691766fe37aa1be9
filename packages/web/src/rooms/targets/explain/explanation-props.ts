import type { TargetTable } from '../../../data/tables.ts';
import type { BreakdownCell } from '../breakdown/model.ts';
import type { MetricFormat } from '../metric-format.ts';

export interface ExplainDrawerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly table: TargetTable;
  readonly cell: BreakdownCell | null;
  readonly name: string;
  readonly format: MetricFormat;
}

export interface ExplanationProps extends Omit<ExplainDrawerProps, 'open' | 'onOpenChange'> {
  readonly cell: BreakdownCell;
}
