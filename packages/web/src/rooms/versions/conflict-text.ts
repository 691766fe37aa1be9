import { type BookState, findRecord, kinds } from '@shapan/engine';
import { formatPeriod, type Translate } from '@shapan/i18n';
import { problemText } from '../../app/failure.tsx';
import type { ApiError } from '../../data/api.ts';
import { metricFormat } from '../targets/metric-format.ts';
import { memberName, metricOf, targetName } from '../targets/names.ts';
import { rulePlaceText, ruleText } from '../targets/rules/rule-words.ts';
import { fieldName, kindName } from './value-text.ts';

interface Books {
  readonly state: BookState;
  readonly master: BookState;
}

/** Where the plan has moved on in the same place as a what-if, and what stands there now. */
export function conflictText(t: Translate, books: Books, error: Pick<ApiError, 'code' | 'body'>): string {
  const params = error.body?.params;
  if (error.code !== 'STALE' || !params) return problemText(t, error as ApiError);
  const kind = String(params['kind']);
  const field = params['field'] === undefined ? '' : ` · ${fieldName(t, kind, String(params['field']))}`;
  return t('versions.whatIf.conflict', {
    place: `${nameOf(t, books, kind, String(params['id']))}${field}`,
    theirs: theirsText(t, books, params) || t('targets.grid.nothing'),
  });
}

function nameOf(t: Translate, { state, master }: Books, kind: string, id: string): string {
  const record = findRecord(state, kind, id);
  if (kind === 'target' && record) return targetName(master, record);
  if (kind === 'breakdownRule' && record) {
    const sourceName = (source: string): string => {
      const target = findRecord(state, 'target', source);
      return target ? targetName(master, target) : source;
    };
    const words = { t, master, targetName: sourceName };
    return `${rulePlaceText(words, record)} · ${ruleText(words, record)}`;
  }
  const title = kinds.get(kind)?.title;
  const name = title ? record?.fields[title] : undefined;
  return `${kindName(t, kind)} ${String(name ?? '')}`.trim();
}

function theirsText(
  t: Translate,
  { state, master }: Books,
  params: Readonly<Record<string, unknown>>,
): string {
  const { kind, id, cell, field, theirs } = params;
  if (theirs === null || theirs === undefined) return '';
  const target = kind === 'target' ? findRecord(state, 'target', String(id)) : undefined;
  const metric = target && metricOf(master, target);
  if (metric && cell !== undefined && typeof theirs === 'string')
    return metricFormat(metric, 'yuan', t.locale).exactAmount(Number(theirs));
  const type = kinds.get(String(kind))?.fields[String(field)]?.type;
  return type === 'weights' ? weightsText(t, master, String(theirs)) : String(theirs);
}

/** How many parts are named. */
const NAMED = 6;

/** Weights by member or period: A1 1, A2 2 … */
function weightsText(t: Translate, master: BookState, json: string): string {
  const parts = Object.entries(JSON.parse(json) as Readonly<Record<string, number>>);
  const named = parts.slice(0, NAMED).map(([id, weight]) => {
    const name = findRecord(master, 'dimensionMember', id)
      ? memberName(master, id)
      : formatPeriod(id, t.locale, { year: true });
    return `${name} ${weight}`;
  });
  return named.join(t('targets.list.comma')) + (parts.length > NAMED ? ' …' : '');
}
