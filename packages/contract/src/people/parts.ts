import {
  type BookState,
  findRecord,
  hasWaterfall,
  memberOf,
  type Parents,
  type PlanRecord,
  parentsOf,
  RELEASE,
  type Waterfall,
  waterfallsOf,
} from '@shapan/engine';
import { placeInside, type Sight, type Territory } from './territory.ts';

/** How far a member's rights reach in one book: the scope, and of targets that are handed down level by level less. */
export interface Parts {
  /** The part of the organisation in which the member knows a target's numbers; without a target the whole scope. */
  readonly of: (target?: string) => Territory;
  /**
   * Whether the member stands above a record's place: all of it is inside, and in a scoped dimension not only its very
   * top. With `target` the place counts only where its numbers were released to the member.
   */
  readonly above: (record: PlanRecord) => boolean;
  /** A record of the book whose parts these are: what lies with others is found by them. */
  readonly find: (kind: string, id: string) => PlanRecord | undefined;
  /** Whether all of the time in which a hold keeps numbers was time in which its members were in the member's part. */
  readonly knew?: (hold: PlanRecord) => boolean;
}

interface PartsContext {
  readonly state: BookState;
  /**
   * States by which numbers are hidden as well: of a what-if its plan – nobody is told in a what-if what was not released
   * in the plan –, of the past the present.
   */
  readonly also?: readonly BookState[] | undefined;
  readonly master: BookState;
  readonly territory: Territory;
  /** The day whose organisation counts. */
  readonly today: string;
}

/** See `Parts`. Of a target that is not handed down level by level the part is the territory itself. */
export function partsOf(context: PartsContext): Parts {
  const { state, also = [], master, territory, today } = context;
  const isPlain = territory.size === 0 || ![state, ...also].some(hasWaterfall);
  const known = new Map<string, Territory>();
  const of = (target?: string): Territory => {
    if (isPlain || target === undefined) return territory;
    const found = known.get(target);
    if (found) return found;
    const part = releasedPart(territory, waterfallsIn(context, target), parentsOf(master), today);
    known.set(target, part);
    return part;
  };
  return {
    of,
    above: (record) => standsAbove(of(targetOf(record)), record, master, today),
    find: (kind, id) => findRecord(state, kind, id),
  };
}

/** The same rights as if everything had been released: what is refused by these is refused for the scope itself. */
export const wholeParts = ({ state, master, territory, today }: PartsContext): Parts => ({
  of: () => territory,
  above: (record) => standsAbove(territory, record, master, today),
  find: (kind, id) => findRecord(state, kind, id),
});

const waterfallsIn = (
  { state, also = [], master }: Omit<PartsContext, 'territory'>,
  target: string,
): readonly Waterfall[] => [state, ...also].flatMap((one) => waterfallsOf(one, master, target));

const targetOf = ({ fields }: PlanRecord): string | undefined =>
  typeof fields['target'] === 'string' ? fields['target'] : undefined;

/**
 * What of a territory was released (SPR-T93). A target's numbers are handed to whole parts: whoever works in a member
 * knows them, with all that is below, once they were released for that very member.
 */
function releasedPart(
  territory: Territory,
  waterfalls: readonly Waterfall[],
  parents: Parents,
  day: string,
): Territory {
  let part = territory;
  for (const { dimension, released } of waterfalls) {
    const whole = territory.get(dimension);
    if (!whole) continue;
    const known = [...(part.get(dimension) ?? [])].filter((member) =>
      released.has(topmost(member, whole, parents, day)),
    );
    part = new Map(part).set(dimension, new Set(known));
  }
  return part;
}

/** The highest member above this one that still lies in the part. */
function topmost(member: string, inside: ReadonlySet<string>, parents: Parents, day: string): string {
  let top = member;
  for (;;) {
    const above = parents.on(top, day);
    if (above === undefined || !inside.has(above)) return top;
    top = above;
  }
}

/** What a member may read of one target's numbers: of each day's part as much as was released. */
export function releasedSight(sight: Sight, context: Omit<PartsContext, 'territory'>, target: string): Sight {
  const { master, today } = context;
  const waterfalls = sight.now.size === 0 ? [] : waterfallsIn(context, target);
  if (waterfalls.length === 0) return sight;
  const parents = parentsOf(master);
  const known = new Map<Territory, Territory>();
  const narrowed = (territory: Territory, day: string): Territory => {
    let part = known.get(territory);
    if (!part) known.set(territory, (part = releasedPart(territory, waterfalls, parents, day)));
    return part;
  };
  const now = narrowed(sight.now, today);
  return { now, on: (day) => narrowed(sight.on(day), day) };
}

function standsAbove(
  territory: Territory,
  { fields }: PlanRecord,
  master: BookState,
  today: string,
): boolean {
  if (territory.size === 0) return true;
  const place = (fields['coordinate'] ?? {}) as Record<string, string>;
  if (!placeInside(territory, place)) return false;
  return [...territory].some(([dimension, inside]) => {
    const parent = parentsOf(master).on(memberOf(place[dimension] ?? ''), today);
    return parent !== undefined && inside.has(parent);
  });
}

/** Whether a target's numbers are not all released in the member's own part. */
export const hidesSome = (parts: Parts, target: string): boolean => {
  const part = parts.of(target);
  return [...parts.of()].some(([dimension, inside]) => part.get(dimension)?.size !== inside.size);
};

/** The parts that a record speaks of, each with numbers: its target's, and those its weights were taken from. */
export function partsOfRecord(parts: Parts, record: PlanRecord): readonly Territory[] {
  const { target, source } = record.fields;
  // Who has been told, and who has not, is no number.
  if (record.kind === RELEASE || typeof target !== 'string') return [parts.of()];
  const from = record.kind === 'breakdownRule' && typeof source === 'string' ? [parts.of(source)] : [];
  return [parts.of(target), ...from];
}
