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

type Tree = TargetLayout['frame']['trees'][number];

/** By tree, for one state of the master data: the names that several of its members share. */
const sharedNames = new WeakMap<Tree, { readonly master: BookState; readonly names: ReadonlySet<string> }>();

function isShared(tree: Tree, master: BookState, name: string): boolean {
  const known = sharedNames.get(tree);
  if (known?.master === master) return known.names.has(name);
  const bearers = new Map<string, string>();
  const names = new Set<string>();
  for (const id of tree.ids) {
    const member = memberOf(id);
    const own = memberName(master, id);
    // One that stands in several places one after the other is still one.
    if ((bearers.get(own) ?? member) !== member) names.add(own);
    bearers.set(own, member);
  }
  sharedNames.set(tree, { master, names });
  return names.has(name);
}

/** A name away from the tree, where only itself tells it from others: after its parents if others are called so too. */
function tellingName(
  master: BookState,
  { frame }: TargetLayout,
  { along, node }: { readonly along: number; readonly node: number },
  name: string,
): string {
  const tree = frame.trees[along];
  const own = node < 0 ? ~node : node;
  if (!tree || own === 0 || !isShared(tree, master, memberName(master, tree.ids[own] ?? ''))) return name;
  const above: string[] = [];
  for (let at = tree.parent[own] ?? 0; at > 0; at = tree.parent[at] ?? 0)
    above.unshift(memberName(master, tree.ids[at] ?? ''));
  return [...above, name].join(' › ');
}

/** The same for a node, with its days where it stands there for some of the time only. */
export const nodeText = (
  t: Translate,
  master: BookState,
  layout: TargetLayout,
  at: { readonly along: number; readonly node: number },
): string => tellingName(master, layout, at, nodeName(t, master, layout, at));

/** The same for a member, as a choice calls it. */
export function memberText(master: BookState, layout: TargetLayout, along: number, id: string): string {
  const node = layout.frame.trees[along]?.index.get(id);
  const name = memberName(master, id);
  return node === undefined ? name : tellingName(master, layout, { along, node }, name);
}

/** A period with its year; a custom one with its days, which its number alone does not say. */
export const periodText = (t: Translate, { periods }: Pick<TargetLayout, 'periods'>, id: string): string =>
  formatPeriod(id, t.locale, {
    year: true,
    days: id.startsWith('P') ? periods.find((period) => period.id === id) : undefined,
  });

/** What a row of a target's table is called: 华东区 · 基础版; each member with its days where it stands there for some of the time only. */
export function rowText(
  t: Translate,
  master: BookState,
  layout: TargetLayout,
  row: readonly string[],
): string {
  const named = row.map((id, along) => {
    const node = layout.frame.trees[along]?.index.get(id);
    return node === undefined ? memberName(master, id) : nodeText(t, master, layout, { along, node });
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
  const named = members.flatMap((id, along) => {
    if (id === '*') return [];
    const name = memberName(master, id);
    const node = place?.members[along] ?? layout.frame.trees[along]?.index.get(id);
    if (node === undefined) return [name];
    const own = node < 0 ? ~node : node;
    const stint = place && memberOf(id) !== id ? daysOfStint(layout, along, own) : null;
    return [tellingName(master, layout, { along, node }, stint ? duringWords(t)(name, stint) : name)];
  });
  const period = formatPeriod(time, t.locale, { days });
  if (named.length === 0 && time !== 'all') named.push(t('targets.total'));
  return [...named, period].join(' · ');
}
