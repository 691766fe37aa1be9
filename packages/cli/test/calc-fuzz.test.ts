import { readdirSync, readFileSync } from 'node:fs';
import { sharedData } from '@shapan/testkit';
import { describe, expect, it, test } from 'vitest';
import { runCalc } from '../src/calc/calc.ts';
import { type Dice, dice } from './oracle/random.ts';
import { shapan } from './shapan.ts';

/**
 * Bad input of every kind: whatever comes in, out comes an answer or a coded refusal with its place, exit code 2, one
 * sentence at most on standard error. `SHAPAN_FUZZ_CASES` for more requests, `SHAPAN_FUZZ_SEED` for others.
 */
const count = Number(process.env['SHAPAN_FUZZ_CASES'] ?? 250);
const seed = Number(process.env['SHAPAN_FUZZ_SEED'] ?? 1);

const members = [
  { id: 'Y' },
  { id: 'Q1', parent: 'Y' },
  { id: '2026-01', parent: 'Q1' },
  { id: '2026-02', parent: 'Q1' },
  { id: 'Q2', parent: 'Y' },
];
const cells = { '2026-01': 10, '2026-02': 30, Q2: 60 };
const months = { '2026-01': 3, '2026-02': 1, Q2: 2 };

const months2 = { '2026-01': 3, '2026-02': 1 };

