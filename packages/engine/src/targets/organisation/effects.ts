import type { PlainDate } from '../../foundation/date.ts';
import { type Cube, cellAddress, readLeaf, rowOf } from '../../plan/cube.ts';
import { fieldOf, memberOf, moveOf, type Parents, REASSIGNMENT } from '../../plan/parents.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import { isUnder, leavesUnder, type Place, rowsUnder } from '../frame.ts';
import { isExpired } from '../hold-fields.ts';
import { closedSlots, layoutOf, leafInTable, placesOf } from '../layout.ts';
import { statedOf, statedPlaces } from '../stated.ts';
import { tableTotals } from '../table-totals.ts';
import type { TargetLayout } from '../target-layout.ts';
import { type Fraction, readFraction } from '../totals.ts';

/** What another organisation does to one target: which totals show other numbers, and what stands against it. */
export interface OrganisationEffect {
  readonly target: PlanRecord;
  /** First day of the first leaf period in which something counts elsewhere. */
  readonly from: PlainDate;
  /** Totals above what moves, with what they show over the whole window; `null` = no number, or no single one. */
  readonly totals: readonly {
    readonly member: string;
    readonly before: Fraction | null;
    readonly after: Fraction | null;
  }[];
  /** The number of the whole target, which stays. */
  readonly whole: Fraction | null;
  /** The last day of the closed periods that it would change; `null` = none (SPR-T44). */
  readonly closed: PlainDate | null;
  /** Holds of a structure that would be another one, and those that would keep other leaves than they do. */
  readonly holds: readonly PlanRecord[];
  /** Numbers of totals' own whose place would be another one, or several: nobody could say which of them has the number. */
  readonly stated: readonly PlanRecord[];
  /** The members that move and, each by itself, meet closed periods, a hold or a total's own number. */
  readonly blocked: ReadonlySet<string>;
}

/**
 * What follows for a target when the master data goes over to another organisation, by its reassignments and what its members stand under alone; `null` =
 * every leaf stays where it is. Pure: both sides are only looked at.
 */
export function organisationEffect(
  state: BookState,
  before: BookState,
  after: BookState,
  target: string,
  today: PlainDate,
): OrganisationEffect | null {
  const [was, is] = [layoutOf(state, before, target), layoutOf(state, after, target)];
  if (!was || !is) return null;
  const members = membersReassigned(before, after);
  const moved = movedLeaves(was, is, members);
  const inForce = recordsOf(state, 'hold').filter(
    ({ fields }) => fields['target'] === target && !isExpired(fields, today),
  );
  const structures = inForce.flatMap((hold) => {
    const kept = keptInPlace(was, is, hold, { members, after });
    return kept.length > 0 ? [{ hold, kept }] : [];
  });
  if (moved.length === 0 && structures.length === 0) return null;
  const periods = periodsOf(was, moved);
  const closed = closedSlots(was);
  const inClosed = moved.filter(({ entered, leaf }) => entered && closed.has(was.periods[leaf]!.slot));
  const top = { members: was.frame.trees.map(() => 0), time: 0 };
  const holds = inForce.flatMap((hold) => {
    const others = keptOthers(was, is, hold, moved);
    return others.length > 0 ? [{ hold, others }] : [];
  });
  const stated = statedOf(state, target).flatMap((record) => {
    const others = losingPlace(was, is, record, moved);
    return others.length > 0 ? [{ record, others }] : [];
  });
  const inTheWay = [...inClosed, ...[...holds, ...stated].flatMap(({ others }) => others)];
  return {
    target: was.target,
    from: (periods[0] ?? was.periods[0]!).from,
    totals: totalsAbove(was, is, moved),
    whole: readFraction(tableTotals(was), top),
    closed: periodsOf(was, inClosed).at(-1)?.to ?? null,
    holds: [...structures, ...holds].map(({ hold }) => hold),
    blocked: new Set([...structures.flatMap(({ kept }) => kept), ...inTheWay.map(({ member }) => member)]),
    stated: stated.map(({ record }) => record),
  };
}

