import { type MethodField, methodFields, spreadMethods } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { answerSpread } from '../src/calc/spread.ts';

const quarter = [
  { id: 'Q1' },
  { id: 'Jan', parent: 'Q1' },
  { id: 'Feb', parent: 'Q1' },
  { id: 'Mar', parent: 'Q1' },
];
const hundreds = { Jan: 100, Feb: 100, Mar: 100 };

const ask = (edit: object, more: object = {}) =>
  answerSpread({ members: quarter, cells: hundreds, edit: { at: 'Q1', ...edit }, ...more });

describe('calc spread', () => {
  it('answers every member, totals included, and what changed', () => {
    expect(ask({ method: 'proportional', value: 600 }, { holds: ['Feb', 'Mar'], decimals: 0 })).toEqual({
      cells: { Q1: 600, Jan: 400, Feb: 100, Mar: 100 },
      changed: ['Q1', 'Jan'],
    });
  });

  it('takes a plain number as proportional', () => {
    expect(ask({ value: 600 })).toMatchObject({ cells: { Jan: 200, Feb: 200, Mar: 200 } });
  });

  it('accepts its own answer as the next request', () => {
    const { cells } = ask({ value: 100 }) as { cells: object };
    expect(cells).toEqual({ Q1: 100, Jan: 34, Feb: 33, Mar: 33 });
    expect(ask({ value: 300 }, { cells })).toMatchObject({ cells: { Q1: 300, Jan: 102, Feb: 99, Mar: 99 } });
  });

  it('keeps empty apart from 0', () => {
    expect(ask({ value: 50 }, { cells: { Jan: 1, Feb: 0, Mar: null } })).toEqual({
      cells: { Q1: 50, Jan: 50, Feb: 0, Mar: null },
      changed: ['Q1', 'Jan'],
    });
    expect(ask({ method: 'clear' })).toEqual({
      cells: { Q1: null, Jan: null, Feb: null, Mar: null },
      changed: ['Q1', 'Jan', 'Feb', 'Mar'],
    });
  });

  it('adds up exactly in the smallest unit', () => {
    expect(ask({ value: 0.1 }, { decimals: 2 })).toMatchObject({
      cells: { Q1: 0.1, Jan: 0.04, Feb: 0.03, Mar: 0.03 },
    });
    expect(ask({ value: 0.1 })).toEqual({
      problem: { code: 'NUMBER_TOO_PRECISE', path: 'edit.value', params: { decimals: 0 } },
    });
  });

  it('rounds by one divisor, or leaves the residue to a named member', () => {
    const cells = { Jan: 6, Feb: 6, Mar: 2 };
    expect(ask({ value: 10, residue: 'divisor' }, { cells })).toMatchObject({
      cells: { Q1: 10, Jan: 5, Feb: 4, Mar: 1 },
    });
    expect(ask({ value: 101, residue: 'location', location: 'Mar' })).toMatchObject({
      cells: { Q1: 101, Jan: 33, Feb: 33, Mar: 35 },
    });
    expect(ask({ value: 101, residue: 'location', location: 'Apr' })).toEqual({
      problem: { code: 'UNKNOWN_REFERENCE', path: 'edit.location', params: { id: 'Apr' } },
    });
  });

  it('lets the siblings absorb under a held total', () => {
    const cells = { Jan: 200, Feb: 300, Mar: 500 };
    expect(ask({ at: 'Mar', value: 700 }, { cells, holds: ['Q1'] })).toEqual({
      cells: { Q1: 1_000, Jan: 120, Feb: 180, Mar: 700 },
      changed: ['Jan', 'Feb', 'Mar'],
    });
  });

  it('holds shares, floors and caps, each as it says', () => {
    const cells = { Jan: 30, Feb: 40, Mar: 30 };
    const shown = (edit: object, ...holds: object[]) =>
      (ask(edit, { cells, holds }) as { cells?: unknown; problem?: unknown }).cells ??
      ask(edit, { cells, holds });
    expect(shown({ value: 200 }, { id: 'Feb', keeps: 'share' })).toEqual({
      Q1: 200,
      Jan: 60,
      Feb: 80,
      Mar: 60,
    });
    expect(shown({ value: 200 }, { id: 'Feb', keeps: 'share', share: 0.5 })).toMatchObject({
      Jan: 50,
      Feb: 100,
    });
    expect(shown({ at: 'Jan', value: 60 }, { id: 'Feb', keeps: 'share', share: 0.4 })).toMatchObject({
      Q1: 150,
      Feb: 60,
    });
    expect(shown({ value: 200 }, { id: 'Feb', keeps: 'bound', cap: 50 })).toMatchObject({ Jan: 75, Feb: 50 });
    expect(shown({ value: 300 }, { id: 'Q1', keeps: 'bound', cap: 250 })).toMatchObject({
      problem: { code: 'BOUNDS', path: 'edit.at', params: { amount: 50, min: null, max: 250, holds: 'Q1' } },
    });
    expect(shown({ value: 200 }, { id: 'Feb', keeps: 'value' }, 'Mar' as never)).toMatchObject({
      Jan: 130,
      Feb: 40,
    });
  });

  it('takes floors and caps of the edit, for every member or by member', () => {
    const cells = { Jan: 10, Feb: 30, Mar: 60 };
    expect(ask({ value: 200, cap: 90 }, { cells })).toMatchObject({ cells: { Jan: 28, Feb: 82, Mar: 90 } });
    expect(ask({ value: 200, floor: { Jan: 50, Feb: null } }, { cells })).toMatchObject({
      cells: { Jan: 50, Feb: 50, Mar: 100 },
    });
    expect(ask({ value: 9.5, cap: 3 }, { cells: { Jan: 1, Feb: 1, Mar: 1 }, decimals: 1 })).toMatchObject({
      problem: { code: 'BOUNDS', params: { amount: 0.5, max: 9 } },
    });
  });

  it('refuses numbers of a total where only leaves are asked for, unless they add up', () => {
    const like = { method: 'relativeProportional', value: 60 };
    const at = (path: string) => ({ problem: { code: 'INVALID', path } });
    expect(ask({ value: 200, cap: { Q1: 90 } })).toMatchObject(at('edit.cap.Q1'));
    expect(ask({ value: 200, floor: { Q1: 90 } })).toMatchObject(at('edit.floor.Q1'));
    expect(ask({ ...like, reference: { Q1: 90 } })).toMatchObject(at('edit.reference.Q1'));
    expect(ask({ ...like, reference: { Q1: 7, Jan: 1, Feb: 2, Mar: 3 } })).toMatchObject(
      at('edit.reference.Q1'),
    );
    expect(ask({ value: 60, nearer: { Q1: 1 } })).toMatchObject(at('edit.nearer.Q1'));
    expect(ask({ ...like, reference: { Q1: 6, Jan: 1, Feb: 2, Mar: 3 } })).toMatchObject({
      cells: { Jan: 10, Feb: 20, Mar: 30 },
    });
  });

  it('refuses numbers whose total would not be exact', () => {
    const cells = { Jan: 9e15, Feb: 9e15, Mar: 9e15 };
    expect(ask({ value: 1 }, { cells })).toMatchObject({ problem: { code: 'OUT_OF_RANGE', path: 'cells' } });
    expect(ask({ method: 'repeatLeaves', value: 9e15 })).toMatchObject({
      problem: { code: 'OUT_OF_RANGE', path: 'edit.value' },
    });
  });

  it('takes weights of any fineness, because only their proportions matter', () => {
    const reference = { Jan: 1e-12, Feb: 2e-12, Mar: 3e-12 };
    expect(ask({ method: 'relativeProportional', value: 60, reference })).toMatchObject({
      cells: { Jan: 10, Feb: 20, Mar: 30 },
    });
    const third = { Jan: 1 / 3, Feb: 1 / 3, Mar: 4 / 3 };
    expect(ask({ method: 'relativeProportional', value: 60, reference: third })).toMatchObject({
      cells: { Jan: 10, Feb: 10, Mar: 40 },
    });
  });

  it('spreads through the levels of a deep tree', () => {
    const members = [
      { id: 'Y' },
      ...quarter.map((m) => ({ ...m, parent: m.parent ?? 'Y' })),
      { id: 'Q2', parent: 'Y' },
    ];
    const cells = { ...hundreds, Q2: 100 };
    const edit = { at: 'Y', value: 10 };
    // 10 units go 7.5 : 2.5 to the quarters first, the earlier one taking the odd unit.
    expect(answerSpread({ members, cells, edit })).toMatchObject({
      cells: { Y: 10, Q1: 8, Jan: 3, Feb: 3, Mar: 2, Q2: 2 },
    });
  });

  it('rolls opening, closing and average numbers up instead of adding them', () => {
    const cells = { Jan: 10, Feb: 15, Mar: 20 };
    const shown = (timeBalance: string) =>
      (ask({ at: 'Jan', value: 10 }, { cells, timeBalance }) as { cells: { Q1: number } }).cells.Q1;
    expect(['flow', 'first', 'last', 'average'].map(shown)).toEqual([45, 10, 20, 15]);
    expect(ask({ value: 25 }, { cells, timeBalance: 'last' })).toMatchObject({
      cells: { Q1: 25, Mar: 25, Jan: 10 },
    });
    expect(ask({ value: 30 }, { cells, timeBalance: 'average' })).toMatchObject({
      cells: { Q1: 30, Jan: 20, Feb: 30, Mar: 40 },
    });
  });

  it('takes weights with decimals, and patterns', () => {
    const reference = { Jan: 0.5, Feb: 0.25, Mar: 0.25 };
    expect(ask({ method: 'relativeProportional', value: 8, reference })).toMatchObject({
      cells: { Jan: 4, Feb: 2, Mar: 2 },
    });
    expect(ask({ method: 'pattern', value: 13, pattern: [4, 4, 5] })).toMatchObject({
      cells: { Jan: 4, Feb: 4, Mar: 5 },
    });
  });

  it('refuses with the place and the amounts in the unit of the metric', () => {
    expect(ask({ value: 9.5 }, { holds: ['Jan', 'Feb', 'Mar'], decimals: 1 })).toMatchObject({
      problem: {
        code: 'NO_FREE_CELL',
        path: 'edit.at',
        params: { amount: -290.5, holds: 'Jan,Feb,Mar', min: 300, max: 300 },
      },
    });
  });

  it.each([
    [{ at: 'Apr', value: 1 }, {}, 'UNKNOWN_REFERENCE', 'edit.at'],
    [{ value: 1, speed: 3 }, {}, 'UNKNOWN_FIELD', 'edit.speed'],
    [{ value: '1' }, {}, 'NOT_A_NUMBER', 'edit.value'],
    [{}, {}, 'REQUIRED', 'edit.value'],
    [{ value: 1 }, { holds: ['Apr'] }, 'UNKNOWN_REFERENCE', 'holds[0]'],
    [{ value: 1 }, { holds: [{ id: 'Apr', keeps: 'value' }] }, 'UNKNOWN_REFERENCE', 'holds[0]'],
    [{ value: 1 }, { holds: [{ id: 'Jan' }] }, 'REQUIRED', 'holds[0].keeps'],
    [{ value: 1 }, { holds: [{ id: 'Jan', keeps: 'all' }] }, 'INVALID', 'holds[0].keeps'],
    [{ value: 1 }, { holds: [{ id: 'Jan', keeps: 'bound' }] }, 'REQUIRED', 'holds[0].floor'],
    [
      { value: 1 },
      { holds: [{ id: 'Jan', keeps: 'bound', floor: 2, cap: 1 }] },
      'OUT_OF_RANGE',
      'holds[0].cap',
    ],
    [{ value: 1 }, { holds: [{ id: 'Jan', keeps: 'value', cap: 1 }] }, 'INVALID', 'holds[0].cap'],
    [
      { value: 1 },
      { holds: [{ id: 'Jan', keeps: 'share', share: 1.5 }] },
      'SHARE_OVER_ONE',
      'holds[0].share',
    ],
    [
      { value: 1 },
      { holds: ['Jan', 'Feb'].map((id) => ({ id, keeps: 'share', share: 0.6 })) },
      'SHARE_OVER_ONE',
      'holds[0]',
    ],
    [{ value: 1, floor: 'low' }, {}, 'NOT_A_NUMBER', 'edit.floor'],
    [{ value: 1, cap: { Apr: 1 } }, {}, 'UNKNOWN_REFERENCE', 'edit.cap.Apr'],
    [{ value: 1 }, { cells: { Apr: 1 } }, 'UNKNOWN_REFERENCE', 'cells.Apr'],
    [{ value: 1 }, { cells: { Jan: 'x' } }, 'NOT_A_NUMBER', 'cells.Jan'],
    [{ value: 1 }, { cells: { Jan: 1, Q1: 2 } }, 'INVALID', 'cells.Q1'],
    [{ value: 1 }, { members: [] }, 'REQUIRED', 'members'],
    [{ value: 1 }, { members: [{ id: 'Q1', parent: 'Q1' }] }, 'CYCLE', 'members[0].parent'],
    [{ value: 1 }, { timeBalance: 'median' }, 'INVALID', 'timeBalance'],
    [{ method: 'wild', value: 1 }, {}, 'INVALID', 'edit.method'],
    [{ method: 'repeat', value: 1 }, {}, 'INVALID', 'edit.method'],
    [{ method: 'goalSeek', value: 1 }, {}, 'KIND', 'edit.method'],
    [{ method: 'like', value: 1 }, {}, 'REQUIRED', 'edit.reference'],
    [{ method: 'straightLine', from: 1 }, {}, 'REQUIRED', 'edit.to'],
    [{ value: 1, percent: 3 }, {}, 'CONTRADICTION', 'edit.percent'],
    [{ method: 'growth', percent: 3, from: 1, value: 9 }, {}, 'CONTRADICTION', 'edit.from'],
    [
      { method: 'pattern', pattern: [1, 1, 1], value: 9, reference: hundreds },
      {},
      'CONTRADICTION',
      'edit.reference',
    ],
    [
      { method: 'like', mode: 'each', value: 9, reference: hundreds, residue: 'highest' },
      {},
      'INVALID',
      'edit.residue',
    ],
    [
      { method: 'like', value: 9, reference: { Jan: 3, Feb: -2 } },
      {},
      'BASIS_NEGATIVE',
      'edit.reference.Feb',
    ],
    [
      { method: 'transfer', selection: ['Mar'], source: 'Jan', target: 'Feb', value: 1 },
      {},
      'INVALID',
      'edit.selection',
    ],
    [{ method: 'pattern', pattern: [1, '*', 2], value: 9 }, {}, 'INVALID', 'edit.pattern'],
    [{ value: 1 }, { window: { from: '2026-01-01', to: '2026-02-01' } }, 'INVALID', 'window'],
    [{ value: 1 }, { calendar: 'CN' }, 'INVALID', 'calendar'],
    [{ value: 1 }, { members: [{ id: 'Q1', from: '2026-01-01' }] }, 'REQUIRED', 'members[0].to'],
    [
      { value: 1 },
      { members: [{ id: 'Q1', from: '2026-01-02', to: '2026-01-01' }] },
      'OUT_OF_RANGE',
      'members[0].to',
    ],
    [
      { method: 'calendar', kind: 'naturalDays', value: 1 },
      { window: { from: '2026-02-01', to: '2026-01-01' } },
      'OUT_OF_RANGE',
      'window.to',
    ],
  ])('%j with %j is %s at %s', (edit, more, code, path) => {
    expect(ask(edit, more)).toMatchObject({ problem: { code, path } });
  });

  it.each([null, [], 3, 'text', {}, { members: 'Q1' }])('refuses %j with a problem', (request) => {
    expect(answerSpread(request)).toMatchObject({ problem: { code: expect.any(String) } });
  });

  it.each(spreadMethods)('answers or refuses %s, never silently', (method) => {
    const fields: Readonly<Partial<Record<MethodField, unknown>>> = {
      value: 90,
      percent: 10,
      from: 1,
      to: 3,
      reference: { Jan: 10, Feb: 20, Mar: 30 },
      pattern: [1, 1, 1],
      source: 'Jan',
      target: 'Feb',
    };
    const { needs } = methodFields[method];
    const wanted = needs.flatMap((anyOf) => anyOf.filter((field) => fields[field] !== undefined).slice(0, 1));
    const cells = method === 'predict' ? { Jan: 100, Feb: 110, Mar: null } : { Jan: 60, Feb: 120, Mar: 100 };
    const edit = { method, ...Object.fromEntries(wanted.map((field) => [field, fields[field]])) };
    const answer = ask(edit, { cells }) as { changed?: string[]; problem?: { params?: { method?: string } } };
    if (answer.changed === undefined) expect(answer.problem?.params?.method).toBe(method);
    else expect(answer.changed.length).toBeGreaterThan(0);
  });

  it('refuses a field that the method has no use for, by name', () => {
    expect(ask({ method: 'equal', value: 1, percent: 3 })).toMatchObject({
      problem: { code: 'INVALID', path: 'edit.percent', params: { method: 'equal' } },
    });
    expect(ask({ method: 'calendar', value: 1 })).toMatchObject({
      problem: { code: 'REQUIRED', path: 'edit.kind' },
    });
  });
});

