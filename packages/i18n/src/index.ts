export {
  type AmountFormat,
  currencyName,
  type DateFormat,
  type DisplayUnit,
  displayUnits,
  formatAmount,
  formatDate,
  formatDateRange,
  formatFraction,
  formatMoment,
  formatMonthRange,
  formatPercent,
  formatPeriod,
  formatRate,
  isDisplayUnit,
  type PeriodFormat,
  type RatioFormat,
  unitName,
  unitsOf,
} from './format.ts';
export { createTranslate, type MessageParams, type Translate } from './translate.ts';
export type { MessageKey } from './zh-CN/index.ts';
