/**
 * `npm test`: every check of the house, fastest first, on a fresh clone too. Prevents a green run that checked less
 * than it seems: each step prints its line, a skipped test needs a reason, and the last line counts the tests.
 *
 * `npm test -- packages/engine` hands its arguments to vitest; the other checks run all the same.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, compile } from './build.mjs';
import { installIfNeeded, mustBeWritable, nodeProblem } from './install.mjs';
import { explain, run, StepFailed, say, step } from './steps.mjs';
import { filesToTryAgain, summarise, unsteady, withSecondTry } from './test-summary.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const report = join(root, 'test-results', 'vitest.json');
const failed = [];

/** Run a check to its end; what it finds is told at once and counted, and the next check still runs. */
async function check(title, work) {
  try {
    await step(title, work);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    explain(error);
    failed.push(title);
  }
}

/** A program of the packages that must exit with 0; answers what it said. */
function program(path, ...args) {
  return async () => {
    const { code, output } = await run(process.execPath, [join(root, 'node_modules', path), ...args], {
      cwd: root,
    });
    if (code !== 0)
      throw new StepFailed(`To see this again: npx ${path.split('/').pop()} ${args.join(' ')}`, output);
    return output;
  };
}

/** A check of our own; a warning it prints is worth reading although it passes. */
function checker(name) {
  const checks = program('tsx/dist/cli.mjs', '--conditions', 'shapan-source', `tools/check-${name}.ts`);
  return async () => {
    const output = await checks();
    if (output.trim() !== '') say(output.trimEnd());
  };
}

async function prepare() {
  const problem = nodeProblem();
  if (problem !== undefined) throw new StepFailed(problem);
  mustBeWritable(root);
  await installIfNeeded(root);
}

/** One run of vitest; answers its report and whether it ended well. */
async function vitest(...args) {
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args],
    { cwd: root, show: true },
  );
  if (!existsSync(report))
    throw new StepFailed('vitest ended without a report: its own lines above say why.');
  return { said: JSON.parse(readFileSync(report, 'utf8')), isWell: code === 0 };
}

/**
 * All tests, or those asked for; answers the counts. In a whole run the few files that failed are tried once more,
 * alone; what passes only then is named.
 */
async function tests() {
  const asked = process.argv.slice(2);
  let { said, isWell } = await vitest(...asked);
  const again = isWell || asked.length > 0 ? [] : filesToTryAgain(said);
  if (again.length > 0) {
    say(`Once more, alone: ${again.map((file) => relative(root, file)).join(', ')}`);
    const second = await vitest('--maxWorkers=1', ...again);
    for (const line of unsteady(said, second.said, root)) say(line);
    said = withSecondTry(said, second.said);
    isWell = second.isWell;
    writeFileSync(report, JSON.stringify(said));
  }
  const summary = summarise(said, root);
  for (const line of summary.lines) say(line);
  if (!isWell || !summary.ok) failed.push('tests');
  return summary.counts;
}

async function main() {
  await prepare();
  await check('Format', program('@biomejs/biome/bin/biome', 'check'));
  await check('Lint', program('oxlint/bin/oxlint'));
  await step('Types', async () => {
    await compile(root);
    await program('typescript/bin/tsc', '-p', 'tools')();
  });
  await check('Borders between floors and rooms', checker('borders'));
  await check('Words for every problem', checker('words'));
  await check('A test for every law', checker('laws'));
  await check('A comment for every public name', checker('exports'));
  await check('Released migrations untouched', checker('migrations'));
  await check('File sizes', checker('size'));
  await check('Bundle of the user interface', () => bundle(root));
  const counts = await tests();
  say(failed.length === 0 ? 'Everything passed.' : `Failed: ${failed.join(', ')}.`);
  say(counts);
  return failed.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  explain(error);
  process.exitCode = 1;
}
