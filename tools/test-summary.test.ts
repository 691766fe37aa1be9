import { describe, expect, it } from 'vitest';
import { filesToTryAgain, summarise, unsteady, withSecondTry } from './test-summary.mjs';

const file = (status: string, tests: readonly [string, string][], message = '') => ({
  name: '/house/packages/engine/test/a.test.ts',
  status,
  message,
  assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
});

const summary = (...testResults: ReturnType<typeof file>[]) => summarise({ testResults }, '/house');

describe('the summary of a test run', () => {
  it('adds up and closes with the counts', () => {
    const run = summary(
      file('passed', [
        ['a', 'passed'],
        ['b', 'passed'],
      ]),
      file('passed', [['c', 'passed']]),
    );
    expect(run).toEqual({ counts: '3 passed, 0 failed, 0 skipped', lines: [], ok: true });
  });

  it('names what failed', () => {
    const run = summary(
      file('failed', [
        ['a', 'passed'],
        ['b', 'failed'],
      ]),
    );
    expect(run.counts).toBe('1 passed, 1 failed, 0 skipped');
    expect(run.lines).toEqual(['failed: packages/engine/test/a.test.ts: b']);
    expect(run.ok).toBe(false);
  });

  it('counts a file that could not be loaded as a failure', () => {
    const run = summary(file('failed', [], 'Cannot find module x\n  at y'));
    expect(run.counts).toBe('0 passed, 1 failed, 0 skipped');
    expect(run.lines).toEqual(['failed: packages/engine/test/a.test.ts could not run: Cannot find module x']);
  });

  it('accepts a skip that says what the machine lacks, and no other', () => {
    const honest = summary(
      file('passed', [
        ['a', 'passed'],
        ['fits the M4 series (shared data)', 'skipped'],
        ['a full disk (needs root) is refused', 'skipped'],
        ['moves to a server (needs a PostgreSQL of the machine)', 'skipped'],
      ]),
    );
    expect(honest.counts).toBe('1 passed, 0 failed, 3 skipped');
    expect(honest.ok).toBe(true);
    for (const title of ['b', 'c (needs time)']) {
      const quiet = summary(
        file('passed', [
          ['a', 'passed'],
          [title, 'pending'],
        ]),
      );
      expect(quiet.ok).toBe(false);
      expect(quiet.lines[0]).toContain('without saying what is missing here');
    }
  });

  it('is not content with no tests at all', () => {
    expect(summary()).toEqual({
      counts: '0 passed, 0 failed, 0 skipped',
      lines: ['No test ran.'],
      ok: false,
    });
  });
});

describe('the second try of files that failed', () => {
  const named = (name: string, status: string, tests: readonly [string, string][]) => ({
    ...file(status, tests),
    name: `/house/${name}`,
  });
  const first = {
    testResults: [
      named('a.test.ts', 'passed', [['a', 'passed']]),
      named('b.test.ts', 'failed', [
        ['b', 'failed'],
        ['c', 'passed'],
      ]),
    ],
  };

  it('is given to the few files that failed, and to none where many did', () => {
    expect(filesToTryAgain(first)).toEqual(['/house/b.test.ts']);
    const many = ['1', '2', '3', '4', '5'].map((name) => named(name, 'failed', [['x', 'failed']]));
    expect(filesToTryAgain({ testResults: many })).toEqual([]);
  });

  it('counts in place of the first, and names what passed only then', () => {
    const again = {
      testResults: [
        named('b.test.ts', 'passed', [
          ['b', 'passed'],
          ['c', 'passed'],
        ]),
      ],
    };
    expect(unsteady(first, again, '/house')).toEqual([
      'unsteady: failed at first and passed alone: b.test.ts: b',
    ]);
    expect(summarise(withSecondTry(first, again), '/house')).toMatchObject({
      counts: '3 passed, 0 failed, 0 skipped',
      ok: true,
    });
  });

  it('leaves failed what fails again, and what the second try never reached', () => {
    const same = { testResults: [first.testResults[1]!] };
    expect(unsteady(first, same, '/house')).toEqual([]);
    expect(summarise(withSecondTry(first, same), '/house').ok).toBe(false);
    expect(summarise(withSecondTry(first, { testResults: [] }), '/house').ok).toBe(false);
  });
});
