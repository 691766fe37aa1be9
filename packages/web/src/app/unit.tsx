import { useNavigate, useSearch } from '@tanstack/react-router';
import { useT, useWorkspace } from '../data/hooks.tsx';
import { amountText, isUnit, type Unit } from './amount.ts';

export interface MoneyUnit {
  readonly unit: Unit;
  setUnit(unit: Unit): void;
  /** For a heading: 万元, or 10k CNY. */
  readonly label: string;
  /** An amount of money in smallest units as a number in this unit. */
  text(amount: number | null, decimals?: number): string;
}

/** In which unit this view shows money. It stands in the address, so a link shows the same. */
export function useUnit(): MoneyUnit {
  const t = useT();
  const { unit: asked } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { currency } = useWorkspace().workspace;
  const unit = isUnit(asked) ? asked : 'wan';
  return {
    unit,
    setUnit: (next) => void navigate({ to: '.', search: (search) => ({ ...search, unit: next }), replace: true }),
    label: unitLabel(unit),
    text: (amount, decimals = 2) => amountText(amount, { decimals, unit, locale: t.locale }),
  };

  function unitLabel(of: Unit): string {
    const money = currency === 'CNY' ? t('app.unit.yuan') : currency;
    return of === 'yuan' ? money : t(`app.unit.${of}.money`, { money });
  }
}
