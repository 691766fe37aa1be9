import { describe, expect, it } from 'vitest';
import { calcAll } from './shapan.ts';

/** Every worked example of the laws, as a shell would ask for it: all of them through one process for each topic. */

type Numbers = Readonly<Record<string, number | null>>;

interface Worked {
  readonly law: string;
  readonly numbers: readonly (number | null)[];
  readonly edit: object;
  readonly more?: object;
  readonly answer: readonly (number | null)[] | string;
  readonly total?: number | null;
}

const members = (count: number) => [
  { id: 'T' },
  ...Array.from({ length: count }, (_, i) => ({ id: `m${i + 1}`, parent: 'T' })),
];
const byMember = (numbers: readonly (number | null)[]): Numbers =>
  Object.fromEntries(numbers.map((number, i) => [`m${i + 1}`, number]));

const reference = (...numbers: (number | null)[]) => ({ reference: byMember(numbers) });

const worked: readonly Worked[] = [
  { law: 'T17', numbers: [10, 30, 60], edit: { method: 'proportional', value: 300 }, answer: [30, 90, 180] },
  {
    law: 'T18',
    numbers: Array(12).fill(null),
    edit: { method: 'equal', value: 1_200 },
    answer: Array(12).fill(100),
  },
  {
    law: 'T19',
    numbers: [0, 0, 0, 0],
    edit: { method: 'equalLeaves', value: 1_200, filter: 'all' },
    answer: [300, 300, 300, 300],
  },
  { law: 'T20', numbers: [1, 2], edit: { method: 'repeat', value: 5 }, answer: 'INVALID' },
  {
    law: 'T21',
    numbers: Array(6).fill(null),
    edit: { method: 'repeatLeaves', value: 25, filter: 'all' },
    answer: Array(6).fill(25),
    total: 150,
  },
  {
    law: 'T23',
    numbers: [100, 100],
    edit: { percent: 10, action: 'add' },
    more: { holds: ['m1'] },
    answer: [100, 120],
    total: 220,
  },
  {
    law: 'T23',
    numbers: [100, 100],
    edit: { method: 'percent', percent: 10, action: 'add' },
    more: { holds: ['m1'] },
    answer: [100, 110],
    total: 210,
  },
  {
    law: 'T24',
    numbers: [1_000, -1_000],
    edit: { method: 'percent', percent: 2, action: 'add', sign: 'raise' },
    answer: [1_020, -980],
  },
  {
    law: 'T24',
    numbers: [1_000, -1_000],
    edit: { method: 'percent', percent: 2, action: 'add' },
    answer: [1_020, -1_020],
  },
  {
    law: 'T25',
    numbers: [null, null, null],
    edit: { method: 'straightLine', from: 100, to: 200 },
    answer: [100, 150, 200],
  },
  { law: 'T25', numbers: [7], edit: { method: 'straightLine', from: 1, to: 2 }, answer: 'LINE_OF_ONE' },
  {
    law: 'T26',
    numbers: [null, null, null],
    edit: { method: 'growth', from: 300, percent: 25 },
    answer: [300, 375, 469],
  },
  {
    law: 'T27',
    numbers: [null, null, null],
    edit: { method: 'relativeProportional', value: 400, ...reference(10, 20, 70) },
    answer: [40, 80, 280],
  },
  {
    law: 'T28',
    numbers: [5, null, 7],
    edit: { method: 'copyFactor', percent: 50, ...reference(100, 200, 300) },
    answer: [50, 100, 150],
  },
  {
    law: 'T28',
    numbers: [5, null, 7],
    edit: { method: 'addFactor', percent: 50, ...reference(100, 200, 300) },
    answer: [55, 100, 157],
  },
  { law: 'T30', numbers: [5, 0, null], edit: { method: 'clear' }, answer: [null, null, null], total: null },
  { law: 'T30', numbers: [5, 0, null], edit: { method: 'zero' }, answer: [0, 0, 0], total: 0 },
  {
    law: 'T32',
    numbers: [null, null, null, null],
    edit: {
      method: 'evenSkip',
      value: 1_000,
      skip: 'missing',
      residue: 'highest',
      ...reference(150, null, 200, 100),
    },
    answer: [334, null, 333, 333],
  },
  {
    law: 'T34',
    numbers: [null, null, null],
    edit: { method: 'pattern', value: 13, pattern: [4, 4, 5] },
    answer: [4, 4, 5],
  },
  { law: 'T37', numbers: [10, 20, null], edit: { method: 'predict' }, answer: [10, 20, 30] },
  {
    law: 'T38',
    numbers: [10, 20, null],
    edit: { method: 'unassigned', value: 50, target: 'm3' },
    answer: [10, 20, 20],
  },
  {
    law: 'T40',
    numbers: [10, 15, 20],
    edit: { at: 'm1', value: 10 },
    more: { timeBalance: 'flow' },
    answer: [10, 15, 20],
    total: 45,
  },
  {
    law: 'T40',
    numbers: [10, 15, 20],
    edit: { at: 'm1', value: 10 },
    more: { timeBalance: 'first' },
    answer: [10, 15, 20],
    total: 10,
  },
  {
    law: 'T40',
    numbers: [10, 15, 20],
    edit: { at: 'm1', value: 10 },
    more: { timeBalance: 'last' },
    answer: [10, 15, 20],
    total: 20,
  },
  {
    law: 'T40',
    numbers: [10, 15, 20],
    edit: { at: 'm1', value: 10 },
    more: { timeBalance: 'average' },
    answer: [10, 15, 20],
    total: 15,
  },
  {
    law: 'T46',
    numbers: [100, 100, 100],
    edit: { value: 600 },
    more: { holds: ['m2', 'm3'] },
    answer: [400, 100, 100],
  },
  {
    law: 'T47',
    numbers: [200, 300, 500],
    edit: { at: 'm3', value: 700 },
    more: { holds: ['T'] },
    answer: [120, 180, 700],
  },
  {
    law: 'T52',
    numbers: [30, 40, 30],
    edit: { value: 200 },
    more: { holds: [{ id: 'm2', keeps: 'share' }] },
    answer: [60, 80, 60],
  },
  {
    law: 'T55',
    numbers: [100, 100],
    edit: { value: 300 },
    more: { holds: ['m1', 'm2'] },
    answer: 'NO_FREE_CELL',
  },
  {
    law: 'T57',
    numbers: [100, null, 0],
    edit: { value: 130 },
    more: { holds: ['m1'] },
    answer: [100, 30, 0],
  },
  { law: 'T57', numbers: [100, 0], edit: { value: 130 }, more: { holds: ['m1'] }, answer: 'NO_FREE_CELL' },
  {
    law: 'T57',
    numbers: [100, 0],
    edit: { value: 130, filter: 'emptyOnly' },
    more: { holds: ['m1'] },
    answer: [100, 30],
  },
  { law: 'T58', numbers: [0, 0, 0], edit: { value: 12_000 }, answer: [4_000, 4_000, 4_000] },
  { law: 'T58', numbers: [0, null, null], edit: { value: 12_000 }, answer: [0, 6_000, 6_000] },
  { law: 'T59', numbers: [-1_178, 589, 589], edit: { value: 5 }, answer: 'BASIS_CANCELS' },
  {
    law: 'T61',
    numbers: [null, null],
    edit: { method: 'like', value: 5, ...reference(3, -1) },
    answer: 'BASIS_NEGATIVE',
  },
  {
    law: 'T63',
    numbers: [null, 0, 50],
    edit: { method: 'percent', percent: 10, action: 'add' },
    answer: [null, 0, 55],
  },
  { law: 'T64', numbers: [10, 30, 60], edit: { value: 200, cap: 90 }, answer: [28, 82, 90] },
  {
    law: 'T65',
    numbers: [47_000, 16_000, 15_800, 12_000, 6_100, 3_100],
    edit: { value: 10 },
    answer: [5, 2, 1, 1, 1, 0],
  },
  {
    law: 'T66',
    numbers: [47_000, 16_000, 15_800, 12_000, 6_100, 3_100],
    edit: { value: -10 },
    answer: [-5, -2, -1, -1, -1, 0],
  },
  { law: 'T67', numbers: [6, 6, 2], edit: { value: 10 }, answer: [4, 4, 2] },
  { law: 'T67', numbers: [6, 6, 2], edit: { value: 11 }, answer: [5, 5, 1] },
  { law: 'T67', numbers: [6, 6, 2], edit: { value: 11, residue: 'divisor' }, answer: [5, 5, 1] },
  {
    law: 'T68',
    numbers: [1, 1, 2],
    edit: { value: 4_500, granularity: 1_000 },
    answer: [1_000, 1_000, 2_500],
  },
  // DOMAIN 1.2: 5,000,000 yuan for region A and B, 3 : 2; +20 % on a base that is not round.
  { law: 'DOMAIN-1', numbers: [3, 2], edit: { value: 5_000_000 }, answer: [3_000_000, 2_000_000] },
  {
    law: 'DOMAIN-1',
    numbers: [4_166_666.67],
    edit: { percent: 20, action: 'add' },
    more: { decimals: 2 },
    answer: [5_000_000],
  },
];

