import type { Because, LeftTask, LevelledPlan, Scarce } from '@shapan/engine';
import { findAnywhere, memberNameOf, nameOf, type RecordContext, showMoney } from '../../../records/index.ts';

/** So many names are told of a list, the rest by their number. */
const MOST_NAMES = 3;

/** What is short, and by how much, in words. */
export interface LevelWords {
  readonly task: (id: string) => string;
  readonly scarce: (one: Scarce) => string;
  readonly amount: (one: Scarce, units: number) => string;
  readonly because: (because: Because) => string;
  readonly lacks: (left: LeftTask) => string;
}

const THOUSANDTHS = 1_000;

export function levelWords(context: RecordContext): LevelWords {
  const { t, state } = context;
  const task = (id: string): string => {
    const found = findAnywhere(context, ['task'], id);
    return found ? nameOf(context, found) : '–';
  };
  const record = (id: string) => findAnywhere(context, ['resource'], id);
  const named = (ids: readonly string[]): string => {
    const names = ids.slice(0, MOST_NAMES).map(task);
    return [...names, ...(ids.length > MOST_NAMES ? ['…'] : [])].join(t('records.comma'));
  };
  const scarce = (one: Scarce): string => {
    if (one.of === 'person') return memberNameOf(context, one.id) || t('execution.level.somebody');
    const found = record(one.id);
    return found ? nameOf(context, found) : '–';
  };
  const amount = (one: Scarce, units: number): string => {
    if (one.group === 'budget') return showMoney(t, state, units);
    const whole = Math.round((100 * units) / THOUSANDTHS) / 100;
    if (one.of === 'person') return t('execution.level.people', { number: whole });
    const number = new Intl.NumberFormat(t.locale).format(whole);
    const unit = String(record(one.id)?.fields['unit'] ?? '');
    return t.locale === 'en' ? `${number} ${unit}`.trim() : `${number}${unit}`;
  };
  return {
    task,
    scarce,
    amount,
    because(because) {
      if (because.of === 'order') return t('execution.level.because.order');
      if (because.of === 'link') return t('execution.level.because.link', { task: task(because.task) });
      const words = { scarce: scarce(because.scarce), holders: named(because.holders) };
      if (because.holders.length === 0) return t('execution.level.because.absent', words);
      return t(
        because.scarce.isStock ? 'execution.level.because.stock' : 'execution.level.because.busy',
        words,
      );
    },
    lacks({ lacks, isTooLate }) {
      const what = lacks
        .map((one) =>
          t(one.scarce.isStock ? 'execution.level.lacks.stock' : 'execution.level.lacks.day', {
            scarce: scarce(one.scarce),
            amount: amount(one.scarce, one.missing),
          }),
        )
        .join(t('records.comma'));
      return t(isTooLate ? 'execution.level.left.late' : 'execution.level.left.never', { what });
    },
  };
}

/** Working days on which somebody or something is overdrawn, all together. */
export const daysShort = (shortages: LevelledPlan['shortages']['before']): number =>
  shortages.reduce((sum, { days }) => sum + days, 0);
