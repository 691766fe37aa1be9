/**
 * `npm start`: from a fresh clone to the running product. Prevents a list of steps in a README that people follow
 * in the wrong order. The server runs in this very process, so signals and the exit code need no forwarding.
 *
 * Runs before anything is installed: plain Node, no dependencies.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded } from './build.mjs';
import { installIfNeeded, nodeProblem } from './install.mjs';
import { explain, StepFailed } from './steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function prepare() {
  const problem = nodeProblem();
  if (problem !== undefined) throw new StepFailed(problem);
  await installIfNeeded(root);
  await buildIfNeeded(root);
}

try {
  await prepare();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  explain(error);
  process.exit(1);
}

const command = join(root, 'packages', 'cli', 'bin', 'shapan.js');
process.argv = [process.execPath, command, 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(command).href);