describe('calc spread: the worked examples', () => {
  const answers = calcAll(
    'spread',
    worked.map(({ numbers, edit, more }) => ({
      members: members(numbers.length),
      cells: byMember(numbers),
      edit: { at: 'T', ...edit },
      ...more,
    })),
  ) as readonly { cells?: Numbers; problem?: { code: string } }[];

  it.each(worked.map((one, i) => ({ ...one, i })))(
    '[SPR-$law] $numbers, $edit: $answer',
    ({ answer, total, i }) => {
      const { cells, problem } = answers[i]!;
      if (typeof answer === 'string') {
        expect(problem?.code).toBe(answer);
        return;
      }
      const { T, ...leaves } = cells ?? {};
      expect(Object.values(leaves)).toEqual(answer);
      const sum = answer.reduce<number>((all, one) => all + (one ?? 0), 0);
      expect(T).toBe(total === undefined ? sum : total);
    },
  );

  it('[SPR-T31] equal increment goes by leaves, so that their totals fall by as many as each has', () => {
    // 24,597 = 6,838 + 13,573 + 4,186; to fall by 278, 551 and 171 of 1,000 they hold so many leaves.
    const falls = [278, 551, 171];
    const parents = ['CA', 'OR', 'WA'];
    const old = [6_838, 13_573, 4_186];
    const tree = [
      { id: 'USA' },
      ...parents.map((id) => ({ id, parent: 'USA' })),
      ...parents.flatMap((parent, p) =>
        Array.from({ length: falls[p]! }, (_, i) => ({ id: `${parent}${i}`, parent })),
      ),
    ];
    const cells = Object.fromEntries(parents.map((parent, p) => [`${parent}0`, old[p]!]));
    const edit = { at: 'USA', method: 'equalIncrement', value: 23_597 };
    const [answer] = calcAll('spread', [{ members: tree, cells, edit }]) as [{ cells: Numbers }];
    expect(parents.map((id) => answer.cells[id])).toEqual([6_560, 13_022, 4_015]);
  });
});

