import { currencyName, type DisplayUnit, formatAmount, isDisplayUnit, unitName } from '@shapan/i18n';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useT, useWorkspace } from '../data/hooks.tsx';

export interface MoneyUnit {
  readonly unit: DisplayUnit;
  setUnit(unit: DisplayUnit): void;
  /** For a heading: 万元, or k CNY. */
  readonly label: string;
  /** An amount of money in smallest units as a number in this unit. */
  text(amount: number | null, decimals?: number): string;
}

/** In which unit this view shows money. It stands in the address, so a link shows the same. */
export function useUnit(): MoneyUnit {
  const t = useT();
  const asked = useSearch({ strict: false, select: (search) => search.unit });
  const navigate = useNavigate();
  const { currency } = useWorkspace().workspace;
  const unit = isDisplayUnit(asked) ? asked : t.locale === 'en' ? 'qian' : 'wan';
  return {
    unit,
    setUnit: (next) =>
      void navigate({
        to: '.',
        search: (search) => ({ ...search, unit: next }),
        replace: true,
        resetScroll: false,
      }),
    label: unitName(unit, currencyName(currency, t.locale), t.locale),
    text: (amount, decimals = 2) => (amount === null ? '–' : formatAmount(amount, { decimals, unit })),
  };
}
