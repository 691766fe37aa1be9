import type { LinkType } from './request.ts';

/**
 * Tasks and links as flat columns. A link of any type says how much later than its first task the second one starts at
 * least: its *weight*, from start to start. Links lie by their first task, those of task `t` from `firstLink[t]` to
 * `firstLink[t + 1]`, in the order they were given.
 */
export interface Network {
  readonly count: number;
  readonly duration: Int32Array;
  /** The earliest start that the task's own dates allow, from 0. */
  readonly notBefore: Int32Array;
  /** The latest start that the task's own dates allow; `NO_DATE` when none does. Null when no task has such a date. */
  notAfter: Int32Array | null;
  readonly firstLink: Int32Array;
  readonly linkTo: Int32Array;
  readonly linkType: Uint8Array;
  readonly linkLag: Int32Array;
  readonly weight: Int32Array;
  /** Tasks so that each comes after all it waits for; kept as long as the links stay. */
  readonly order: Int32Array;
}

/** Links as they were given, one column each; types as `linkCode` says. */
export interface LinkColumns {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly type: Uint8Array;
  readonly lag: Int32Array;
}

/** Later than any date. */
export const NO_DATE = 0x3fff_ffff;

/** Later than that: no time at all. */
export const NEVER = NO_DATE + 1;

/** Bit 1: it leaves from the finish of the first task. Bit 0: it arrives at the finish of the second. */
export const linkCode: Readonly<Record<LinkType, number>> = { SS: 0, SF: 1, FS: 2, FF: 3 };

/** What a link asks between two starts. */
export const weightOf = (type: number, lag: number, first: number, second: number): number =>
  lag + (first & -(type >> 1)) - (second & -(type & 1));

/**
 * Lay out the network and find its order. Where links run in a circle there is no order: then it is shorter than the
 * tasks are many, and `circleIn` names them.
 */
export function layOut(
  duration: Int32Array,
  notBefore: Int32Array,
  notAfter: Int32Array | null,
  links: LinkColumns,
): Network {
  const count = duration.length;
  const { from, to, type, lag } = links;
  const many = from.length;
  const firstLink = new Int32Array(count + 1);
  const waits = new Int32Array(count);
  for (let k = 0; k < many; k += 1) {
    firstLink[from[k]!]! += 1;
    waits[to[k]!]! += 1;
  }
  let at = 0;
  for (let task = 0; task < count; task += 1) {
    at += firstLink[task]!;
    firstLink[task] = at;
  }
  firstLink[count] = at;
  const linkTo = new Int32Array(many);
  const linkType = new Uint8Array(many);
  const linkLag = new Int32Array(many);
  const weight = new Int32Array(many);
  // Filled from behind, each beginning moves to its place and the links keep their order.
  for (let k = many - 1; k >= 0; k -= 1) {
    const [first, second, code] = [from[k]!, to[k]!, type[k]!];
    const slot = firstLink[first]! - 1;
    firstLink[first] = slot;
    linkTo[slot] = second;
    linkType[slot] = code;
    linkLag[slot] = lag[k]!;
    weight[slot] = weightOf(code, lag[k]!, duration[first]!, duration[second]!);
  }
  const order = orderOf(count, firstLink, linkTo, waits);
  return { count, duration, notBefore, notAfter, firstLink, linkTo, linkType, linkLag, weight, order };
}

/** Kahn's order, tasks that wait for nothing in their own order first. `waits` is used up. */
function orderOf(count: number, firstLink: Int32Array, linkTo: Int32Array, waits: Int32Array): Int32Array {
  const order = new Int32Array(count);
  let known = 0;
  for (let task = 0; task < count; task += 1) if (waits[task] === 0) order[known++] = task;
  for (let done = 0; done < known; done += 1) {
    const task = order[done]!;
    const end = firstLink[task + 1]!;
    for (let k = firstLink[task]!; k < end; k += 1) {
      const next = linkTo[k]!;
      const left = waits[next]! - 1;
      waits[next] = left;
      if (left === 0) order[known++] = next;
    }
  }
  return known === count ? order : order.subarray(0, known);
}

/** The tasks of one circle in the order of their links, the smallest place first; null when there is none. */
export function circleIn({ count, order, firstLink, linkTo }: Network): readonly number[] | null {
  if (order.length === count) return null;
  const ordered = new Uint8Array(count);
  for (const task of order) ordered[task] = 1;
  // Whoever is left waits for somebody who is left: walking back from any of them must come round.
  const waitsFor = new Int32Array(count).fill(-1);
  for (let task = count - 1; task >= 0; task -= 1) {
    if (ordered[task] === 1) continue;
    for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) waitsFor[linkTo[k]!] = task;
  }
  const met = new Int32Array(count).fill(-1);
  const walk: number[] = [];
  for (let task = ordered.indexOf(0); ; task = waitsFor[task]!) {
    if (met[task] !== -1) {
      const circle = walk.slice(met[task]).reverse();
      const first = circle.indexOf(Math.min(...circle));
      return [...circle.slice(first), ...circle.slice(0, first)];
    }
    met[task] = walk.length;
    walk.push(task);
  }
}
