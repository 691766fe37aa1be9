import { allocate, allocating, NoOpinion } from './allocate.ts';
import { eachMethods, growthOf, lineOf, transformEach, trendOf } from './each.ts';
import { sum } from './exact.ts';
import { type Edit, leavesUnder, type Model, pathUp, Refused, shownAt, type Values } from './model.ts';

const most = 9_000_000_000_000_000n;

/** What the laws of spreading make of an edit: the leaves afterwards, or a refusal. */
export function spreadByLaw(model: Model, edit: Edit): Values {
  const before: Values = new Map(model.values);
  const after = enter(model, before, edit);
  for (const place of placesOf(edit)) keepTotalAround(model, before, after, place, placesOf(edit));
  checkRange(after);
  for (const hold of model.holds) {
    if ((shownAt(model, before, hold) ?? 0n) !== (shownAt(model, after, hold) ?? 0n))
      throw new Refused('NO_FREE_CELL');
  }
  return after;
}

const placesOf = ({ at, method, source, target }: Edit): readonly string[] => {
  if (method === 'transfer' || method === 'distribute') return [source!, target!];
  if (method === 'assign') return [target!];
  // Parking makes the total true: nothing below it absorbs, and what is held there or at it stays (SPR-T2, SPR-T38).
  return [at];
};

function enter(model: Model, values: Values, edit: Edit): Values {
  const { method, mode } = edit;
  if (eachMethods.includes(method) || (method === 'like' && mode === 'each'))
    return transformEach(model, values, edit);
  if (allocating.includes(method)) return allocate(model, values, edit);
  switch (method) {
    case 'straightLine':
      return lineOf(model, values, edit);
    case 'growth':
      return growthOf(model, values, edit);
    case 'predict':
      return trendOf(model, values, edit);
    case 'transfer':
    case 'distribute':
    case 'assign':
      return move(model, values, edit);
    case 'unassigned': {
      if (!pathUp(model, edit.target!).includes(edit.at)) throw new Refused('INVALID');
      const old = shownAt(model, values, edit.at);
      return old === edit.value
        ? new Map(values)
        : add(model, values, edit.target!, edit.value! - (old ?? 0n));
    }
    default:
      throw new NoOpinion();
  }
}

/** SPR-T35, T36: both sides in proportion to what they have; `distribute` without a number moves all of the source. */
function move(model: Model, values: Values, { method, value, source, target }: Edit): Values {
  if (method !== 'assign') {
    const [a, b] = [pathUp(model, source!), pathUp(model, target!)];
    if (a.includes(target!) || b.includes(source!)) throw new Refused('CONTRADICTION');
  }
  const amount = value ?? shownAt(model, values, source!) ?? 0n;
  const lowered = method === 'assign' ? values : add(model, values, source!, -amount);
  return add(model, lowered, target!, amount);
}

const add = (model: Model, values: Values, at: string, amount: bigint): Values =>
  allocate(model, values, { at, method: 'proportional', value: (shownAt(model, values, at) ?? 0n) + amount });

/**
 * SPR-T47 to T49: the innermost held total around the edit keeps its sum; its free leaves outside of the edit make good,
 * in proportion to what they have.
 */
function keepTotalAround(
  model: Model,
  before: Values,
  after: Values,
  place: string,
  edited: readonly string[],
): void {
  const hold = pathUp(model, place).find((id) => model.holds.includes(id));
  if (hold === undefined) return;
  const [was, is] = [before, after].map((values) => shownAt(model, values, hold) ?? 0n);
  if (was === is) return;
  const kept = new Set(edited.flatMap((one) => leavesUnder(model, one)));
  const others = { ...model, holds: model.holds.filter((id) => id !== hold) };
  const restored = allocate(others, after, { at: hold, method: 'proportional', value: was! }, kept);
  for (const [leaf, value] of restored) after.set(leaf, value);
}

function checkRange(values: Values): void {
  const sizes = [...values.values()].map((value) => (value === null ? 0n : value < 0n ? -value : value));
  if (sum(sizes) > most) throw new Refused('OUT_OF_RANGE');
}