const periodsOf = ({ periods }: TargetLayout, moved: readonly MovedLeaf[]) =>
  [...new Set(moved.map(({ leaf }) => leaf))].sort((a, b) => a - b).map((leaf) => periods[leaf]!);

/** Members whose reassignments, or the parent in their own record, are not the same on both sides. */
function membersReassigned(before: BookState, after: BookState): ReadonlySet<string> {
  const moves = (master: BookState) =>
    new Map(
      recordsOf(master, REASSIGNMENT).map((record) => {
        const { from, parent } = moveOf(record);
        return [
          `${String(record.fields['member'])} ${from} ${parent ?? ''}`,
          String(record.fields['member']),
        ];
      }),
    );
  const [was, is] = [moves(before), moves(after)];
  const only = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
    [...a].flatMap(([key, member]) => (b.has(key) ? [] : [member]));
  const corrected = recordsOf(before, 'dimensionMember').flatMap(({ id }) =>
    findRecord(after, 'dimensionMember', id) && (fieldOf(before, id) ?? null) !== (fieldOf(after, id) ?? null)
      ? [id]
      : [],
  );
  return new Set([...only(was, is), ...only(is, was), ...corrected]);
}

/** A leaf that counts elsewhere, and all it counted and will count under. */
interface MovedLeaf {
  /** The member that is reassigned: the one of the row, or one above it. */
  readonly member: string;
  readonly row: number;
  readonly leaf: number;
  /** Whether there is a number that counts elsewhere. */
  readonly entered: boolean;
  readonly left: readonly string[];
  readonly reached: readonly string[];
}

function movedLeaves(
  was: TargetLayout,
  is: TargetLayout,
  members: ReadonlySet<string>,
): readonly MovedLeaf[] {
  const found: MovedLeaf[] = [];
  was.frame.trees.forEach((_, d) => {
    for (const [leaf, { from }] of was.periods.entries()) {
      for (const member of members) {
        const [old, now] = [was, is].map(({ organisation }) =>
          chainAbove(organisation.parents, member, from),
        );
        if (old!.join() === now!.join()) continue;
        const left = old!.filter((id) => !now!.includes(id));
        const reached = now!.filter((id) => !old!.includes(id));
        for (const one of rowsOf(was, d, member, leaf)) found.push({ ...one, member, leaf, left, reached });
      }
    }
  });
  return found;
}

function chainAbove(parents: Parents, member: string, day: string): readonly string[] {
  const chain: string[] = [];
  for (let at = parents.on(member, day); at !== undefined; at = parents.on(at, day)) chain.push(at);
  return chain;
}

/** Stored rows that stand at or below a member in a leaf period, and whether they have a number then. */
function rowsOf(
  { cube, frame, organisation, aggregation }: TargetLayout,
  d: number,
  member: string,
  leaf: number,
): readonly Pick<MovedLeaf, 'row' | 'entered'>[] {
  const time = frame.time.leafNodes[leaf]!;
  const members = frame.trees.map((_, e) => (e === d ? member : '*'));
  const { stints } = organisation;
  const slot = frame.time.slots[leaf]!;
  return placesOf(frame, { members, time: frame.time.ids[time]! }).flatMap((place) =>
    [...rowsUnder(frame, place)]
      .filter((line) => stints?.owns(line, slot) ?? true)
      .map((line) => ({
        row: rowOf(stints?.stored(cellAddress(line, slot)) ?? cellAddress(line, slot)),
        // What a formula shows is entered elsewhere.
        entered: aggregation === 'formula' || hasEntry(cube, line, slot),
      })),
  );
}

const hasEntry = (cube: Cube, line: number, slot: number): boolean =>
  Array.from({ length: cube.parts }, (_, part) => readLeaf(cube, part, line, slot)).some(
    (value) => value !== null,
  );

function totalsAbove(
  was: TargetLayout,
  is: TargetLayout,
  moved: readonly MovedLeaf[],
): OrganisationEffect['totals'] {
  const totals = { was: tableTotals(was), is: tableTotals(is) };
  const members = new Set(moved.flatMap(({ left, reached }) => [...left, ...reached]));
  return [...members].map((member) => ({
    member,
    before: shownAt(was, totals.was, member),
    after: shownAt(is, totals.is, member),
  }));
}

