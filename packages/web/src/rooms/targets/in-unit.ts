import type { Translate } from '@shapan/i18n';

/** The name of a number with the unit it is counted in, where it has one: 差额（万元）, Gap (k CNY). */
export const inUnit = (t: Translate, name: string, unit: string): string =>
  unit === '' ? name : t('targets.breakdown.inUnit', { name, unit });