describe('calc pace: the formulas', () => {
  const quarter = { from: '2026-07-01', to: '2026-09-30' };
  const at = (more: object) => ({ target: 1_000, actual: 300, ...quarter, asOf: '2026-07-31', ...more });

  it('[DOMAIN-7.1] attainment, time elapsed, paced, gaps and rates are what their formulas say', () => {
    const [one] = calcAll('pace', [at({})]) as [Record<string, number>];
    const elapsed = 31 / 92;
    expect(one['attainment']).toBeCloseTo(0.3, 12);
    expect(one['elapsed']).toBeCloseTo(elapsed, 12);
    expect(one['paced']).toBeCloseTo(0.3 / elapsed, 12);
    expect(one['paceGap']).toBeCloseTo(0.3 - elapsed, 12);
    expect(one['gap']).toBe(700);
    expect(one['runRate']).toBeCloseTo(300 / 31, 12);
    expect(one['requiredRate']).toBeCloseTo(700 / 61, 12);
    expect(one['catchUp']).toBeCloseTo(700 / 61 / (300 / 31), 12);
  });

  it('[DOMAIN-7.1] the edges: target 0, negative targets, before and after, reached, nothing sold', () => {
    const answers = calcAll('pace', [
      at({ target: 0 }),
      at({ target: -100, actual: -80 }),
      at({ target: -100, actual: -80, direction: 'down' }),
      at({ asOf: '2026-06-30' }),
      at({ asOf: '2026-09-30' }),
      at({ actual: 1_200 }),
      at({ actual: 0 }),
      at({ actual: -5 }),
    ]);
    expect(answers).toMatchObject([
      { attainment: null, paced: null, paceGap: null },
      { attainment: 1.2, adjusted: true },
      { attainment: 0.8, adjusted: true },
      { elapsed: 0, paced: null, runRate: null },
      { elapsed: 1, requiredRate: null },
      { gap: -200, requiredRate: 0, reached: true },
      { attainment: 0, catchUp: null },
      { catchUp: null },
    ]);
  });

  it('[DOMAIN-7.1] green from 100 % of the pace on, amber from 90 %, red below', () => {
    const window = { from: '2026-04-01', to: '2026-04-10', asOf: '2026-04-05', target: 1_000 };
    const answers = calcAll(
      'pace',
      [500, 499, 450, 449].map((actual) => ({ ...window, actual })),
    ) as { status: string }[];
    expect(answers.map(({ status }) => status)).toEqual(['green', 'amber', 'amber', 'red']);
  });
});