/**
 * What a member shows over the whole window, all other dimensions at their top. Of one that stands in several places it is
 * their sum; `null` where its numbers do not add up.
 */
function shownAt(
  layout: TargetLayout,
  totals: ReturnType<typeof tableTotals>,
  member: string,
): Fraction | null {
  const { trees, time } = layout.frame;
  const places = trees.flatMap((_, d) => {
    const members = trees.map((_, e) => (e === d ? member : '*'));
    return placesOf(layout.frame, { members, time: time.ids[0]! });
  });
  if (places.length === 1) return readFraction(totals, places[0]!);
  if (layout.aggregation !== 'sum' || layout.behaviour !== 'flow') return null;
  const known = places.flatMap((place) => readFraction(totals, place) ?? []);
  if (known.length === 0) return null;
  return { numerator: known.reduce((sum, { numerator }) => sum + numerator, 0), denominator: 1 };
}

/** The moved leaves by which a total's own number loses its place, or comes to have several; none where it has one. */
function losingPlace(
  was: TargetLayout,
  is: TargetLayout,
  record: PlanRecord,
  moved: readonly MovedLeaf[],
): readonly MovedLeaf[] {
  const [old, now] = [was, is].map(({ frame, cube }) => statedPlaces(record, frame, cube.dimensions));
  if (old!.length !== 1 || now!.length === 1) return [];
  const below = moved.filter(({ row, leaf }) => isUnderAny(was, old!, row, leaf));
  return below.length > 0 ? below : moved;
}

/**
 * The members that would stand elsewhere although a hold keeps the structure they are in (SPR-T51): in its time, at or below
 * one of its members on either side. One that names no member at all keeps every dimension of the target.
 */
function keptInPlace(
  was: TargetLayout,
  is: TargetLayout,
  { fields }: PlanRecord,
  { members, after }: { readonly members: ReadonlySet<string>; readonly after: BookState },
): readonly string[] {
  if (fields['keeps'] !== 'structure') return [];
  const node = was.frame.time.index.get(String(fields['time'])) ?? 0;
  const { from, to } = leavesUnder(was.frame.time, node);
  const named = (fields['members'] as readonly string[]).filter((id) => id !== '*').map(memberOf);
  const isKept = (chain: readonly string[]): boolean => {
    if (named.length > 0) return named.some((id) => chain.includes(id));
    const dimension = findRecord(after, 'dimensionMember', chain[0]!)?.fields['dimension'];
    return was.cube.dimensions.includes(String(dimension));
  };
  return [...members].filter((member) =>
    was.periods.slice(from, to).some((period) => {
      const [old, now] = [was, is].map(({ organisation }) => [
        member,
        ...chainAbove(organisation.parents, member, period.from),
      ]);
      return old!.join() !== now!.join() && (isKept(old!) || isKept(now!));
    }),
  );
}

/** The moved leaves that lie under a hold on one side only; all of them where the held number falls apart. */
function keptOthers(
  was: TargetLayout,
  is: TargetLayout,
  hold: PlanRecord,
  moved: readonly MovedLeaf[],
): readonly MovedLeaf[] {
  const [old, now] = [was, is].map((layout) => placesOfHold(layout, hold));
  const { keeps } = hold.fields;
  if (keeps === 'structure') return [];
  const whole = keeps !== 'value' && keeps !== 'period';
  if (whole && old!.length !== now!.length) return moved;
  return moved.filter(
    ({ row, leaf }) => isUnderAny(was, old!, row, leaf) !== isUnderAny(is, now!, row, leaf),
  );
}

const placesOfHold = ({ frame }: TargetLayout, { fields }: PlanRecord): readonly Place[] =>
  placesOf(frame, { members: fields['members'] as string[], time: String(fields['time']) });

function isUnderAny(layout: TargetLayout, places: readonly Place[], row: number, leaf: number): boolean {
  const line = rowOf(leafInTable(layout, cellAddress(row, layout.frame.time.slots[leaf]!)));
  return places.some((place) => isUnder(layout.frame, place, line, leaf));
}
