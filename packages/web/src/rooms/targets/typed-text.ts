import type { Fraction } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { meaningOf } from './breakdown/entries.ts';
import type { MetricFormat } from './metric-format.ts';

/**
 * What a text would mean, for the line below the editor; `null` while it means nothing yet. A plain number counts in
 * the metric's own unit whatever the view shows, so where the two differ the line says so, and how to type the other.
 */
export function typedText(
  t: Translate,
  text: string,
  current: Fraction | null,
  format: MetricFormat,
): string | null {
  const meaning = meaningOf(text, current, format);
  if (meaning === null) return null;
  const plain = text.normalize('NFKC').trim();
  const other = `${plain}${format.suffix}`;
  if (format.suffix === '' || !isPlainNumber(plain) || meaningOf(other, current, format) === null) {
    return `= ${meaning}`;
  }
  return t('targets.typed.plain', {
    meaning,
    own: format.ownUnit,
    shown: format.unitLabel,
    number: plain,
    other,
  });
}

const isPlainNumber = (text: string): boolean => /^\d[\d,]*(?:\.\d+)?$/.test(text) && /[1-9]/.test(text);
