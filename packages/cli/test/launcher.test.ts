/** The launcher on small installations of its own, started as a shell would start it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const launcher = fileURLToPath(new URL('../bin/shapan.js', import.meta.url));
/** What the compiler leaves behind: a command that repeats its arguments and answers 4. */
const built = "export const run = async (argv) => { process.stdout.write(argv.join(' ')); return 4; };\n";

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'shapan launcher '));
  put('package.json', '{ "type": "module" }');
  mkdirSync(join(home, 'bin'));
  cpSync(launcher, join(home, 'bin/shapan.js'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}

function shapan(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(home, 'bin/shapan.js'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the launcher', () => {
  it('hands the arguments over and the exit code back', () => {
    put('dist/src/main.js', built);
    expect(shapan('calc', 'number')).toEqual({ status: 4, stdout: 'calc number', stderr: '' });
  });

  it('compiles once when the build is missing, and says so on standard error only', () => {
    put('tsconfig.json', '{}');
    put('node_modules/typescript/package.json', '{}');
    put(
      'node_modules/typescript/bin/tsc',
      `const fs = require('node:fs'); const at = process.argv[3];
       fs.mkdirSync(at + '/dist/src', { recursive: true }); fs.writeFileSync(at + '/dist/src/main.js', ${JSON.stringify(built)});`,
    );
    const first = shapan('a');
    expect(first.stdout).toBe('a');
    expect(first.stderr).toBe('shapan is not built yet: compiling it once …\n');
    expect(shapan('b').stderr).toBe('');
  });

  it('shows what does not compile and stops', () => {
    put('tsconfig.json', '{}');
    put('node_modules/typescript/package.json', '{}');
    put('node_modules/typescript/bin/tsc', "console.log('main.ts(1,1): error'); process.exit(2);");
    const { status, stdout, stderr } = shapan('a');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('main.ts(1,1): error\nshapan does not compile');
  });

  it('names the fix when there is nothing to compile with', () => {
    const { status, stdout, stderr } = shapan('a');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe('shapan is not built: run `npm ci` and `npm run build` in its folder.\n');
  });

  it('is content when the reader stops early', () => {
    put(
      'dist/src/main.js',
      built.replace("argv.join(' ')", "'line\\n'.repeat(1e6)").replace('return 4', 'return 0'),
    );
    const script = `set -o pipefail; ${JSON.stringify(process.execPath)} ${JSON.stringify(join(home, 'bin/shapan.js'))} | head -1`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe('line\n');
  });
});
