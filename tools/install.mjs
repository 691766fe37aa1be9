/**
 * Brings a clone to the state its lock file describes. Prevents the mistake of starting or testing with packages of
 * another day: a changed lock file, another Node line or another machine installs afresh, an unchanged one costs
 * nothing.
 *
 * Runs before anything is installed: plain Node, no dependencies.
 */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, StepFailed, step } from './steps.mjs';

/** The oldest Node that runs Shapan. */
const oldest = [20, 19];

/** A sentence when this Node is too old, otherwise undefined. */
export function nodeProblem(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `Shapan needs Node ${oldest.join('.')} or newer, and this is ${version}: install a current Node from https://nodejs.org.`;
}

/** Install the packages when they are missing or not those of the lock file. Throws StepFailed. */
export async function installIfNeeded(root) {
  const marker = join(root, 'node_modules', '.shapan-install');
  const state = stateOf(root);
  if (read(marker) === state) return;
  mustBeWritable(root);
  if (!existsSync(marker) && installedIsLocked(root)) {
    writeFileSync(marker, state);
    return;
  }
  await step('Installing packages', async () => {
    const { code, output } = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], root);
    if (code !== 0) throw new StepFailed(installProblem(output), output);
    writeFileSync(marker, state);
  });
}

/** One sentence when nothing can be written into the folder. */
export function mustBeWritable(root) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new StepFailed(
      `The folder ${root} cannot be written to: move the clone to a folder of your own, or change its owner.`,
    );
  }
}

/** What the packages on disk depend on, as one short text. */
function stateOf(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const [major] = process.versions.node.split('.');
  return [createHash('sha256').update(lock).digest('hex'), major, process.platform, process.arch].join(' ');
}

/** Somebody ran npm by hand: every package on disk is the locked one, and none that must be there is missing. */
function installedIsLocked(root) {
  const found = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  const locked = packagesIn(join(root, 'package-lock.json'));
  if (found === undefined || locked === undefined) return false;
  const outside = (path) => path.includes('node_modules/');
  return (
    Object.keys(found).every((path) => !outside(path) || locked[path]?.version === found[path].version) &&
    Object.keys(locked).every((path) => !outside(path) || locked[path].optional || path in found)
  );
}

function packagesIn(lock) {
  const text = read(lock);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** The npm that started us, else the one on the path. */
function npm(args, cwd) {
  const started = process.env.npm_execpath;
  if (started !== undefined && /npm-cli\.[cm]?js$/.test(started))
    return run(process.execPath, [started, ...args], { cwd });
  return run('npm', args, { cwd, shell: process.platform === 'win32' }).catch(() => {
    throw new StepFailed('npm is not on the PATH: it comes with Node, see https://nodejs.org.');
  });
}

/** What npm's many lines mean, with the fix. */
function installProblem(output) {
  if (/EUSAGE|can only install packages when your package\.json and package-lock\.json/.test(output)) {
    return 'package.json and package-lock.json disagree: run `npm install`, look at the difference, and start again.';
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output)) {
    return 'The packages could not be downloaded, the registry does not answer: connect this machine or set `registry` with `npm config set registry …`, then start again.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: make room (about 1 GB) and start again.';
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return 'npm may not write here: change the owner of this folder and of npm’s cache (`npm config get cache`), then start again.';
  }
  return 'The packages could not be installed: `npm ci --ignore-scripts` shows everything npm has to say.';
}
