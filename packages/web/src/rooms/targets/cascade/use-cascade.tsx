import { type CellPlace, type PlanRecord, recordsOf, sameValue } from '@shapan/engine';
import { ArrowRightLeft, FastForward, MessageSquarePlus, PenLine } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import type { MenuAction } from '../../../design/index.ts';
import type { BreakdownCell } from '../breakdown/model.ts';
import type { MetricFormat } from '../metric-format.ts';
import { membersText } from '../names.ts';
import { placesToPropose } from '../proposals/places-to-propose.ts';
import { ProposeDialog } from '../proposals/propose-dialog.tsx';
import { useUntoldParts } from '../proposals/use-untold-parts.ts';
import { CarryDialog } from './carry-dialog.tsx';
import { coordinateOf } from './coordinate.ts';
import { hasPlaceBeside } from './other-places.ts';
import { OverrideDialog } from './override-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';

type Asked = 'propose' | 'override' | 'transfer' | 'carry';

interface CascadeInput {
  readonly table: TargetTable;
  readonly format: MetricFormat;
}

/** What can be done about a number besides typing it: propose another, set it aside by hand, move some of it. */
export function useCascade({ table, format }: CascadeInput): {
  /** For a cell, and what it is called. */
  readonly actions: (cell: BreakdownCell | null, name: string) => readonly MenuAction[];
  readonly dialog: ReactNode;
} {
  const t = useT();
  const { store, state, master } = usePlan();
  const { may } = useWorkspace();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const untold = useUntoldParts(table);
  const [asked, setAsked] = useState<Question | null>(null);

  const giveBack = async (id: string): Promise<void> => {
    const result = await store.submit([{ type: 'record.remove', kind: 'override', id }]);
    if (explain(result)) tell({ title: t('targets.override.removed') }, result);
  };
  const actions = (cell: BreakdownCell | null, name: string): readonly MenuAction[] => {
    if (!table.layout.rollsUp || format.twoPart) return [];
    const mayEnter = cell?.at != null && may('target.enter');
    const beside = cell !== null && hasPlaceBeside(table.layout, cell.place);
    const flows = table.layout.behaviour === 'flow';
    const override = cell?.at ? overrideAt(recordsOf(state, 'override'), table, cell.at) : undefined;
    const action = (id: Asked, icon: ReactNode, disabled: boolean): MenuAction => ({
      id,
      label: t(`targets.cascade.${id}`),
      icon,
      disabled,
      onSelect: () => setAsked(cell?.at ? { what: id, cell, at: cell.at, name } : null),
    });
    const proposing = (at: CellPlace): MenuAction => {
      const isCell = at === cell?.at;
      const part = isCell ? name : membersText(master, at.members);
      return {
        id: isCell ? 'propose' : `propose ${at.members.join(',')}`,
        label: isCell ? t('targets.cascade.propose') : t('targets.cascade.proposeFor', { name: part }),
        icon: <MessageSquarePlus aria-hidden="true" />,
        onSelect: () => setAsked(cell && { what: 'propose', cell, at, name: part }),
      };
    };
    const places = may('target.enter') ? placesToPropose(table, cell, untold) : [];
    return [
      ...(places.length > 0
        ? places.map(proposing)
        : [action('propose', <MessageSquarePlus aria-hidden="true" />, true)]),
      override
        ? {
            id: 'override',
            label: t('targets.override.remove'),
            icon: <PenLine aria-hidden="true" />,
            disabled: !may('record.edit') && !may('record.editOwn'),
            onSelect: () => void giveBack(override.id),
          }
        : action('override', <PenLine aria-hidden="true" />, !mayEnter || !may('record.editOwn')),
      action('transfer', <ArrowRightLeft aria-hidden="true" />, !mayEnter || !beside),
      action('carry', <FastForward aria-hidden="true" />, !mayEnter || !flows || cell?.leaf === true),
    ];
  };
  return { actions, dialog: asked && dialogOf(asked, { table, format }, () => setAsked(null)) };
}

interface Question {
  readonly what: Asked;
  readonly cell: BreakdownCell;
  /** The place that it is about: the cell's, or a part that the cell stands above. */
  readonly at: CellPlace;
  readonly name: string;
}

function dialogOf(
  { what, cell, at, name }: Question,
  shared: Pick<CascadeInput, 'table' | 'format'>,
  onClose: () => void,
): ReactNode {
  const common = { ...shared, at, name, current: cell.value?.numerator ?? null, onClose };
  switch (what) {
    case 'propose':
      return <ProposeDialog {...common} members={at.members} time={at.time} />;
    case 'override':
      return <OverrideDialog {...common} />;
    case 'transfer':
      return <TransferDialog {...common} />;
    case 'carry':
      return <CarryDialog {...common} />;
  }
}

/** The manual adjustment of exactly this cell. */
function overrideAt(
  overrides: readonly PlanRecord[],
  { layout }: TargetTable,
  at: NonNullable<BreakdownCell['at']>,
): PlanRecord | undefined {
  const coordinate = coordinateOf(layout, at.members);
  return overrides.find(
    ({ fields }) =>
      fields['target'] === layout.target.id &&
      fields['time'] === at.time &&
      sameValue(fields['coordinate'] ?? {}, coordinate),
  );
}
