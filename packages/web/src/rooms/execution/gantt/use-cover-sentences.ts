import type { MovedTask, PlaceShift, PlanSchedule, TargetShift } from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { type CoverWords, coverWords, useCoverVoice } from '../../strategy/coverage/use-cover-words.ts';
import { targetsOf } from '../../targets/names.ts';
import { targetNames } from '../../targets/target-names.ts';
import { useCoverWatch } from './use-cover-watch.ts';

/** So many places that become uncovered are named. */
const MOST_PLACES = 3;

/** What moves of tasks would do to the coverage of targets, in a sentence for each; nothing where nothing waits for tasks. */
export function useCoverSentences(
  schedule: PlanSchedule,
): (moved: readonly MovedTask[]) => readonly string[] {
  const watch = useCoverWatch(schedule);
  const { state, master, store } = usePlan();
  const voice = useCoverVoice();
  return useMemo(() => {
    const { t } = voice;
    const sentencesOf = (shift: TargetShift): string => {
      const { target, whole, uncovered } = shift;
      const layout = store.tables.of(target)?.layout;
      if (!layout) return '';
      const words = coverWords(voice, layout, -1);
      const name = targetNames(targetsOf(state), master, t).get(target) ?? '';
      const standing = watch.baseline(target);
      const places = uncovered.slice(0, MOST_PLACES).map(({ place }) => {
        const along = place.members.findIndex((node) => node !== 0);
        const [node = 0, id = ''] = [place.members[along], layout.frame.time.ids[place.time]];
        const row = { members: place.members, node, depth: 0, isLeaf: true };
        return coverWords(voice, layout, along).cell({ row, column: { time: place.time, id, isLeaf: true } });
      });
      const more = uncovered.length > MOST_PLACES ? ['…'] : [];
      const told = [
        changeOf(words, name, whole),
        ...(places.length > 0
          ? [t('execution.move.cover.uncovered', { places: [...places, ...more].join(t('records.comma')) })]
          : []),
        ...(whole.was.baseline !== null
          ? []
          : [t(standing === 'known' ? 'execution.move.cover.unknown' : `execution.move.cover.${standing}`)]),
      ];
      return told.join(t.locale === 'en' ? ' ' : '');
    };
    return (moved) => {
      if (!watch.any) return [];
      const shifts = watch.after(moved);
      return shifts.length === 0 ? [t('execution.move.cover.same')] : shifts.map(sentencesOf);
    };
  }, [watch, state, master, store, voice]);
}

/**
 * From what to what the whole of a target is covered, by how much less or more, and what is then missing. The whole may stay
 * where only some of its places change: a level is told by its last day, a rate by the place it names.
 */
export function changeOf(
  words: Pick<CoverWords, 't' | 'unitLabel' | 'share' | 'amount'>,
  target: string,
  { was, is }: Pick<PlaceShift, 'was' | 'is'>,
): string {
  const { t, unitLabel: unit } = words;
  const change = is.reached - was.reached;
  const gap = is.uncovered ?? 0;
  const gapWord = gap > 0 ? 'gap' : gap < 0 ? 'surplus' : 'even';
  const rest =
    is.uncovered === null
      ? ''
      : t(`execution.move.cover.${gapWord}`, { amount: words.amount(Math.abs(gap)), unit });
  const after = words.share(is) ?? `${words.amount(is.reached)} ${unit}`;
  if (change === 0) return t('execution.move.cover.stays', { target, after, rest });
  return t(change > 0 ? 'execution.move.cover.more' : 'execution.move.cover.less', {
    target,
    before: words.share(was) ?? `${words.amount(was.reached)} ${unit}`,
    after,
    amount: words.amount(Math.abs(change)),
    unit,
    rest,
  });
}