it('tells limits of a percentage as they are, and amounts in the unit of the metric', () => {
  expect(ask({ method: 'growth', percent: -101, from: 5 }, { decimals: 2 })).toMatchObject({
    problem: { code: 'OUT_OF_RANGE', path: 'edit.percent', params: { value: -101, min: -100 } },
  });
  expect(ask({ method: 'repeatLeaves', value: 9e12 }, { decimals: 3 })).toMatchObject({
    problem: { code: 'OUT_OF_RANGE', params: { value: 2.7e13 } },
  });
});

it('[SPR-T38] parks on the member that stands for what nobody has when no other is named', () => {
  const members = [...quarter, { id: '未分配', parent: 'Q1' }];
  expect(
    answerSpread({ members, cells: hundreds, edit: { at: 'Q1', method: 'unassigned', value: 350 } }),
  ).toMatchObject({ cells: { Q1: 350, 未分配: 50 } });
  expect(ask({ method: 'unassigned', value: 350 })).toMatchObject({
    problem: { code: 'REQUIRED', path: 'edit.target' },
  });
});

it('takes the names that every object has as ids', () => {
  const members = ['constructor', '__proto__', 'toString'].map((id) => ({ id }));
  const request = JSON.parse(
    '{"cells":{"__proto__":3},"edit":{"at":"constructor","method":"like","value":5,"reference":{"constructor":1}}}',
  ) as object;
  expect(JSON.stringify(answerSpread({ members, ...request }))).toBe(
    '{"cells":{"constructor":5,"__proto__":3,"toString":null},"changed":["constructor"]}',
  );
});

