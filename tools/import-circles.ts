/**
 * Finds files that import each other in a circle, types included. Prevents code that can only be understood all at once:
 * in a circle no file can be read, tested or moved before the others.
 */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The files that each file imports. */
type Imports = ReadonlyMap<string, readonly string[]>;

/** What a relative import of `file` names, or nothing when it is no file of the tree. */
export function importedFile(root: string, file: string, target: string): string | undefined {
  if (!target.startsWith('.')) return undefined;
  const goal = posix.normalize(posix.join(posix.dirname(file), target));
  return existsSync(join(root, goal)) ? goal : undefined;
}

/** One circle from each file that stands in one and in none told before: the files in the order of their imports. */
export function importCircles(imports: Imports): readonly (readonly string[])[] {
  const done = new Set<string>();
  const circles: (readonly string[])[] = [];
  for (const start of imports.keys()) {
    const circle = done.has(start) ? undefined : wayBack(imports, start);
    if (!circle) continue;
    circles.push(circle);
    for (const file of circle) done.add(file);
  }
  return circles;
}

/** The shortest way from a file over its imports back to itself. */
function wayBack(imports: Imports, start: string): readonly string[] | undefined {
  const from = new Map<string, string>();
  const open = [start];
  for (const file of open) {
    for (const next of imports.get(file) ?? []) {
      if (next === start) return wayTo(from, start, file);
      if (from.has(next)) continue;
      from.set(next, file);
      open.push(next);
    }
  }
  return undefined;
}

function wayTo(from: ReadonlyMap<string, string>, start: string, end: string): readonly string[] {
  const way = [end];
  for (let file = end; file !== start; file = from.get(file)!) way.unshift(from.get(file)!);
  return way;
}
