import { formatPeriod, type Translate } from '@shapan/i18n';
import { useMemo } from 'react';
import { dateText } from '../../../app/dates.ts';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { memberName } from '../names.ts';
import type { Arrangement } from './arrangement.ts';
import type { Line, LineNames } from './lines.ts';
import { useAxisName } from './use-arrangement.ts';

type Locale = Parameters<typeof formatPeriod>[1];

/** What lines and headings of a breakdown are called. */
export function useBreakdownWords(table: TargetTable, arrangement: Arrangement, format: MetricFormat) {
  const t = useT();
  const { master } = usePlan();
  const axisName = useAxisName(table);
  const { unitLabel } = format;
  return useMemo(() => {
    const period = periodNames(table, t.locale, t('targets.period.last'));
    const lines: LineNames = {
      total: t('targets.total'),
      member: (id) => memberName(master, id),
      own: (name) => t('targets.ownPart', { name }),
      during: duringWords(t),
      period,
    };
    const named = arrangement.rows.map(axisName).filter((name) => name !== '');
    const name = named.length === 0 ? lines.total : named.join(' › ');
    const part = (name: string): string => t('targets.part.named', { name });
    const grid = {
      name: inUnit(t, name, unitLabel),
      column: (line: Line): string => {
        if (line.shows) return t(`targets.reached.${line.shows}`);
        return line.isPart ? part(line.label) : line.label;
      },
      group: groupOf(table, arrangement, t.locale),
      part,
      partNote: t('targets.part.note'),
    };
    return { lines, grid };
  }, [table, arrangement, t, master, unitLabel, axisName]);
}

/** A member where it stands for some of the time only, with its first and last day there. */
export const duringWords =
  (t: Translate): LineNames['during'] =>
  (name, { from, to }) => {
    const days = { name, from: dateText(from, t.locale), to: dateText(to, t.locale) };
    if (from === null) return t('targets.stint.to', days);
    return to === null ? t('targets.stint.from', days) : t('targets.stint.between', days);
  };

/** What is computed or typed for the whole by itself is no balance, however its periods make longer ones (SPR-T40). */
export const isReadAtEnd = ({
  behaviour,
  totals,
}: Pick<TargetTable['layout'], 'behaviour' | 'totals'>): boolean =>
  behaviour === 'last' && totals !== 'computed' && totals !== 'stated';

function periodNames({ layout }: TargetTable, locale: Locale, last: string): (node: number) => string {
  const { time } = layout.frame;
  const days = new Map(layout.periods.map((period) => [period.id, period]));
  const name = (id: string): string =>
    formatPeriod(id, locale, { days: id.startsWith('P') ? days.get(id) : undefined });
  return (node) => {
    const [leaf] = time.leafNodes;
    if (node === 0 && time.leafNodes.length === 1 && leaf !== undefined) return name(time.ids[leaf] ?? '');
    return node === 0 && isReadAtEnd(layout) ? last : name(time.ids[node] ?? 'all');
  };
}

const isYear = (id: string | undefined): boolean => /^W?Y\d/.test(id ?? '');

/** The year of a node of time where several stand side by side: the one it lies in, of a custom period where it begins. */
export function yearsOf({ layout }: TargetTable, locale: Locale): (node: number) => string | undefined {
  const { time } = layout.frame;
  const begins = new Map(layout.periods.map(({ id, from }) => [id, from.slice(0, 4)]));
  const custom = layout.periods.some(({ id }) => id.startsWith('P'));
  const years = custom ? new Set(begins.values()).size : time.ids.filter(isYear).length;
  if (years < 2) return () => undefined;
  return (node) => {
    if (custom) {
      const year = begins.get(time.ids[node] ?? '');
      return year === undefined ? undefined : formatPeriod(`Y${year}`, locale);
    }
    if (isYear(time.ids[node])) return undefined;
    let above = node;
    while (above > 0 && !isYear(time.ids[above])) above = time.parent[above] ?? 0;
    return above > 0 ? formatPeriod(time.ids[above] ?? '', locale) : undefined;
  };
}

/** Columns stand under a heading: what they are nested in, and their year where there are several. */
function groupOf(table: TargetTable, { columns }: Arrangement, locale: Locale) {
  const yearOf = columns.includes('time') ? yearsOf(table, locale) : () => undefined;
  return (line: Line): string | undefined => {
    const year = yearOf(line.place.time);
    const words = [...line.outer, ...(year === undefined ? [] : [year])];
    return words.length === 0 ? undefined : words.join(' › ');
  };
}
