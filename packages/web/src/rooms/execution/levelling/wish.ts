import { type LevelWish, type PlanRecord, recordsOf, type ScarceGroup, scarceGroups } from '@shapan/engine';
import { nameOf, type RecordContext, type Records } from '../../../records/index.ts';
import { isMine } from '../my-tasks.tsx';

/** Which tasks may be moved: all that the reader may change, their own, or those of one initiative, by its id. */
export type Among = 'all' | 'mine' | `initiative ${string}`;

/** What somebody chose about a levelling. */
export interface Choices {
  readonly respect: readonly ScarceGroup[];
  readonly among: Among;
  readonly withinSlack: boolean;
  readonly byPriority: boolean;
}

/** At first nothing is left out, and no end moves. */
export const firstChoices: Choices = {
  respect: scarceGroups,
  among: 'all',
  withinSlack: true,
  byPriority: true,
};

/** Never more than the reader may change. */
export function wishOf({ context, mayChange }: Records, { respect, among, ...how }: Choices): LevelWish {
  const mayMove = (task: PlanRecord): boolean => {
    if (!mayChange(task)) return false;
    if (among === 'all') return true;
    if (among === 'mine') return isMine(context, task);
    return `initiative ${task.fields['initiative']}` === among;
  };
  return { respect: new Set(respect), mayMove, ...how };
}

export function amongChoices(
  context: RecordContext,
): readonly { readonly value: Among; readonly label: string }[] {
  const { t, state } = context;
  const used = new Set(recordsOf(state, 'task').map(({ fields }) => fields['initiative']));
  return [
    { value: 'all', label: t('execution.level.among.all') },
    { value: 'mine', label: t('execution.level.among.mine') },
    ...recordsOf(state, 'initiative')
      .filter(({ id }) => used.has(id))
      .map((one) => ({
        value: `initiative ${one.id}` as const,
        label: t('execution.level.among.initiative', { name: nameOf(context, one) }),
      })),
  ];
}
