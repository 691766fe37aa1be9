/** `npm start` on small clones: our own scripts as they are, with an npm, a compiler and a bundler that keep a diary. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tree, write } from './fixture-tree.ts';
import { nodeProblem } from './install.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const diary =
  "require('node:fs').appendFileSync(require('node:path').join(process.env.CLONE, 'diary'), WORD + '\\n');\n";
const note = (word: string) => diary.replace('WORD', JSON.stringify(word));

/** An npm that installs a compiler and a bundler. */
const npm = `${note('npm')}
const fs = require('node:fs');
const put = (path, text) => { fs.mkdirSync(require('node:path').dirname(path), { recursive: true }); fs.writeFileSync(path, text); };
put('node_modules/typescript/bin/tsc', ${JSON.stringify(`${note('tsc')}require('node:fs').mkdirSync('packages/cli/dist', { recursive: true });`)});
put('node_modules/vite/bin/vite.js', ${JSON.stringify(`${note('vite')}require('node:fs').mkdirSync('dist', { recursive: true });`)});
console.log('noise of npm');
`;

const server = `process.on('SIGTERM', () => { console.log('bye'); process.exit(7); });
console.log('serving', process.argv.slice(2).join(' '));
if (!process.argv.includes('--stay')) process.exit(5);
setInterval(() => {}, 1000);
`;

