import {
  type BookState,
  currencyDecimals,
  decimalFromAmount,
  type FieldValue,
  isAmount,
  numberFromAmount,
  ok,
  planCurrency,
  problem,
  type Result,
  readTypedAmount,
  refuse,
} from '@shapan/engine';
import { currencyName, formatAmount, type Translate } from '@shapan/i18n';

/** Money of the plan's records for people: 5万元, 50K CNY; short only where it stays exact. */
export function showMoney(t: Translate, state: BookState, amount: number): string {
  const currency = planCurrency(state);
  const name = currency === null ? '' : currencyName(currency, t.locale);
  const number = moneyNumber(t, state, amount);
  return t.locale === 'en' ? `${number} ${name}`.trim() : `${number}${name}`;
}

/** The same without the name of the currency, for columns and bars that say it once. */
export function moneyNumber(t: Translate, state: BookState, amount: number): string {
  const currency = planCurrency(state);
  const decimals = currency === null ? 2 : currencyDecimals(currency);
  const [step, unit] = t.locale === 'en' ? ([1_000, 'K'] as const) : ([10_000, '万'] as const);
  const size = step * 10 ** decimals;
  const isShort = Math.abs(amount) >= size && amount % (size / 100) === 0;
  if (!isShort) return formatAmount(amount, { decimals });
  return `${formatAmount(amount / (size / 100), { decimals: 2, places: 2 })}${unit}`;
}

/** What an editor of money opens with: all of its digits, in the currency. */
export function editMoney(state: BookState, value: FieldValue): string {
  const currency = planCurrency(state);
  return currency === null || !isAmount(value)
    ? String(value)
    : decimalFromAmount(value, currencyDecimals(currency));
}

/** Money as a number of the currency, for sums of a selection. */
export function moneyValue(state: BookState, value: FieldValue | undefined): number | null {
  const currency = planCurrency(state);
  return currency === null || !isAmount(value) ? null : numberFromAmount(value, currencyDecimals(currency));
}

/** Typed money – `5万`, `¥3,000.50`, `+10%` – as exact smallest units of the plan's currency. */
export function readMoney(
  state: BookState,
  name: string,
  text: string,
  current: FieldValue | undefined,
): Result<FieldValue> {
  const currency = planCurrency(state);
  if (currency === null) return refuse(problem('CURRENCY_MISSING', name));
  const read = readTypedAmount(text, {
    decimals: currencyDecimals(currency),
    currency,
    currentAmount: isAmount(current) ? current : null,
  });
  if (read.ok) return ok(read.value.amount);
  return refuse(
    ...read.problems.map((one) =>
      one.code === 'NUMBER_CURRENCY' ? problem('MONEY_FOREIGN', name, one.params) : one,
    ),
  );
}