/** Requests that are right: what is wrong is done to them below. */
const good: Readonly<Record<string, readonly unknown[]>> = {
  number: [
    { text: '+10%', current: 200, decimals: 2 },
    { text: '=500万*20%', kind: 'amount' },
  ],
  split: [
    { total: 10, weights: [3, 0, 2.5], decimals: 2, residue: 'divisor', negative: 'keep' },
    {
      rows: [3, 4],
      columns: [5, 2],
      weights: [
        [1, 2],
        [3, 0],
      ],
      decimals: 1,
    },
  ],
  workdays: [{ from: '2026-01-01', to: '2026-12-31', calendar: 'CN' }],
  pace: [
    {
      target: 500,
      actual: 120,
      from: '2026-07-01',
      to: '2026-09-30',
      asOf: '2026-08-03',
      basis: 'weights',
      weights: { '2026-07': 1, '2026-08': 2 },
      direction: 'up',
      thresholds: { green: 1, amber: 0.9 },
      decimals: 2,
    },
    {
      band: { low: 1, high: 3 },
      actual: null,
      from: '2026-07-01',
      to: '2026-09-30',
      asOf: '2026-08-03',
      basis: 'working',
      direction: 'band',
      nature: 'level',
    },
  ],
  schedule: [
    {
      tasks: [
        { id: 'a', duration: 3, resources: { R: 2 } },
        { id: 'b', duration: 0, constraints: [{ type: 'mustStart', at: 4 }] },
        { id: 'c', duration: 2, resources: { R: 1 } },
      ],
      links: [
        { from: 'a', to: 'b', type: 'SS', lag: 2 },
        { from: 'a', to: 'c', lag: -1 },
      ],
      capacity: { R: 2 },
      level: true,
      stepLimit: 50,
    },
    {
      tasks: [
        { id: 'a', duration: 1, priority: 900 },
        { id: 'b', duration: 2 },
      ],
      level: true,
      timeLimitMs: 5,
    },
    { tasks: [] },
  ],
  smart: [
    {
      target: {
        kind: 'target',
        id: 't',
        fields: {
          metric: 'm',
          targetClass: 'core',
          dimensions: ['region'],
          from: '2026-07-01',
          to: '2026-12-31',
          accountable: 'p',
          baseline: 416_666_667,
        },
      },
      context: {
        today: '2026-08-01',
        name: '销售额',
        metric: { name: '销售额', unit: 'money', decimals: 2, direction: 'up', source: 'CRM' },
        value: 5_000_000,
        coordinate: { region: 'A' },
        owner: 'p',
        baseline: 1.5,
        history: [
          { period: '2025-H1', value: 10.25 },
          { period: '2025-H2', value: null },
        ],
        actualSources: ['CRM'],
        initiatives: [{ name: 'x', likely: 1_000, probability: 70 }],
        coverage: 5_000_000,
        capacity: 6_000_000,
        pipeline: { open: 9_000_000, booked: 0, winRate: 33.3 },
        probability: 60,
        plan: { from: '2026-07-01', to: '2026-12-31' },
        cadence: 'month',
        checkpoints: ['2026-08-15'],
        supports: ['增长'],
      },
    },
    { target: { fields: {} } },
  ],
  spread: [
    {
      members,
      cells,
      holds: ['Q2', { id: '2026-01', keeps: 'total' }],
      edit: {
        at: 'Y',
        value: 200,
        action: 'add',
        filter: 'all',
        residue: 'location',
        location: '2026-02',
        granularity: 5,
      },
      decimals: 1,
    },
    {
      members,
      cells,
      holds: [{ id: '2026-01', keeps: 'bound', floor: 5, cap: 90 }],
      edit: {
        at: 'Q1',
        method: 'relativeProportional',
        value: 60,
        reference: months,
        floor: 1,
        cap: { '2026-02': 50 },
        negativeBasis: 'abs',
        zeroBasis: 'equal',
      },
    },
    {
      members: members.slice(2, 4).map(({ id }) => ({ id })),
      edit: { at: '2026-01', selection: ['2026-02'], method: 'straightLine', from: 1, to: 9 },
      cells: {},
    },
    {
      members: members.slice(0, 4),
      edit: { at: 'Y', method: 'calendar', kind: 'workingDays', value: 90 },
      calendar: 'plain',
      window: { from: '2026-01-05', to: '2026-02-20' },
    },
    {
      members: members.slice(0, 4),
      edit: {
        at: 'Q1',
        method: 'calendar',
        kind: 'history',
        value: 90,
        past: { '2025-01': 4, '2025-02': 5 },
        years: 1,
      },
    },
    { members, cells, timeBalance: 'average', edit: { at: 'Y', method: 'proportional', value: 20 } },
    { members, cells, timeBalance: 'weightedAverage', edit: { at: 'Q1', value: 20 } },
    { members, cells, edit: { at: 'Q1', method: 'pattern', value: 13, pattern: [4, '!', '*'] } },
    { members, cells, edit: { method: 'transfer', source: 'Q2', target: 'Q1', value: 7 } },
    { members, cells, edit: { at: 'Y', method: 'growth', from: 5, percent: 12.5 } },
    { members, cells, edit: { at: 'Y', method: 'predict' } },
    {
      dimensions: [
        { id: 'region', members: [{ id: 'A' }, { id: 'B' }] },
        { id: 'product', members: [{ id: 'all' }, { id: 'X', parent: 'all' }, { id: 'Y', parent: 'all' }] },
      ],
      cells: { 'A|X': 1, 'B|Y': 2, 'A|Y': 3 },
      holds: ['A|X', { id: 'B|Y', keeps: 'share', share: 0.5, along: 'product' }],
      edits: [
        { at: 'A|*', value: 40 },
        { at: 'B|Y', value: 7 },
      ].slice(0, 1),
      multiway: { steps: 100, park: 'A|X' },
    },
    {
      members: members.slice(0, 4),
      metrics: {
        leads: { cells: months2, decimals: 1 },
        rate: { kind: 'ratio', numerators: months2, denominators: months2, unit: 'percent' },
        buyers: { kind: 'distinct', cells: { ...months2, Q1: 4 } },
        revenue: { kind: 'formula', formula: 'leads * rate', absorbs: 'leads' },
      },
      holds: [{ metric: 'leads', id: '2026-02' }],
      edit: { metric: 'revenue', at: 'Y', method: 'goalSeek', value: 20, driver: 'leads' },
    },
  ],
};

