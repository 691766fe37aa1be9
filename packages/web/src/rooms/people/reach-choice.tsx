import type { Scope } from '@shapan/contract';
import { recordsOf } from '@shapan/engine';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';
import { Callout, RadioCards } from '../../design/index.ts';
import { ScopePicker } from './scope-picker.tsx';

export type Reach = 'whole' | 'part';

/** How far somebody sees is said, never left to chance; where there are no parts there is nothing to say. */
export const reachMissing = ({
  parted,
  reach,
  scope,
}: {
  readonly parted: boolean;
  readonly reach: Reach | null;
  readonly scope: Scope;
}): boolean => parted && (reach === null || (reach === 'part' && scope.length === 0));

/** Whether the organisation has parts that somebody's sight could end at. */
export function useParted(): boolean {
  const { state } = useBook(useWorkspace().master);
  return recordsOf(state, 'dimension').length > 0;
}

interface ReachChoiceProps {
  readonly reach: Reach | null;
  readonly onReach: (reach: Reach) => void;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  /** Whether the answer is still owed and was asked for. */
  readonly wrong: boolean;
}

/** Everything, or a part – and then which: a part of which nothing is ticked is not everything. */
export function ReachChoice({ reach, onReach, scope, onScope, wrong }: ReachChoiceProps) {
  const t = useT();
  const parted = useParted();
  return (
    <>
      {parted && (
        <RadioCards
          label={t('people.scope')}
          value={reach}
          onChange={onReach}
          cards={(['whole', 'part'] as const).map((value) => ({
            value,
            title: t(`people.scope.${value}`),
            text: t(`people.scope.${value}.text`),
          }))}
        />
      )}
      {(!parted || reach === 'part') && <ScopePicker scope={scope} onChange={onScope} />}
      {wrong && (
        <Callout tone="bad" announce="urgent">
          {t('people.scope.choose')}
        </Callout>
      )}
    </>
  );
}
