import { amountFromDecimal, type SmartContext, type SmartFinding } from '@shapan/engine';
import { formatDate, type MessageParams, type Translate } from '@shapan/i18n';
import type { MetricFormat } from '../metric-format.ts';

/** What a sentence about a finding needs to know of the target. */
export interface SmartWords {
  readonly t: Translate;
  readonly format: MetricFormat;
  readonly metric: SmartContext['metric'];
  readonly memberName: (id: string) => string;
}

const amounts: ReadonlySet<string> = new Set([
  'covered',
  'target',
  'gap',
  'surplus',
  'capacity',
  'open',
  'expected',
  'needed',
]);
const days: ReadonlySet<string> = new Set(['from', 'to', 'planFrom', 'planTo']);

/** The evidence of a finding as a sentence. */
export function evidenceText(words: SmartWords, { code, params }: SmartFinding): string {
  const { t } = words;
  if (code === 'SMART_SET' && params['field'] === 'dimensions') {
    return t('smart.says.dimensions', { value: Number(params['value']) });
  }
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    paramText(words, code, params, name, value),
  ]);
  return t.find(`smart.says.${code}`, Object.fromEntries(shown) as MessageParams) ?? code;
}

function paramText(
  words: SmartWords,
  code: SmartFinding['code'],
  params: SmartFinding['params'],
  name: string,
  value: string | number,
): string | number {
  const { t, memberName } = words;
  if (typeof value === 'number') return value;
  if (days.has(name)) return value === '' ? '' : formatDate(value, t.locale);
  if (name === 'missing' && (code === 'SMART_UNKNOWN' || code === 'SMART_UNTOLD'))
    return t.find(`smart.missing.${value}`) ?? value;
  if (amounts.has(name) && code !== 'SMART_HISTORY_SHORT') return amountText(words, value);
  if (name !== 'value') return value;
  switch (params['field']) {
    case 'value':
    case 'baseline':
      return amountText(words, value);
    case 'accountable':
      return memberName(value);
    case 'cadence':
    case 'unit':
      return t.find(`option.${params['field']}.${value}`) ?? value;
    default:
      return value;
  }
}

/** Decimal text in the metric's own unit as people read it; a band's limits stay as they are. */
function amountText({ format, metric }: SmartWords, text: string): string {
  const behind = format.ownUnit === '' ? '' : ` ${format.ownUnit}`;
  if (format.twoPart) return `${text}${behind}`;
  const amount = amountFromDecimal(text, metric?.decimals ?? 0);
  return amount.ok ? format.exactAmount(amount.value) : `${text}${behind}`;
}
