import {
  currencyName,
  type DisplayUnit,
  formatAmount,
  formatPercent,
  formatRate,
  type Translate,
  unitName,
} from '@shapan/i18n';
import type { MoneyUnit } from '../../app/unit.tsx';
import type { TargetLine } from './core-targets.ts';

export interface TargetText {
  readonly value: string;
  readonly unit: string;
}

/** What a target says in total, for people: money in the unit of the view, rates in percent, counts with their word. */
export function targetText({ metric, total }: TargetLine, t: Translate, money: MoneyUnit): TargetText {
  const decimals = Number(metric?.fields['decimals'] ?? 0);
  const kind = String(metric?.fields['unit'] ?? '');
  if (total === null) return { value: '–', unit: '' };
  if (kind === 'percent') return { value: formatPercent(total), unit: '' };
  if (kind === 'money' && total.denominator === 1)
    return { value: money.text(total.numerator, decimals), unit: money.label };
  const label = metric?.fields['unitLabel'];
  const unit = typeof label === 'string' ? label : (t.find(`plan.unit.${kind}`) ?? '');
  if (total.denominator !== 1) return { value: formatRate(total, { percent: false }), unit };
  return { value: formatAmount(total.numerator, { decimals }), unit };
}

/** An amount of money in the largest unit that leaves something before the point, with the unit behind it. */
export function moneyText(amount: number, decimals: number, t: Translate, currency: string): string {
  const unit = unitFor(amount, decimals, t.locale);
  return t('plan.amount', {
    amount: formatAmount(amount, { decimals, unit, places: unit === 'yuan' ? undefined : 4 }),
    unit: unitName(unit, currencyName(currency, t.locale), t.locale),
  });
}

export function unitFor(amount: number, decimals: number, locale: Translate['locale']): DisplayUnit {
  const size = Math.abs(amount) / 10 ** decimals;
  const steps =
    locale === 'en'
      ? ([
          [1e9, 'shiyi'],
          [1e6, 'baiwan'],
        ] as const)
      : ([
          [1e8, 'yi'],
          [1e4, 'wan'],
        ] as const);
  return steps.find(([least]) => size >= least)?.[1] ?? 'yuan';
}
