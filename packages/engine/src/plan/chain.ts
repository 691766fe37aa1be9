import type { Kind, Kinds } from './kind.ts';
import { referencedIds } from './kind.ts';
import type { PlanRecord } from './record.ts';
import { type BookState, recordsOf } from './state.ts';

/** A record that another one rests on, or that rests on it. */
export interface ChainLink {
  readonly record: PlanRecord;
  /** 1 = named directly. */
  readonly distance: number;
  /** The link before it on the shortest way; the record itself at distance 1. */
  readonly via: PlanRecord;
}

/** Both ways from a record through the method: nearest first, those of one distance in the order of kinds and records. */
export interface Chain {
  readonly restsOn: readonly ChainLink[];
  readonly leadsTo: readonly ChainLink[];
}

/** Every arrow of a plan, both ways. */
interface Arrows {
  readonly back: ArrowsFrom;
  readonly ahead: ArrowsFrom;
}

type ArrowsFrom = ReadonlyMap<string, ReadonlySet<PlanRecord>>;

/**
 * What a record rests on and what rests on it, however far (RES-6): from the references of all kinds alone. A link between
 * two records that has no name of its own is no station, and what is said about a target's numbers leads nowhere.
 */
export function chainOf(kinds: Kinds, state: BookState, record: PlanRecord): Chain {
  const { back, ahead } = arrowsOf(kinds, state);
  return { restsOn: walk(record, back), leadsTo: walk(record, ahead) };
}

/** Whether records of a kind are stations of the chain. */
export function isStation({ kind, book, room, title }: Kind): boolean {
  if (book !== 'plan' || room === 'plan') return false;
  return room === 'targets' ? kind === 'target' : title !== null;
}

function arrowsOf(kinds: Kinds, state: BookState): Arrows {
  const stations = [...kinds.values()].filter(isStation);
  const records = stations.flatMap(({ kind }) => recordsOf(state, kind));
  const byId = new Map(records.map((record) => [record.id, record]));
  const back = new Map<string, Set<PlanRecord>>();
  const ahead = new Map<string, Set<PlanRecord>>();
  const put = (map: Map<string, Set<PlanRecord>>, from: PlanRecord, to: PlanRecord): void => {
    const known = map.get(from.id);
    if (known) known.add(to);
    else map.set(from.id, new Set([to]));
  };
  for (const record of records) {
    for (const [name, field] of Object.entries(kinds.get(record.kind)!.fields)) {
      if (field.type !== 'reference') continue;
      for (const id of referencedIds(field, record.fields[name])) {
        const named = byId.get(id);
        if (!named || named === record) continue;
        const [earlier, later] = field.ahead ? [record, named] : [named, record];
        put(back, later, earlier);
        put(ahead, earlier, later);
      }
    }
  }
  return { back, ahead };
}

function walk(from: PlanRecord, arrows: ArrowsFrom): readonly ChainLink[] {
  const seen = new Set([from.id]);
  const found: ChainLink[] = [];
  let edge: readonly PlanRecord[] = [from];
  for (let distance = 1; edge.length > 0; distance++) {
    const next: PlanRecord[] = [];
    for (const via of edge) {
      for (const record of arrows.get(via.id) ?? []) {
        if (seen.has(record.id)) continue;
        seen.add(record.id);
        found.push({ record, distance, via });
        next.push(record);
      }
    }
    edge = next;
  }
  return found;
}
