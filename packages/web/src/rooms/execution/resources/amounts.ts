import { type Demand, THOUSANDTHS } from '@shapan/engine';
import { type RecordContext, showMoney } from '../../../records/index.ts';

/** Thousandths as a number for people, to two places. */
export const thousandthsText = ({ t }: RecordContext, amount: number): string =>
  new Intl.NumberFormat(t.locale, { maximumFractionDigits: 2 }).format(amount / THOUSANDTHS);

/** Thousandths of a working day: 3.5 人天, 3.5 person-days. */
export const daysText = (context: RecordContext, amount: number): string =>
  context.t('resources.days', { days: thousandthsText(context, amount) });

/** A share in whole percent; what is there may be nothing. */
export const shareText = ({ t }: RecordContext, taken: number, capacity: number): string =>
  new Intl.NumberFormat(t.locale, { style: 'percent', maximumFractionDigits: 0 }).format(taken / capacity);

/** What a demand counts in: days of a person, money, or the resource's unit. */
export function demandText(
  context: RecordContext,
  demand: Pick<Demand, 'of'>,
  amount: number,
  unit: unknown,
): string {
  if (demand.of === 'work' || demand.of === 'share') return daysText(context, amount);
  if (demand.of === 'money') return showMoney(context.t, context.state, amount);
  const word = typeof unit === 'string' ? unit : '';
  return `${thousandthsText(context, amount)} ${word}`.trim();
}
