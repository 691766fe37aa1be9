/**
 * The order of the rooms inside the engine. Prevents two rooms that need each other: then neither can be read,
 * tested or changed alone.
 */
import { posix } from 'node:path';

/** The steps of a plan in the order of the document; research is read like targets. */
const steps = ['research', 'targets', 'strategy', 'execution', 'risks', 'tracking', 'retrospective'];

/** Rooms that may read every other one, and that no other room reads. */
const readers = ['scenarios', 'documents'];

const grounds = ['foundation', 'plan'];

/** The rule that importing `goal` from `file` breaks; both are paths from the repository. */
export function engineRoomRule(file: string, goal: string): string | undefined {
  const [from, to] = [roomOf(file), roomOf(goal)];
  if (from === undefined) return undefined;
  if (to === undefined) return `a room may not read ${posix.basename(goal)}, which stands above the rooms`;
  if (from === to) return undefined;
  const unknown = [from, to].find((room) => ![...grounds, ...steps, ...readers].includes(room));
  if (unknown !== undefined) return `${unknown} is no room of the engine`;
  if (!mayRead(from, to)) return `${from} may read ${readable(from).join(', ') || 'no other room'}`;
  const door = posix.basename(goal) === 'index.ts' || grounds.includes(to);
  return door ? undefined : `${to} is read through ${to}/index.ts, not through its inside`;
}

function mayRead(from: string, to: string): boolean {
  return readable(from).includes(to);
}

function readable(from: string): readonly string[] {
  if (from === 'foundation') return [];
  if (from === 'plan') return ['foundation'];
  if (from === 'documents') return [...grounds, ...steps, 'scenarios'];
  if (from === 'scenarios') return [...grounds, ...steps];
  return [...grounds, ...steps.slice(0, steps.indexOf(from))];
}

/** The room a file stands in; undefined for the files above the rooms, such as `decide.ts`. */
function roomOf(path: string): string | undefined {
  const inside = path.replace(/^packages\/engine\/src\//, '').split('/');
  return inside.length > 1 ? inside[0] : undefined;
}