describe('calc: the examples of the contract', () => {
  it('answers them to the letter', () => {
    expect(
      calcAll('split', [{ total: 10, weights: [47_000, 16_000, 15_800, 12_000, 6_100, 3_100], decimals: 0 }]),
    ).toEqual([{ parts: [5, 2, 1, 1, 1, 0] }]);
    const quarter = [{ id: 'Q1' }, ...['Jan', 'Feb', 'Mar'].map((id) => ({ id, parent: 'Q1' }))];
    const edit = { at: 'Q1', method: 'proportional', value: 600 };
    expect(
      calcAll('spread', [
        {
          members: quarter,
          cells: { Jan: 100, Feb: 100, Mar: 100 },
          holds: ['Feb', 'Mar'],
          edit,
          decimals: 0,
        },
      ]),
    ).toEqual([{ cells: { Q1: 600, Jan: 400, Feb: 100, Mar: 100 }, changed: ['Q1', 'Jan'] }]);
    expect(calcAll('workdays', [{ from: '2026-01-01', to: '2026-12-31', calendar: 'CN' }])).toMatchObject([
      { days: 365, workdays: 248, published: true, byMonth: { '2026-01': 21 }, dekads: 36 },
    ]);
  }, 180_000); // three processes

  it('reads every way of typing a number that the contract names', () => {
    const typed: readonly (readonly [object, number, boolean])[] = [
      [{ text: '500万' }, 5_000_000, false],
      [{ text: '+10%', current: 200 }, 220, true],
      [{ text: '５００' }, 500, false],
      [{ text: '1.2亿' }, 120_000_000, false],
      [{ text: '3k' }, 3_000, false],
      [{ text: '(50)' }, -50, false],
      [{ text: '12%' }, 0.12, false],
      [{ text: '1,234.5' }, 1_234.5, false],
      [{ text: '*1.2', current: 100 }, 120, true],
      [{ text: '/3', current: 99 }, 33, true],
      [{ text: '=500万*20%' }, 1_000_000, false],
      [{ text: '三百二十万' }, 3_200_000, false],
    ];
    expect(
      calcAll(
        'number',
        typed.map(([request]) => request),
      ),
    ).toEqual(typed.map(([, value, relative]) => ({ value, relative })));
  });
});
