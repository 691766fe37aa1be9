import type { Fraction } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { meaningOf, type wayAt } from './breakdown/entries.ts';
import { nameOfLine } from './breakdown/lines.ts';
import { codeBegun, codeNameOf } from './codes/code-list.ts';
import { amountOfShare, type Whole } from './codes/share-entries.ts';
import { readShareText } from './codes/share-text.ts';
import type { MetricFormat } from './metric-format.ts';

/**
 * What a text would mean, for the line below the editor; `null` while it means nothing yet. A number without a unit
 * counts in what the view shows; where that is not the metric's own unit the line says so, and how to type the other. A
 * way of spreading that was chosen for typed totals is named: a number alone would be in proportion (SPR-T16).
 */
export function typedText(
  t: Translate,
  text: string,
  current: Fraction | null,
  format: MetricFormat,
  whole: Pick<Whole, 'amount' | 'line'> | null = null,
  way: ReturnType<typeof wayAt> = null,
): string | null {
  const share = format.twoPart || format.computed || !whole ? null : readShareText(text);
  if (share && whole)
    return t('targets.typed.share', {
      amount: format.exactAmount(amountOfShare(share, whole.amount)),
      whole: nameOfLine(whole.line),
      of: format.exactAmount(whole.amount),
    });
  const meaning = meaningOf(text, current, format);
  const code = meaning === null ? codeNameOf(text) : null;
  if (code !== null && !format.twoPart && !format.computed) return t(`targets.code.does.${code}`);
  const begun = meaning !== null || format.twoPart || format.computed ? null : codeBegun(text);
  if (begun)
    return t('targets.code.begun', { does: t(`targets.code.does.${begun.name}`), example: begun.example });
  if (meaning === null) return null;
  const by = way === null ? '' : t('targets.typed.way', { way: t(`targets.way.${way}`) });
  return amountText(t, text, current, format, meaning) + by;
}

function amountText(
  t: Translate,
  text: string,
  current: Fraction | null,
  format: MetricFormat,
  meaning: string,
): string {
  const number = text.normalize('NFKC').trim();
  if (format.word === '' || !isPlainNumber(number)) return `= ${meaning}`;
  const shown = t('targets.typed.plain', { meaning, shown: format.unitLabel });
  const own = `${number}${format.ownUnit}`;
  const mayName = meaningOf(own, current, format) !== null;
  return mayName ? shown + t('targets.typed.own', { number, own: format.ownUnit }) : shown;
}

const isPlainNumber = (text: string): boolean => /^\d[\d,]*(?:\.\d+)?$/.test(text) && /[1-9]/.test(text);
