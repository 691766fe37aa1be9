#!/usr/bin/env node
/**
 * The `shapan` command. Keeps what Node compiled for the next start, where Node can; builds itself once in a clone
 * that was installed but never built.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

module.enableCompileCache?.();

// Whoever reads us may stop early, as `head` does: that is no fault to speak of.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const main = new URL('../dist/src/main.js', import.meta.url);
if (existsSync(main) || build()) {
  const { run } = await import(main.href);
  process.exitCode = await run(process.argv.slice(2));
} else {
  process.exitCode = 1;
}

/** Compile the command and the floors below it; says what it does on standard error, never on standard output. */
function build() {
  const compiler = compilerPath();
  if (compiler === undefined) {
    process.stderr.write('shapan is not built: run `npm ci` and `npm run build` in its folder.\n');
    return false;
  }
  process.stderr.write('shapan is not built yet: compiling it once …\n');
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-b', folder], { encoding: 'utf8' });
  if (status === 0) return true;
  process.stderr.write(`${stdout ?? ''}shapan does not compile: the lines above name the places.\n`);
  return false;
}

function compilerPath() {
  if (!existsSync(new URL('../tsconfig.json', import.meta.url))) return undefined;
  try {
    return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}
