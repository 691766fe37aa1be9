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
import { run, StepFailed, step, told } from './steps.mjs';

/** The oldest Node that runs Shapan. */
const oldest = [20, 19];

/** A sentence when this Node is too old, otherwise undefined. */
export function nodeProblem(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return told(
    `沙盘需要 Node ${oldest.join('.')} 或更高，现在是 ${version}。请从 https://nodejs.org 安装新版 Node。`,
    `Shapan needs Node ${oldest.join('.')} or newer, and this is ${version}: install a current Node from https://nodejs.org.`,
  );
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
  await step(told('安装依赖', 'Installing packages'), async () => {
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
      told(
        `无法写入文件夹 ${root}。请把克隆移到自己的文件夹，或更改它的所有者。`,
        `The folder ${root} cannot be written to: move the clone to a folder of your own, or change its owner.`,
      ),
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
    throw new StepFailed(
      told(
        'PATH 里没有 npm。npm 随 Node 提供，见 https://nodejs.org。',
        'npm is not on the PATH: it comes with Node, see https://nodejs.org.',
      ),
    );
  });
}

/** What npm's many lines mean, with the fix; the first that fits counts. */
const installProblems = [
  [
    /EUSAGE|can only install packages when your package\.json and package-lock\.json/,
    'package.json 与 package-lock.json 不一致。请运行 `npm install`，查看差异，再重新启动。',
    'package.json and package-lock.json disagree: run `npm install`, look at the difference, and start again.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    '无法下载依赖，软件源没有应答。请联网，或用 `npm config set registry …` 设置软件源，再重新启动。',
    'The packages could not be downloaded, the registry does not answer: connect this machine or set `registry` with `npm config set registry …`, then start again.',
  ],
  [
    /ENOSPC/,
    '磁盘已满。请腾出约 1 GB 空间，再重新启动。',
    'The disk is full: make room (about 1 GB) and start again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'npm 无法在此写入。请更改本文件夹和 npm 缓存（`npm config get cache`）的所有者，再重新启动。',
    'npm may not write here: change the owner of this folder and of npm’s cache (`npm config get cache`), then start again.',
  ],
  [
    /(?:)/,
    '依赖安装失败。运行 `npm ci --ignore-scripts` 可看到 npm 的全部说明。',
    'The packages could not be installed: `npm ci --ignore-scripts` shows everything npm has to say.',
  ],
];

function installProblem(output) {
  const [, chinese, english] = installProblems.find(([sign]) => sign.test(output));
  return told(chinese, english);
}