function clone(): string {
  const root = tree({
    'package.json': '{}',
    'package-lock.json': '{ "packages": {} }',
    'tsconfig.json': '{}',
    'tsconfig.base.json': '{}',
    'packages/cli/src/main.ts': 'export {};',
    'packages/cli/bin/shapan.js': server,
    'packages/web/src/main.tsx': 'export {};',
    'bin/npm-cli.js': npm,
  });
  for (const name of ['start', 'install', 'build', 'steps'])
    cpSync(join(here, `${name}.mjs`), join(root, 'tools', `${name}.mjs`));
  return root;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  root: string,
  args: readonly string[] = [],
  watch: (child: ChildProcess, out: string) => void = () => {},
  [program = '', ...before]: readonly string[] = [process.execPath, join(root, 'tools/start.mjs')],
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = {
    ...process.env,
    LC_ALL: 'C',
    CLONE: root,
    npm_execpath: join(root, 'bin/npm-cli.js'),
    ...more,
  };
  const child = spawn(program, [...before, ...args], { cwd: root, env });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    watch(child, out);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

function entries(root: string): readonly string[] {
  const path = join(root, 'diary');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  rmSync(path, { force: true });
  return lines;
}

afterEach(() => vi.unstubAllEnvs());

describe('npm start', () => {
  it('installs, builds and serves on a fresh clone, in few words, and passes the exit code on', async () => {
    const root = clone();
    const { code, out, err } = await start(root, ['--port', '0']);
    expect(err).toBe('');
    expect(code).toBe(5);
    expect(entries(root)).toEqual(['npm', 'tsc', 'vite']);
    expect(out).toMatch(
      /Installing packages[^]*Compiling[^]*Bundling the user interface[^]*serving serve --port 0/,
    );
    expect(out).not.toContain('noise of npm');
  });

  it('does nothing twice, and only what a change makes necessary', async () => {
    const root = clone();
    await start(root);
    entries(root);
    expect((await start(root)).out).toBe('serving serve\n');
    expect(entries(root)).toEqual([]);

    write(root, { 'packages/cli/src/main.ts': 'export const a = 1;' });
    await start(root);
    expect(entries(root)).toEqual(['tsc', 'vite']);

    rmSync(join(root, 'packages/web/dist'), { recursive: true });
    await start(root);
    expect(entries(root)).toEqual(['tsc', 'vite']);

    write(root, { 'package-lock.json': '{ "packages": { "": {} } }' });
    await start(root);
    expect(entries(root)).toEqual(['npm', 'tsc', 'vite']);
  });

  it('takes packages that somebody installed by hand when they are those of the lock file', async () => {
    const root = clone();
    const lock = '{ "packages": { "": {}, "node_modules/a": { "version": "1.0.0" } } }';
    await start(root);
    write(root, { 'package-lock.json': lock, 'node_modules/.package-lock.json': lock });
    rmSync(join(root, 'node_modules/.shapan-install'));
    entries(root);
    await start(root);
    expect(entries(root)).not.toContain('npm');

    rmSync(join(root, 'node_modules/.shapan-install'));
    write(root, { 'node_modules/.package-lock.json': lock.replace('1.0.0', '0.9.0') });
    await start(root);
    expect(entries(root)).toContain('npm');
  });

  it('lets a signal reach the server and the server decide', async () => {
    const root = clone();
    const { code, out } = await start(root, ['--stay'], (child, text) => {
      if (text.includes('serving') && !text.includes('bye')) child.kill('SIGTERM');
    });
    expect(out).toContain('bye');
    expect(code).toBe(7);
  });

  it('leaves no server behind when npm is told to stop: the shell between them has made room', async () => {
    const { scripts } = JSON.parse(readFileSync(join(here, '..', 'package.json'), 'utf8'));
    const root = clone();
    const { code, out } = await start(
      root,
      [],
      (child, text) => {
        if (text.includes('serving') && !text.includes('bye')) child.kill('SIGTERM');
      },
      ['sh', '-c', `${scripts.start} --stay`],
    );
    expect(out).toContain('bye');
    expect(code).toBe(7);
  });

  it.each([
    ['no network', 'npm error code ENOTFOUND', /registry does not answer/],
    ['a cache of somebody else', 'npm error code EACCES', /npm may not write here/],
    ['a full disk', 'npm error code ENOSPC', /disk is full/],
    ['a lock file of another day', 'npm error code EUSAGE', /disagree: run `npm install`/],
    ['anything else', 'npm error code E500', /could not be installed/],
  ])('says what to do about %s', async (_, line, sentence) => {
    const root = clone();
    write(root, { 'bin/npm-cli.js': `console.error(${JSON.stringify(line)}); process.exit(1);` });
    const { code, out, err } = await start(root);
    expect(code).toBe(1);
    expect(err).toContain(line);
    expect(err.trim().split('\n').at(-1)).toMatch(sentence);
    expect(err).not.toMatch(/^\s+at /m);
    expect(out).not.toContain('serving');
  });

  it('speaks Chinese to a Chinese terminal', async () => {
    const root = clone();
    write(root, { 'bin/npm-cli.js': `console.error('npm error code ENOTFOUND'); process.exit(1);` });
    const { out, err } = await start(root, [], undefined, undefined, { LC_ALL: 'zh_CN.UTF-8' });
    expect(out).toMatch(/^… 安装依赖\n✗ 安装依赖 [\d.]+ s\n$/);
    expect(err.trim().split('\n').at(-1)).toMatch(/^无法下载依赖，软件源没有应答。/);
  });

  it('shows what does not compile and does not serve', async () => {
    const root = clone();
    await start(root);
    write(root, {
      'node_modules/typescript/bin/tsc': "console.log('main.ts(1,1): error'); process.exit(2);",
      'packages/cli/src/main.ts': 'broken',
    });
    const { code, out, err } = await start(root);
    expect(code).toBe(1);
    expect(err).toBe('main.ts(1,1): error\n\nThe sources do not compile: the lines above name the places.\n');
    expect(out).not.toContain('serving');
  });

  it('refuses an old Node in one sentence and takes every newer one', () => {
    vi.stubEnv('LC_ALL', 'C');
    for (const version of ['18.20.4', '20.18.3'])
      expect(nodeProblem(version)).toMatch(/^Shapan needs Node 20\.19 or newer, and this is /);
    for (const version of ['20.19.0', '20.20.2', '22.1.0', '24.21.0'])
      expect(nodeProblem(version)).toBeUndefined();
  });
});
