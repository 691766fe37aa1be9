import { invariant } from '../../../foundation/result.ts';
import type { Project } from './project.ts';

/** One task passes units of a resource on to another, which therefore waits for its finish. */
export interface UnitsPassed {
  readonly from: number;
  readonly to: number;
  readonly resource: number;
  readonly units: number;
}

/** Units that a task has left, from its finish on. */
interface Left {
  readonly task: number;
  units: number;
}

/**
 * Who passes units to whom in a schedule. As long as these tasks and the links wait for each other, nothing is ever
 * overdrawn, whatever is late. Units come from those that are waited for anyway, then from what nobody has taken yet,
 * then from whoever finished first: so few tasks lose slack.
 */
export function handovers(project: Project, start: Int32Array): readonly UnitsPassed[] {
  const { network, resources, need, capacity } = project;
  const order = [...start.keys()].sort((a, b) => start[a]! - start[b]! || a - b);
  const waitsFor = linked(project);
  const passed: UnitsPassed[] = [];
  for (let resource = 0; resource < resources; resource += 1) {
    let untouched = capacity[resource]!;
    let left: Left[] = [];
    for (const task of order) {
      let missing = need[task * resources + resource]!;
      if (missing === 0) continue;
      const units = missing;
      const take = (one: Left): void => {
        const taken = Math.min(missing, one.units);
        if (taken === 0) return;
        one.units -= taken;
        missing -= taken;
        waitsFor[task]!.add(one.task);
        passed.push({ from: one.task, to: task, resource, units: taken });
      };
      const free = left.filter((one) => start[one.task]! + network.duration[one.task]! <= start[task]!);
      free.filter((one) => waitsFor[task]!.has(one.task)).forEach(take);
      const fresh = Math.min(missing, untouched);
      untouched -= fresh;
      missing -= fresh;
      free.forEach(take);
      invariant(missing === 0, 'a levelled schedule never takes more than there is');
      left = left.filter((one) => one.units > 0);
      insertByFinish(left, { task, units }, start, network.duration);
    }
  }
  return passed;
}

function insertByFinish(left: Left[], one: Left, start: Int32Array, duration: Int32Array): void {
  const finish = (task: number) => start[task]! + duration[task]!;
  let at = left.length;
  while (at > 0 && finish(left[at - 1]!.task) > finish(one.task)) at -= 1;
  left.splice(at, 0, one);
}

/** Whose finish each task waits for by a link from finish to start. */
function linked({ network }: Project): readonly Set<number>[] {
  const { count, duration, firstLink, linkTo, weight } = network;
  const waitsFor = Array.from({ length: count }, () => new Set<number>());
  for (let task = 0; task < count; task += 1) {
    for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) {
      if (weight[k]! >= duration[task]!) waitsFor[linkTo[k]!]!.add(task);
    }
  }
  return waitsFor;
}
