import { beforeAll, describe, expect, it } from 'vitest';
import { runCalc } from '../src/calc/calc.ts';

/** Odd and hostile requests, answered exactly or refused with the place and what would be right (CALC.md). */
const members = [
  { id: 'Q1' },
  { id: 'Jan', parent: 'Q1' },
  { id: 'Feb', parent: 'Q1' },
  { id: 'Mar', parent: 'Q1' },
];
const hundreds = { Jan: 100, Feb: 100, Mar: 100 };

const spread = (edit: object, more: object = {}) => ({
  members,
  cells: hundreds,
  edit: { at: 'Q1', ...edit },
  ...more,
});
const cells = (Q1: number | null, Jan: number | null, Feb: number | null, Mar: number | null) => ({
  cells: { Q1, Jan, Feb, Mar },
});
const refused = (code: string, path: string, message: string) => ({
  problem: { code, path, message: expect.stringContaining(message) },
});
const top = 9_000_000_000_000_000;

const asked: Readonly<Record<string, readonly (readonly [request: unknown, answer: object])[]>> = {
  split: [
    [{ total: -10, weights: [1, 1, 1] }, { parts: [-4, -3, -3] }],
    [{ total: top, weights: [1, 1, 1] }, { parts: [top / 3, top / 3, top / 3] }],
    [{ total: top - 1, weights: [top - 1, 1] }, { parts: [top - 2, 1] }],
    [{ total: 10, weights: [1e308, 1e308] }, { parts: [5, 5] }],
    [{ total: 10, weights: [1e-320, 1e-320] }, { parts: [5, 5] }],
    [{ total: -0.05, weights: [1, 1], decimals: 2 }, { parts: [-0.03, -0.02] }],
    [
      {
        rows: [-5, -5],
        columns: [-4, -6],
        weights: [
          [1, 1],
          [1, 1],
        ],
      },
      {
        matrix: [
          [-2, -3],
          [-2, -3],
        ],
      },
    ],
    [{ total: 1e300, weights: [1] }, refused('OUT_OF_RANGE', 'total', `at most ${top}`)],
    [{ total: 10, weights: ['1', 1] }, refused('NOT_A_NUMBER', 'weights[0]', 'not a number')],
    [
      { rows: [1, 2], columns: [4], weights: [[1], [1]] },
      refused('CONTRADICTION', 'columns', 'difference -1'),
    ],
  ],
  spread: [
    [spread({ method: 'proportional', value: top }), cells(top, top / 3, top / 3, top / 3)],
    [spread({ method: 'proportional', value: -600 }), cells(-600, -200, -200, -200)],
    [
      spread({ method: 'proportional', value: 600 }, { cells: { Jan: -50, Feb: 51 } }),
      cells(600, -30_000, 30_600, null),
    ],
    [spread({ method: 'growth', from: 300, percent: -100 }), cells(300, 300, 0, 0)],
    [spread({ method: 'clear' }, { holds: ['Jan'] }), cells(100, 100, null, null)],
    [
      spread({ method: 'proportional', value: 300 }, { holds: ['Jan', 'Feb', 'Mar'] }),
      cells(300, 100, 100, 100),
    ],
    [
      spread({ method: 'proportional', value: 600 }, { holds: ['Jan', 'Feb', 'Mar'] }),
      refused('NO_FREE_CELL', 'edit.at', 'at most 300'),
    ],
    [
      spread({ method: 'proportional', value: 600 }, { cells: { Q1: 300 } }),
      refused('INVALID', 'cells.Q1', 'expected null, as its leaves make'),
    ],
    [
      spread({ method: 'proportional', value: 600 }, { cells: { Q1: 1, Jan: 5 } }),
      refused('INVALID', 'cells.Q1', 'expected 5, as its leaves make'),
    ],
    [spread({ method: 'repeat', value: 5 }), refused('INVALID', 'edit.method', 'repeatLeaves,proportional')],
    [spread({ method: 'percent', percent: 1e300 }), refused('OUT_OF_RANGE', 'edit.percent', 'too large')],
    [
      spread({ method: 'growth', from: 1e15, percent: 1e6 }),
      refused('OUT_OF_RANGE', 'edit.percent', 'too large'),
    ],
    [
      spread({ method: 'pattern', value: 13, pattern: [4, 4] }),
      refused('INVALID', 'edit.pattern', 'expected 3, not 2'),
    ],
    [
      spread({ method: 'pattern', value: 13, pattern: [1, -0.5, 1] }),
      refused('BASIS_NEGATIVE', 'edit.pattern[1]', '-0.5'),
    ],
    [
      spread({ method: 'relativeProportional', value: 9, reference: { Jan: 2, Feb: -1.5 } }, { decimals: 2 }),
      refused('BASIS_NEGATIVE', 'edit.reference.Feb', '-1.5'),
    ],
  ],
  number: [
    [{ text: '1e400' }, refused('OUT_OF_RANGE', 'text', `at most ${top}`)],
    [{ text: '*1e300', current: 5, decimals: 2 }, refused('OUT_OF_RANGE', 'text', `at most ${top / 100}`)],
    [{ text: '=0.1+0.2' }, { value: 0.3, relative: false }],
    [{ text: '1,23,4' }, refused('NUMBER_AMBIGUOUS', 'text', '1,23,4')],
  ],
  workdays: [
    [{ from: '2026-02-30', to: '2026-03-01' }, refused('INVALID', 'from', 'expected date')],
    [{ from: '2026-12-31', to: '2026-01-01' }, refused('OUT_OF_RANGE', 'to', 'at least 2026-12-31')],
    [
      { from: '2024-02-29', to: '2024-02-29' },
      { days: 1, workdays: 1, published: true },
    ],
  ],
  pace: [
    [
      { target: 1e308, actual: 1, from: '2026-07-01', to: '2026-09-30', asOf: '2026-08-03' },
      refused('OUT_OF_RANGE', 'target', 'at most'),
    ],
    [
      { target: 0, actual: 0, from: '2026-07-01', to: '2026-09-30', asOf: '2026-08-03' },
      { attainment: null, gap: 0, status: 'green' },
    ],
  ],
};

describe.each(Object.entries(asked))('calc %s', (topic, cases) => {
  let answers: readonly unknown[];
  beforeAll(async () => {
    const input = cases.map(([request]) => JSON.stringify(request)).join('\n');
    const { output } = await runCalc(topic, input, false);
    answers = output
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  });
  it.each(cases.map(([request, answer], i) => ({ i, request: JSON.stringify(request), answer })))(
    'answers $request',
    ({ i, answer }) => {
      expect(answers[i]).toMatchObject(answer);
    },
  );
});
