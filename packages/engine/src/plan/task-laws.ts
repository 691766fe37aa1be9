import { type Problem, problem } from '../foundation/problem.ts';
import type { PlanRecord } from './record.ts';
import { type BookState, findRecord } from './state.ts';

/** A task ends no earlier than it begins: `DATES_REVERSED` (TSK-1). */
export function checkTask({ fields: { from, to } }: PlanRecord): readonly Problem[] {
  return typeof from === 'string' && typeof to === 'string' && from > to
    ? [problem('DATES_REVERSED', 'fields.to', { from, to })]
    : [];
}

/** A link is there once and lets nothing wait for itself: `LINK_TWICE`, `TASK_CIRCLE` with the names on it (TSK-2). */
export function checkTaskLink(state: BookState, link: PlanRecord): readonly Problem[] {
  const after = linksByTask(state);
  const { from, to, relation } = link.fields;
  const twin = after
    .get(String(from))
    ?.find(({ id, fields }) => id !== link.id && fields['to'] === to && fields['relation'] === relation);
  if (twin) {
    return [problem('LINK_TWICE', 'fields.to', { id: twin.id, path: namesOf(state, [from, to]) })];
  }
  const way = wayBetween(after, link.id, String(to), String(from));
  return way === null
    ? []
    : [problem('TASK_CIRCLE', 'fields.to', { id: String(to), path: namesOf(state, [from, ...way]) })];
}

type Links = ReadonlyMap<string, readonly PlanRecord[]>;

/** Laying links out costs more than seeing that they are still the same, and thousands come one by one. */
const known = new WeakMap<
  object,
  { readonly records: PlanRecord[]; readonly links: Map<string, PlanRecord[]> }
>();

/** All links by the task that they leave from. */
function linksByTask(state: BookState): Links {
  const byId = state.records.get('taskLink')?.byId;
  if (!byId) return new Map();
  let found = known.get(byId);
  let i = 0;
  for (const link of byId.values()) {
    if (found && i < found.records.length && found.records[i] !== link) found = undefined;
    if (!found) break;
    if (i >= found.records.length) lay(found, link);
    i += 1;
  }
  if (found && i === found.records.length) return found.links;
  const laid = { records: [], links: new Map<string, PlanRecord[]>() };
  for (const link of byId.values()) lay(laid, link);
  known.set(byId, laid);
  return laid.links;
}

function lay(
  { records, links }: { readonly records: PlanRecord[]; readonly links: Map<string, PlanRecord[]> },
  link: PlanRecord,
): void {
  records.push(link);
  const from = String(link.fields['from']);
  const others = links.get(from);
  if (others) others.push(link);
  else links.set(from, [link]);
}

/** Tasks from one to another along all links but one, both included; `null` when no way leads there. */
function wayBetween(links: Links, but: string, start: string, goal: string): readonly string[] | null {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === goal) return wayTo(cameFrom, goal);
    for (const { id, fields } of links.get(at) ?? []) {
      const next = String(fields['to']);
      if (id === but || cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      open.push(next);
    }
  }
  return null;
}

function wayTo(cameFrom: ReadonlyMap<string, string | null>, goal: string): readonly string[] {
  const way: string[] = [];
  for (let at: string | null = goal; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at);
  return way;
}

/** A circle of a thousand tasks is told by its first ones. */
const MOST_NAMES = 12;

function namesOf(state: BookState, ids: readonly unknown[]): string {
  const names = ids.map((id) => String(findRecord(state, 'task', String(id))?.fields['name'] ?? id));
  return (names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), '…'] : names).join(' → ');
}
