/**
 * What a run of vitest amounts to. Prevents two quiet lies: a file that could not be loaded counting as no failure,
 * and a test that is skipped for no stated reason counting as fine.
 */
import { relative } from 'node:path';

/**
 * A skip is honest when its title says what this machine lacks: the data it reads, which lies outside the
 * repository, or one of the few things that a bare machine or an ordinary user cannot have.
 */
const honest = /shared data|shared\/data|\(needs (root|Linux|a PostgreSQL of the machine)\)/i;

/** More failed files than these are no matter of chance. */
const MOST_AGAIN = 4;

/**
 * Files that get a second try, alone: a test that needs a browser or a database can fail because the machine was busy
 * with another one. Answers none where so many failed that a change broke them.
 */
export function filesToTryAgain(report) {
  const failed = new Set(
    report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name),
  );
  return failed.size > MOST_AGAIN ? [] : [...failed];
}

/** The report of a run with what its second try says of the files in it; a file that was left out there stays failed. */
export function withSecondTry(report, again) {
  const tried = new Set(again.testResults.map(({ name }) => name));
  return {
    ...report,
    testResults: [...report.testResults.filter(({ name }) => !tried.has(name)), ...again.testResults],
  };
}

/** What failed at first and passed alone, for a person to mend: the run is no less green, but the test is not steady. */
export function unsteady(report, again, root) {
  const testsOf = (run, state) =>
    run.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === state)
        .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
    );
  const passed = new Set(testsOf(again, 'passed'));
  return testsOf(report, 'failed')
    .filter((test) => passed.has(test))
    .map((test) => `unsteady: failed at first and passed alone: ${test}`);
}

/**
 * Read vitest's JSON report; answers `counts` (the closing line), `lines` (what a person must know) and `ok`.
 */
export function summarise(report, root) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  let ok = true;
  for (const file of report.testResults) {
    const name = relative(root, file.name);
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      count.failed += 1;
      lines.push(`failed: ${name} could not run: ${(file.message ?? '').split('\n')[0]}`);
    }
    for (const test of file.assertionResults) {
      if (test.status === 'passed' || test.status === 'failed') {
        count[test.status] += 1;
        if (test.status === 'failed') lines.push(`failed: ${name}: ${test.fullName}`);
        continue;
      }
      count.skipped += 1;
      const allowed = honest.test(`${name} ${test.fullName}`);
      lines.push(
        `skipped${allowed ? '' : ' without saying what is missing here'}: ${name}: ${test.fullName}`,
      );
      if (!allowed) ok = false;
    }
  }
  if (count.passed + count.failed + count.skipped === 0) lines.push('No test ran.');
  return {
    counts: `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`,
    lines,
    ok: ok && count.failed === 0 && count.passed > 0,
  };
}
