import { isDecided, raise, type Trail, written } from './trail.ts';

/**
 * What a resource says: where a task must be under way whatever is decided – between its latest start and its earliest
 * finish –, its units are gone for the others.
 */
export interface Timetable {
  /** Units gone at each time. */
  readonly gone: Int32Array;
  readonly atoms: number[];
}

export const timetableFor = ({ model }: Trail): Timetable => ({
  gone: new Int32Array(model.horizon + 1),
  atoms: [],
});

/** What follows for the users of a resource. False on a contradiction. */
export function followResource(trail: Trail, table: Timetable, resource: number): boolean {
  const end = fill(trail, table, resource);
  if (end === 0) return true;
  const capacity = trail.model.project.capacity[resource]!;
  for (let at = 0; at < end; at += 1) {
    if (table.gone[at]! > capacity) return tooMuch(trail, table, resource, at);
  }
  return push(trail, table, resource, end);
}

/** The times at which units are gone for certain. Answers when the last of them ends. */
function fill({ lower, model }: Trail, { gone }: Timetable, resource: number): number {
  const { users, project } = model;
  const { duration } = project.network;
  let end = 0;
  for (const task of users[resource]!) {
    const finish = lower[2 * task]! + duration[task]!;
    if (-lower[2 * task + 1]! < finish && finish > end) end = finish;
  }
  gone.fill(0, 0, end);
  for (const task of users[resource]!) {
    const finish = lower[2 * task]! + duration[task]!;
    const units = project.need[task * project.resources + resource]!;
    for (let at = -lower[2 * task + 1]!; at < finish; at += 1) gone[at]! += units;
  }
  return end;
}

/** More is gone at a time than there is. */
function tooMuch(trail: Trail, table: Timetable, resource: number, at: number): false {
  trail.told.length = 0;
  blame(trail, table.atoms, resource, at, trail.model.project.capacity[resource]!, -1);
  for (const number of table.atoms) trail.told.push(number);
  return false;
}

/** Tasks that do not fit beside what is gone are moved past it, to later and to earlier. */
function push(trail: Trail, table: Timetable, resource: number, end: number): boolean {
  const { lower, model } = trail;
  const { users, project } = model;
  const capacity = project.capacity[resource]!;
  for (const task of users[resource]!) {
    const duration = project.network.duration[task]!;
    const most = capacity - project.need[task * project.resources + resource]!;
    const [early, late] = [2 * task, 2 * task + 1];
    if (isDecided(trail, task)) continue;
    for (let again = true; again; ) {
      const from = lower[early]!;
      // Its own part is in the table where it must be under way, and fits.
      let at = Math.min(end, from + duration, -lower[late]!) - 1;
      while (at >= from && table.gone[at]! <= most) at -= 1;
      again = at >= from;
      if (again && !pushPast(trail, table, resource, task, at, early, at + 1)) return false;
    }
    for (let again = true; again; ) {
      const from = Math.max(-lower[late]!, lower[early]! + duration);
      const until = Math.min(end, -lower[late]! + duration);
      let at = from;
      while (at < until && table.gone[at]! <= most) at += 1;
      again = at < until;
      if (again && !pushPast(trail, table, resource, task, at, late, duration - at)) return false;
    }
  }
  return true;
}

/** A task that would be under way at a time at which others leave too little begins after it, or ends before it. */
function pushPast(
  trail: Trail,
  { atoms }: Timetable,
  resource: number,
  task: number,
  at: number,
  side: number,
  value: number,
): boolean {
  const { project } = trail.model;
  const need = project.need[task * project.resources + resource]!;
  blame(trail, atoms, resource, at, project.capacity[resource]! - need, task);
  // It would be under way at that time: it begins late enough, or early enough.
  if ((side & 1) === 0) atoms.push(side, at + 1 - project.network.duration[task]!);
  else atoms.push(side, -at);
  return raise(trail, side, value, written(trail, atoms));
}

/** Atoms of as few tasks as together take more than so much at a time. */
function blame(
  { lower, model }: Trail,
  atoms: number[],
  resource: number,
  at: number,
  most: number,
  without: number,
): void {
  const { users, project } = model;
  const { duration } = project.network;
  atoms.length = 0;
  let sum = 0;
  const there: number[] = [];
  for (const task of users[resource]!) {
    if (task === without || -lower[2 * task + 1]! > at || lower[2 * task]! + duration[task]! <= at) continue;
    there.push(task);
    sum += project.need[task * project.resources + resource]!;
  }
  for (const task of there) {
    const units = project.need[task * project.resources + resource]!;
    if (sum - units > most) sum -= units;
    else atoms.push(2 * task, at + 1 - duration[task]!, 2 * task + 1, -at);
  }
}
