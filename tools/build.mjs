/**
 * Builds what the sources describe, once. Prevents serving yesterday's build after a pull, and waiting for a build
 * when nothing changed: a fingerprint of every source's size and time is kept beside the packages.
 *
 * Runs before anything is built: plain Node, no dependencies.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustBeWritable } from './install.mjs';
import { run, StepFailed, step, told } from './steps.mjs';

/** Folders that no build reads. */
const unread = new Set(['dist', 'node_modules', 'test', 'e2e', 'bench', 'coverage']);

/** Compile the floors and bundle the user interface when a source changed. Throws StepFailed. */
export async function buildIfNeeded(root) {
  const marker = join(root, 'node_modules', '.shapan-build');
  const state = fingerprint(root);
  if (isBuilt(root) && existsSync(marker) && readFileSync(marker, 'utf8') === state) return;
  mustBeWritable(root);
  await step(told('编译', 'Compiling'), () => compile(root));
  await step(told('打包网页', 'Bundling the user interface'), () => bundle(root));
  writeFileSync(marker, state);
}

/** `tsc -b` over all floors. */
export async function compile(root) {
  const { code, output } = await run(process.execPath, [bin(root, 'typescript/bin/tsc'), '-b'], {
    cwd: root,
  });
  if (code !== 0)
    throw new StepFailed(
      told(
        '源代码编译不通过：见上面指出的位置。',
        'The sources do not compile: the lines above name the places.',
      ),
      output,
    );
}

/** The user interface as static files. */
export async function bundle(root) {
  const { code, output } = await run(process.execPath, [bin(root, 'vite/bin/vite.js'), 'build'], {
    cwd: join(root, 'packages', 'web'),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0)
    throw new StepFailed(
      told(
        '网页打包失败：原因见上面几行。',
        'The user interface cannot be bundled: the lines above say why.',
      ),
      output,
    );
}

function bin(root, path) {
  return join(root, 'node_modules', ...path.split('/'));
}

/** Every floor has left something where the next one looks for it. */
function isBuilt(root) {
  const floors = readdirSync(join(root, 'packages'));
  return floors.every((floor) => existsSync(join(root, 'packages', floor, 'dist')));
}

/** Path, size and time of everything a build reads, as one short text. */
function fingerprint(root) {
  const hash = createHash('sha256').update(process.versions.node);
  const read = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path.slice(root.length)} ${size} ${mtimeMs}\n`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!unread.has(entry.name)) walk(path);
      } else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) read(path);
    }
  };
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json']) read(join(root, file));
  walk(join(root, 'packages'));
  return hash.digest('hex');
}
