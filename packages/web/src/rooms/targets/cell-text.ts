import {
  type BookState,
  type CellPlace,
  daysOfStint,
  memberOf,
  placeOf,
  type TargetLayout,
} from '@shapan/engine';
import { formatPeriod, type Translate } from '@shapan/i18n';
import { duringWords } from './breakdown/use-breakdown-words.ts';
import { memberName } from './names.ts';

/** What a node of a dimension is called: a member with its days where it stands there for some of the time only. */
export function nodeName(
  t: Translate,
  master: BookState,
  layout: TargetLayout,
  { along, node }: { readonly along: number; readonly node: number },
): string {
  const own = node < 0 ? ~node : node;
  const name = memberName(master, layout.frame.trees[along]?.ids[own] ?? '');
  const stint = daysOfStint(layout, along, own);
  return stint ? duringWords(t)(name, stint) : name;
}

/** What a row of a target's table is called: 华东区 · 基础版; each member with its days where it stands there for some of the time only. */
export function rowText(
  t: Translate,
  master: BookState,
  layout: TargetLayout,
  row: readonly string[],
): string {
  const named = row.map((id, along) => {
    const node = layout.frame.trees[along]?.index.get(id);
    return node === undefined ? memberName(master, id) : nodeName(t, master, layout, { along, node });
  });
  return named.join(' · ') || t('targets.total');
}

/** What a cell of a target is called: 华东区 · 2026年7月. A member is named with its days where it stands in several places. */
export function cellText(
  t: Translate,
  master: BookState,
  layout: TargetLayout,
  { members, time }: CellPlace,
): string {
  const days = layout.periods.find(({ id }) => id === time);
  const moves = members.some((id) => memberOf(id) !== id);
  const place = moves ? placeOf(layout.frame, { members, time }) : undefined;
  const named = members.flatMap((id, d) => {
    if (id === '*') return [];
    const name = memberName(master, id);
    const node = place?.members[d] ?? 0;
    const stint = place && memberOf(id) !== id ? daysOfStint(layout, d, node < 0 ? ~node : node) : null;
    return [stint ? duringWords(t)(name, stint) : name];
  });
  const period = formatPeriod(time, t.locale, { days });
  if (named.length === 0 && time !== 'all') named.push(t('targets.total'));
  return [...named, period].join(' · ');
}
