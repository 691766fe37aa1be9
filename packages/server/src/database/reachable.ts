import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** May every user walk to this folder? Each folder on the way must let others search it. */
export async function reachableByOthers(directory: string): Promise<boolean> {
  for (let at = directory; ; at = dirname(at)) {
    const { mode } = await stat(at);
    if (!(mode & 0o001)) return false;
    if (at === dirname(at)) return true;
  }
}
