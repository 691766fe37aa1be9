import type { Fraction } from '@shapan/engine';
import { useT } from '../../../data/hooks.tsx';
import { type Condition, type NumberCondition, needsNumber } from '../breakdown/conditions.ts';
import type { MetricFormat } from '../metric-format.ts';
import { type Arranging, numberColumns } from './arranging.ts';
import { useMemberChoices } from './use-member-choices.ts';

/** So many members are named in a condition; the others are counted. */
const named = 3;

/** A condition in words: 合计 不小于 500万; 区域：只看 华东、华北. */
export function useConditionWords(arranging: Arranging): (condition: Condition) => string {
  const t = useT();
  const choicesOf = useMemberChoices(arranging);
  return (condition) => {
    if (condition.kind === 'name') return t('targets.order.says.name', { text: condition.text });
    if (condition.kind === 'number') {
      const { column, comparison } = condition;
      const name = numberColumns(arranging).find(({ value }) => value === column)?.label ?? column;
      const words = [name, t(`targets.order.${comparison}`), thanText(condition, arranging.format)];
      return words.filter((word) => word !== '').join(' ');
    }
    const labels = new Map(choicesOf(condition.axis).map(({ id, label }) => [id, label]));
    const names = condition.ids.slice(0, named).map((id) => labels.get(id) ?? id);
    const rest = condition.ids.length - names.length;
    const members = names.join(t('targets.list.comma'));
    return t(condition.keep ? 'targets.order.says.only' : 'targets.order.says.without', {
      axis: arranging.axisName(condition.axis),
      members: rest > 0 ? t('targets.order.says.more', { members, rest }) : members,
    });
  };
}

function thanText({ comparison, than }: NumberCondition, format: MetricFormat): string {
  if (!needsNumber(comparison)) return '';
  const unit = format.percent || format.unitLabel === '' ? '' : ` ${format.unitLabel}`;
  return `${format.shown(fractionOf(than, format))}${unit}`;
}

/** The number of a condition as one types it. */
export const typedNumber = ({ comparison, than }: NumberCondition, format: MetricFormat): string =>
  needsNumber(comparison) ? format.edit(fractionOf(than, format)) : '';

const fractionOf = (than: number, { twoPart }: MetricFormat): Fraction =>
  twoPart
    ? { numerator: Math.round(than * 1_000_000), denominator: 1_000_000 }
    : { numerator: than, denominator: 1 };
