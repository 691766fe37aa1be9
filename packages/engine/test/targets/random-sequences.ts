import { methodFields } from '../../src/targets/spread/method-fields.ts';
import { type Hold, placeAbove, type SpreadRequest, skipRules, spreadMethods } from './doors.ts';
import { anyPlace, type Garden, grow, type Seedling, slowTotal } from './garden.ts';
import { reference } from './random-requests.ts';

/** Long series of edits over five dimensions and time, the same for the same seed on every machine. */
export type Dice = (below: number) => number;

/** Numbers that look random (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

export function randomGarden(roll: Dice, dimensions = 5): Garden {
  const seed: Seedling = {
    parents: times(dimensions, () => times(1 + roll(4), () => roll(100))),
    months: 1 + roll(4),
    rows: times(2 + roll(12), () => times(dimensions, () => roll(5))),
    values: times(98, () => (roll(4) === 0 ? null : roll(8) === 0 ? -roll(200) : roll(900))),
  };
  return grow(seed);
}

const placeIn = (roll: Dice, garden: Garden) =>
  anyPlace(
    garden,
    times(garden.trees.length + 1, () => (roll(3) === 0 ? 0 : roll(40))),
  );

export function randomHolds(roll: Dice, garden: Garden): Hold[] {
  return times(roll(4), (i) => ({
    id: `h${i}`,
    at: placeIn(roll, garden),
    keeps: roll(2) === 0 ? ('total' as const) : ('value' as const),
  }));
}

export function randomRequest(roll: Dice, garden: Garden): SpreadRequest {
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)]!;
  const method = roll(3) === 0 ? 'proportional' : pick(spreadMethods);
  const { needs, takes } = methodFields[method];
  const hears = (field: string): boolean => [...needs.flat(), ...takes].some((one) => one === field);
  const sometimes = <T>(field: string, values: readonly T[]): T | undefined =>
    hears(field) && roll(3) === 0 ? pick(values) : undefined;
  const residue = sometimes('residue', ['largestRemainder', 'highest', 'lowest', 'divisor'] as const);
  return {
    at: placeIn(roll, garden),
    method,
    value: roll(6) === 0 ? -1 - roll(900) : roll(4_000),
    percent: method === 'proportional' ? undefined : roll(300) / 10 - 10,
    from: roll(500),
    to: roll(500),
    action: sometimes('action', ['replace', 'add', 'subtract'] as const),
    filter: sometimes('filter', ['all', 'populated', 'nonZero', 'emptyOnly'] as const),
    skip: sometimes('skip', skipRules),
    residue,
    granularity: sometimes('granularity', [1, 10, 100]),
    floor: roll(3) === 0 ? sometimes('floor', [0, 5]) : undefined,
    cap: roll(3) === 0 ? sometimes('cap', [300, 2_000]) : undefined,
    fair:
      (residue ?? 'largestRemainder') === 'largestRemainder'
        ? sometimes('fair', [true, 'auto'] as const)
        : undefined,
    reference,
    pattern: [1, 2, '*'],
    source: placeIn(roll, garden),
    target: placeIn(roll, garden),
    along: roll(2) === 0 ? 'time' : undefined,
  };
}

const greatest = (a: number, b: number): number => (b === 0 ? a : greatest(b, a % b));

/** Holds of every kind that keep what is there: numbers, totals, floors and caps, and shares of the total above. */
export function holdsOfEveryKind(roll: Dice, garden: Garden): Hold[] {
  return times(roll(4), (i): Hold[] => {
    const at = placeIn(roll, garden);
    const id = `h${i}`;
    const now = slowTotal(garden, at) ?? 0;
    const along = roll(2) === 0 ? ('time' as const) : roll(garden.trees.length);
    const [below, over] = [roll(400), roll(400)];
    switch (roll(7)) {
      case 0:
        return [{ id, at, keeps: 'value' }];
      case 1:
      case 2:
        return [{ id, at, keeps: 'total' }];
      case 3:
      case 4: {
        const floor = over % 3 === 0 ? undefined : now - below;
        return [
          { id, at, keeps: 'bound', floor, cap: floor === undefined || over % 2 ? now + over : undefined },
        ];
      }
      default: {
        const above = placeAbove(garden.frame, at, along);
        const all = (above && slowTotal(garden, above)) ?? 0;
        if (now < 0 || all <= 0 || now > all) return [];
        const by = greatest(all, now);
        return [{ id, at, keeps: 'share', share: { part: now / by, whole: all / by, along } }];
      }
    }
  }).flat();
}

/** A request that may be about several cells, be a percentage, or name what counts where nothing is. */
export function anyRequest(roll: Dice, garden: Garden): SpreadRequest {
  const request = randomRequest(roll, garden);
  const { needs, takes } = methodFields[request.method];
  const hears = (field: string): boolean => [...needs.flat(), ...takes].some((one) => one === field);
  const rolls = times(4, () => roll(4));
  // Beside each other along one dimension: cells of a selection may not cross.
  const along = roll(garden.trees.length);
  const cells = times(1 + roll(2), () => {
    const member = roll(garden.trees[along]!.ids.length);
    return { ...request.at, members: request.at.members.with(along, member) };
  });
  const zeroBasis = (['equal', 'error', 'skip', 'unassigned'] as const)[roll(4)];
  return {
    ...request,
    ...(!hears('source') && rolls[0] === 0 && { selection: cells }),
    ...(request.method === 'proportional' && rolls[1] === 0 && { value: undefined, percent: roll(300) / 10 }),
    ...(hears('zeroBasis') && rolls[2] === 0 && { zeroBasis }),
    ...(hears('nearer') && rolls[3] === 0 && { nearer: reference }),
  };
}
