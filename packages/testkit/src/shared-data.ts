import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of a real data set that may lie beside the project (it is never part of it). `undefined` when it is not
 * there; then one printed line says what is not tested, and whoever asked skips with "shared data" in the title.
 */
export function sharedData(set: string): string | undefined {
  const folder = join(projectFolder(), '..', 'shared', 'data', set);
  if (existsSync(folder)) return folder;
  process.stdout.write(`skipped: ../shared/data/${set} is not there\n`);
  return undefined;
}

/** The folder that holds `packages`, from the sources as from the build. */
function projectFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'packages', 'testkit'))) at = dirname(at);
  return at;
}