describe('calc spread over a calendar', () => {
  const months = ['2026-01', '2026-02', '2026-03'];
  const members = [{ id: 'Q1' }, ...months.map((id) => ({ id, parent: 'Q1' }))];
  const weigh = (edit: object, more: object = {}) => {
    const answer = answerSpread({ members, edit: { at: 'Q1', method: 'calendar', ...edit }, ...more });
    const { cells, problem } = answer as { cells?: Record<string, number>; problem?: object };
    return cells ? months.map((id) => cells[id]) : problem;
  };

  it('reads the days of a period from its id, or from its dates', () => {
    expect(weigh({ kind: 'naturalDays', value: 90 })).toEqual([31, 28, 31]);
    const dated = [
      { id: 'all' },
      { id: 'a', parent: 'all', from: '2026-01-01', to: '2026-01-10' },
      { id: 'b', parent: 'all', from: '2026-01-11', to: '2026-01-31' },
    ];
    const edit = { at: 'all', method: 'calendar', kind: 'naturalDays', value: 31 };
    expect(answerSpread({ members: dated, edit })).toMatchObject({ cells: { a: 10, b: 21 } });
  });

  it('counts the workdays of the calendar that is named', () => {
    const cn = weigh({ kind: 'workingDays', value: 59 }) as number[];
    const plain = weigh({ kind: 'workingDays', value: 64 }, { calendar: 'plain' });
    expect(plain).toEqual([22, 20, 22]);
    expect(cn[0]! + cn[1]! + cn[2]!).toBe(59);
    expect(cn[1]).toBeLessThan(20);
  });

  it('knows week patterns, seasons, earlier years and the Spring Festival', () => {
    expect(weigh({ kind: 'weekPattern', weekPattern: '445', value: 13 })).toEqual([4, 4, 5]);
    const seasonality = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    expect(weigh({ kind: 'seasonal', value: 50 }, { seasonality })).toEqual([30, 10, 10]);
    const past = { '2025-01': 30, '2025-02': 10, '2025-03': 20 };
    expect(weigh({ kind: 'history', past, years: 1, value: 60 })).toEqual([30, 10, 20]);
    const festival = { '2025-01-28': 90, '2025-02-28': 10 };
    expect(weigh({ kind: 'festivalAligned', past: festival, years: 1, value: 100 })).toEqual([0, 90, 10]);
  });

  it('weighs only what the window covers', () => {
    const window = { from: '2026-01-17', to: '2026-03-31' };
    expect(weigh({ kind: 'naturalDays', value: 74 }, { window })).toEqual([15, 28, 31]);
  });

  it('refuses a member that does not say when it is', () => {
    expect(ask({ method: 'calendar', kind: 'naturalDays', value: 1 })).toMatchObject({
      problem: { code: 'REQUIRED', path: 'members[1].from' },
    });
    expect(weigh({ kind: 'seasonal', value: 1 })).toMatchObject({ code: 'REQUIRED', path: 'edit.kind' });
    expect(weigh({ kind: 'history', value: 1 })).toMatchObject({ code: 'REQUIRED', path: 'edit.past' });
    expect(weigh({ kind: 'seasonal', value: 1 }, { seasonality: [1] })).toMatchObject({
      path: 'seasonality',
    });
  });

  it('weighs means by the days of the months', () => {
    const cells = { '2026-01': 10, '2026-02': 15, '2026-03': 20 };
    const edit = { at: '2026-01', value: 10 };
    expect(answerSpread({ members, cells, edit, timeBalance: 'weightedAverage' })).toMatchObject({
      cells: { Q1: 1_350 / 90 },
    });
    expect(answerSpread({ members, cells, edit: { at: 'Q1', value: 7 }, timeBalance: 'fill' })).toMatchObject(
      {
        cells: { Q1: 21, '2026-01': 7, '2026-02': 7, '2026-03': 7 },
      },
    );
  });
});

describe('calc spread, further choices', () => {
  it('types the sum of a selection', () => {
    expect(ask({ at: 'Jan', selection: ['Mar'], value: 50 })).toMatchObject({
      cells: { Q1: 150, Jan: 25, Feb: 100, Mar: 25 },
    });
  });
  it('gives the residue to a named member', () => {
    expect(ask({ method: 'equal', value: 100, residue: 'location', location: 'Feb' })).toMatchObject({
      cells: { Jan: 33, Feb: 34, Mar: 33 },
    });
  });
  it('continues a trend', () => {
    const cells = { Jan: 100, Feb: 110, Mar: null };
    expect(ask({ method: 'predict' }, { cells })).toMatchObject({ cells: { Q1: 330, Mar: 120 } });
  });
  it('parks the difference', () => {
    expect(ask({ method: 'unassigned', value: 350, target: 'Mar' })).toMatchObject({
      cells: { Q1: 350, Jan: 100, Feb: 100, Mar: 150 },
    });
  });
});