/** Whatever a program or a person may put where something else belongs. */
const odd: readonly string[] = [
  '"*"',
  '"A|*"',
  '"formula"',
  '"distinct"',
  '"leads / 0"',
  '"((((((leads"',
  'null',
  'true',
  '""',
  '"x"',
  '"Y"',
  '"2026-01"',
  '"1"',
  '"9"',
  '" "',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"\\u0000"',
  '"\\ud800"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"__proto__":1}',
  '{"constructor":{"prototype":1}}',
  '{"toString":1,"valueOf":2}',
  '{"length":3}',
  '0',
  '-0',
  '-1',
  '1.5',
  '0.1',
  '1e-9',
  '1e-400',
  '1e400',
  '-1e400',
  '9e15',
  '9000000000000001',
  '-9e15',
  '9007199254740993',
  '1e15',
  '1e300',
  '123456789.123456789',
  '"2026-02-30"',
  '"0000-01-01"',
  '"9999-12-31"',
  '"2026-12-31T00:00"',
  '"proportional"',
  '"goalSeek"',
  '"replace"',
];

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, one]) =>
      pathsOf(one, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** The request as JSON with one place changed: replaced, left out, renamed, or there twice. */
function spoil(roll: Dice, request: unknown): string {
  const paths = pathsOf(request);
  const path = paths[roll(paths.length)]!;
  const what = odd[roll(odd.length)]!;
  const way = roll(8);
  const write = (value: unknown, at: Path): string => {
    const here = at.length === path.length && at.every((key, i) => key === path[i]);
    if (here && way < 5) return what;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    if (Array.isArray(value)) {
      const items = value.map((one, i) => write(one, [...at, i]));
      if (here) items.push(way === 5 ? (items[0] ?? what) : what);
      return `[${items.join(',')}]`;
    }
    const fields = Object.entries(value).map(
      ([key, one]) => `${JSON.stringify(key)}:${write(one, [...at, key])}`,
    );
    if (here)
      fields.push(
        way === 5
          ? (fields[0] ?? '"x":1')
          : way === 6
            ? `"__proto__":${what}`
            : `${what.startsWith('"') ? what : '"x"'}:1`,
      );
    return `{${fields.join(',')}}`;
  };
  return write(request, []);
}

interface Refusal {
  readonly code: string;
  readonly path: string;
  readonly params: object;
  readonly message: string;
}

/** What is wrong with an answer, or nothing. */
function faultOf(line: string): string | undefined {
  const answer = JSON.parse(line) as { problem?: Refusal };
  if (answer.problem === undefined)
    return /null/.test(line) && line.includes('NaN') ? 'not a number' : undefined;
  const { code, path, params, message } = answer.problem;
  if (!/^[A-Z_]+$/.test(code) || code === 'INTERNAL') return code;
  if (typeof path !== 'string' || typeof params !== 'object') return 'no place';
  if (!/\S.*\.$/s.test(message) || /undefined|\bat .*:\d+:\d+|was refused/.test(message))
    return `message ${message}`;
  return undefined;
}

describe('calc refuses what is wrong, and nothing else happens', () => {
  it.each(Object.keys(good))(`%s: the requests the others are made of are right`, async (topic) => {
    const input = good[topic]!.map((one) => JSON.stringify(one)).join('\n');
    expect(await runCalc(topic, input, false)).toMatchObject({ exitCode: 0 });
  });

  it.each(Object.keys(good))(`%s: ${count} spoiled requests, seed ${seed}`, (topic) => {
    const lines = Array.from({ length: count }, (_, i) => {
      const roll = dice(seed + i);
      const once = spoil(roll, good[topic]![roll(good[topic]!.length)]!);
      try {
        return roll(3) === 0 ? spoil(roll, JSON.parse(once)) : once;
      } catch {
        return once;
      }
    });
    const { status, stdout, stderr } = shapan(['calc', topic], lines.join('\n'));
    expect([status, stderr]).toEqual([2, '']);
    const answers = stdout.trimEnd().split('\n');
    expect(answers).toHaveLength(lines.length);
    const faults = answers.flatMap((answer, i) => {
      const fault = faultOf(answer);
      return fault === undefined
        ? []
        : [`${fault}: SHAPAN_FUZZ_CASES=1 SHAPAN_FUZZ_SEED=${seed + i} ${lines[i]}`];
    });
    expect(faults).toEqual([]);
  });
});

describe('calc as a process', () => {
  const sentence = /^[A-Z][^\n]*\.\n$/;

  it.each([
    ['nothing', ''],
    ['blank lines', '\n \r\n\n'],
    ['text', 'hello'],
    ['half an object', '{"text":'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0x74, 0xff, 0xfe, 0x22, 0x7d])],
    ['UTF-16', Buffer.from('\uFEFF{"text":"5"}', 'utf16le')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['brackets without end', '['.repeat(200_000)],
    ['NaN', '{"text":"5","current":NaN}'],
  ])('answers %s with one sentence on standard error and exit code 2', (_, input) => {
    const { status, stdout, stderr } = shapan(['calc', 'number'], input);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
  });

  it('answers nesting of any depth', () => {
    const deep = `{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { status, stdout, stderr } = shapan(['calc', 'number'], `${deep}\n{"text":"5"}\n`);
    expect([status, stderr]).toEqual([2, '']);
    expect(
      stdout
        .split('\n')
        .slice(0, 2)
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([{ problem: { code: 'INVALID', path: 'text' } }, { value: 5 }]);
  });

  it('refuses a key that an object has twice: neither number may be lost', () => {
    const input =
      '{"total":10,"weights":[1],"total":20}\n{"members":[{"id":"a","id":"b"}]}\n{"text":"a\\\\\\"text\\":1","t\\u0065xt":"6"}';
    const { status, stdout } = shapan(['calc', 'split'], input);
    expect(status).toBe(2);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject(
      ['total', 'members[0].id', 'text'].map((path) => ({ problem: { code: 'DUPLICATE', path } })),
    );
  });

  it('takes 10 MB at once', () => {
    const { status, stdout } = shapan(['calc', 'number'], JSON.stringify({ text: '9'.repeat(10_000_000) }));
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ problem: { code: 'TOO_LONG', path: 'text' } });
  });

  it('takes many members, long chains of them and many requests', async () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => ({
      id: `m${i}`,
      ...(i > 0 && { parent: `m${i - 1}` }),
    }));
    const wide = Array.from({ length: 60_000 }, (_, i) => ({ id: `m${i}`, ...(i > 0 && { parent: 'm0' }) }));
    const spread = async (members: readonly object[]): Promise<unknown> => {
      const request = { members, edit: { at: 'm0', value: 1_000_000 } };
      return JSON.parse((await runCalc('spread', JSON.stringify(request), false)).output);
    };
    expect(await spread(chain)).toMatchObject({ problem: { code: 'TOO_LARGE', path: 'members' } });
    expect(await spread(chain.slice(0, 1_000))).toMatchObject({ cells: { m999: 1_000_000 } });
    expect(await spread(wide)).toMatchObject({ cells: { m0: 1_000_000 } });
    const { output, exitCode } = await runCalc('number', '{"text":"5"}\n'.repeat(100_000), false);
    expect([exitCode, output.length]).toEqual([0, 100_000 * '{"value":5,"relative":false}\n'.length]);
  });

  it.each([[[]], [['number', 'split']], [['--loud', 'number']], [['numbers']], [['__proto__']]])(
    'refuses the arguments %j',
    (args) => {
      const { status, stdout, stderr } = shapan(['calc', ...args], '{}');
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^[^\n]+\n$/);
    },
  );
});

const suite = sharedData('json_testsuite/test_parsing');
const files = suite === undefined ? [] : readdirSync(suite).filter((file) => file.endsWith('.json'));

test.skipIf(suite === undefined)(
  'every file of a parser torture set ends in an answer or a sentence (shared data)',
  () => {
    expect(files.length).toBeGreaterThan(100);
    // One process for all: each file is a request over several lines, so it goes alone; hence the door itself.
    return Promise.all(
      files.map(async (file) => {
        const { output, exitCode, error } = await runCalc(
          'number',
          readFileSync(`${suite}/${file}`, 'utf8'),
          false,
        );
        // None of them is a request, so none succeeds.
        expect([file, exitCode]).toEqual([file, 2]);
        expect(output !== '' || error !== undefined).toBe(true);
        for (const line of output.split('\n').filter(Boolean))
          expect([file, faultOf(line)]).toEqual([file, undefined]);
      }),
    );
  },
);
