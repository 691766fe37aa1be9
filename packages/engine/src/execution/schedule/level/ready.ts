/** Tasks that may be placed next, the one with the least key first, of equals the earlier: a heap. */
export interface Ready {
  readonly tasks: Int32Array;
  size: number;
}

export const nobodyReady = (count: number): Ready => ({ tasks: new Int32Array(count), size: 0 });

export function addReady(ready: Ready, key: Float64Array, task: number): void {
  const { tasks } = ready;
  let at = ready.size;
  ready.size += 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(key, task, tasks[above]!)) break;
    tasks[at] = tasks[above]!;
    at = above;
  }
  tasks[at] = task;
}

/** The first one, taken out; there must be one. */
export function nextReady(ready: Ready, key: Float64Array): number {
  const { tasks } = ready;
  const first = tasks[0]!;
  ready.size -= 1;
  const moved = tasks[ready.size]!;
  let at = 0;
  for (let below = 1; below < ready.size; below = 2 * at + 1) {
    if (below + 1 < ready.size && isBefore(key, tasks[below + 1]!, tasks[below]!)) below += 1;
    if (!isBefore(key, tasks[below]!, moved)) break;
    tasks[at] = tasks[below]!;
    at = below;
  }
  tasks[at] = moved;
  return first;
}

const isBefore = (key: Float64Array, a: number, b: number): boolean =>
  key[a]! < key[b]! || (key[a] === key[b] && a < b);
