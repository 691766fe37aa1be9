import { describe, expect, test } from 'vitest';
import { submissionSchema } from '../src/index.ts';

/** What one submission may ask of the server, at the door and before anything is computed. */
const id = '0190a000-0000-7000-8000-000000000000';
const at = { members: ['A'], time: 'M2026-07' };
const enter = (entries: readonly object[], multiway?: object) => ({
  type: 'target.enter',
  target: 't',
  entries,
  ...(multiway && { multiway }),
});
const run = { type: 'target.runRule', rule: 'r' };
const repeated = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

/** Where a submission is refused; nothing when it may come in. */
function refusedAt(commands: readonly object[]): string[] {
  const read = submissionSchema.safeParse({ id, commands });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'));
}

describe('a submission', () => {
  test('brings at most 4,000 numbers of the past in an entry', () => {
    const past = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`D${i}`, 1] as const));
    const entry = (count: number) => ({
      at,
      method: 'calendar',
      kind: 'history',
      value: 1,
      past: past(count),
    });
    expect(refusedAt([enter([entry(4_000)])])).toEqual([]);
    expect(refusedAt([enter([entry(4_001)])])).toEqual(['commands.0.entries.0.past']);
  });

  test('selects at most 10,000 further cells in a command', () => {
    const entry = { at, value: 1, selection: repeated(1_000, at) };
    expect(refusedAt([enter(repeated(10, entry)), enter(repeated(10, entry))])).toEqual([]);
    const over = enter([...repeated(10, entry), { at, value: 1, selection: [at] }]);
    expect(refusedAt([over])).toEqual(['commands.0.entries']);
  });

  test('searches at most 1,000,000 steps in all its commands', () => {
    const search = (steps: number) => enter([{ at, value: 1 }], { steps });
    expect(refusedAt([search(600_000), search(400_000)])).toEqual([]);
    expect(refusedAt([search(600_000), search(400_001)])).toEqual(['commands']);
  });

  test('runs at most 50 rules', () => {
    expect(refusedAt(repeated(50, run))).toEqual([]);
    expect(refusedAt(repeated(51, run))).toEqual(['commands']);
  });
});
