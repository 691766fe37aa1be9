import { describe, expect, it } from 'vitest';
import { runCalc } from '../src/calc/calc.ts';

/** `calc spread` over several dimensions, with several numbers at once. */

const flat = (id: string, count: number) => ({
  id,
  members: Array.from({ length: count }, (_, i) => ({ id: `${id}${i + 1}` })),
});
const dimensions = [
  { id: 'region', members: [{ id: 'all' }, { id: 'A', parent: 'all' }, { id: 'B', parent: 'all' }] },
  { id: 'product', members: [{ id: 'X' }, { id: 'Y' }] },
];
const cells = { 'A|X': 10, 'A|Y': 20, 'B|X': 30, 'B|Y': 40 };

interface Answer {
  readonly cells: Readonly<Record<string, number | null>>;
  readonly problem: { readonly code: string; readonly path: string; readonly params: object };
}

async function ask(request: object): Promise<Answer> {
  const { output } = await runCalc('spread', JSON.stringify({ dimensions, cells, ...request }), false);
  return JSON.parse(output) as Answer;
}

describe('calc spread over a table', () => {
  it('[SPR-T69] shows every place, totals of every dimension included', async () => {
    const { cells: shown } = await ask({ edit: { at: 'A|*', value: 60 } });
    expect(shown).toEqual({
      'all|X': 50,
      'all|Y': 80,
      'all|*': 130,
      'A|X': 20,
      'A|Y': 40,
      'A|*': 60,
      'B|X': 30,
      'B|Y': 40,
      'B|*': 70,
    });
  });

  it('[SPR-T75] meets rows and columns at once, whatever their order', async () => {
    const edits = [
      { at: 'A|*', value: 40 },
      { at: '*|X', value: 44 },
      { at: '*|*', value: 100 },
    ];
    const answer = await ask({ edits });
    expect(answer.cells).toMatchObject({ 'A|*': 40, 'all|X': 44, 'all|*': 100 });
    expect(await ask({ edits: edits.toReversed() })).toEqual(answer);
  });

  it('[SPR-T81] refuses two numbers for one place, naming the second', async () => {
    const edits = [
      { at: 'A|X', value: 1 },
      { at: 'A|X', value: 2 },
    ];
    expect((await ask({ edits })).problem).toMatchObject({ code: 'CONTRADICTION', path: 'edits[1].at' });
  });

  it('[SPR-T70] rounds fairly both ways where one unit is visible', async () => {
    const three = [flat('r', 3), flat('p', 3)];
    const ones = Object.fromEntries([1, 2, 3].flatMap((r) => [1, 2, 3].map((p) => [`r${r}|p${p}`, 1])));
    const spread = async (fair?: boolean) =>
      (await ask({ dimensions: three, cells: ones, edit: { at: '*|*', value: 3, fair } })).cells;
    expect(await spread()).toMatchObject({
      'r1|*': 1,
      'r2|*': 1,
      'r3|*': 1,
      '*|p1': 1,
      '*|p2': 1,
      '*|p3': 1,
    });
    expect(await spread(false)).toMatchObject({ '*|p1': 3, '*|p2': 0 });
  });

  it('[SPR-T71] A: single totals of three dimensions that no whole table has', async () => {
    const cube = [flat('r', 2), flat('p', 2), flat('c', 2)];
    const open = ['r1|p1|c1', 'r1|p2|c2', 'r2|p1|c2', 'r2|p2|c1'];
    const places = ['r1|*|*', 'r2|*|*', '*|p1|*', '*|p2|*', '*|*|c1', '*|*|c2'];
    const request = {
      dimensions: cube,
      cells: Object.fromEntries(open.map((id) => [id, 1])),
      // Every place that is not open is decided to be nothing.
      edits: places.map((at) => ({ at, value: 1 })),
    };
    const closed = Object.fromEntries(
      [1, 2].flatMap((r) => [1, 2].flatMap((p) => [1, 2].map((c) => [`r${r}|p${p}|c${c}`, 0]))),
    );
    const refused = await ask({ ...request, cells: { ...closed, ...request.cells } });
    expect(refused.problem).toMatchObject({ code: 'MULTIWAY_UNPROVEN', params: { proven: true } });
    const released = await ask({
      ...request,
      cells: { ...closed, ...request.cells },
      multiway: { release: true },
    });
    const { cells: table } = released;
    expect([table['r1|*|*'], table['r2|*|*'], table['*|p1|*'], table['*|p2|*']]).toEqual([1, 1, 1, 1]);
  });

  it('[SPR-T71] B: pairwise totals that no table has at all', async () => {
    const cube = [flat('r', 2), flat('p', 2), flat('c', 2)];
    const equal = (a: number, b: number): number => (a === b ? 1 : 0);
    const both = [1, 2].flatMap((i) => [1, 2].map((j) => [i, j] as const));
    const edits = both.flatMap(([i, j]) => [
      { at: `r${i}|p${j}|*`, value: equal(i, j) },
      { at: `*|p${i}|c${j}`, value: equal(i, j) },
      { at: `r${i}|*|c${j}`, value: 1 - equal(i, j) },
    ]);
    const ones = Object.fromEntries(both.flatMap(([r, p]) => [1, 2].map((c) => [`r${r}|p${p}|c${c}`, 1])));
    expect((await ask({ dimensions: cube, cells: ones, edits })).problem).toMatchObject({
      code: 'MULTIWAY_UNPROVEN',
    });
  });

  it('[SPR-T52] keeps a share of the total of the dimension that is named', async () => {
    const hold = { id: 'A|X', keeps: 'share', share: 0.5, along: 'product' };
    expect((await ask({ holds: [hold], edit: { at: 'A|*', value: 80 } })).cells).toMatchObject({
      'A|X': 40,
      'A|Y': 40,
    });
    const { along: _, ...silent } = hold;
    expect((await ask({ holds: [silent], edit: { at: 'A|*', value: 80 } })).problem).toMatchObject({
      code: 'REQUIRED',
      path: 'holds[0].along',
    });
  });

  it('[SPR-T25] draws a line along the dimension that is named', async () => {
    const edit = { at: '*|*', method: 'straightLine', from: 10, to: 30, along: 'product' };
    expect((await ask({ edit })).cells).toMatchObject({ 'all|X': 10, 'all|Y': 30 });
    expect((await ask({ edit: { ...edit, along: 'time' } })).problem).toMatchObject({
      code: 'INVALID',
      path: 'edit.along',
    });
  });

  it.each([
    [{ edit: { at: 'A', value: 1 } }, 'UNKNOWN_REFERENCE', 'edit.at'],
    [{ edit: { at: 'A|Z', value: 1 } }, 'UNKNOWN_REFERENCE', 'edit.at'],
    [{ edits: [{ at: 'A|X', value: 1 }, { at: 'A|Y' }] }, 'REQUIRED', 'edits[1].value'],
    [
      {
        edits: [
          { at: 'A|X', value: 1 },
          { at: 'A|Y', value: 'x' },
        ],
      },
      'NOT_A_NUMBER',
      'edits[1].value',
    ],
    [{ edit: { at: 'A|X', value: 1 }, edits: [] }, 'CONTRADICTION', 'edits'],
    [{ edit: { at: 'A|X', value: 1 }, members: [{ id: 'A' }] }, 'CONTRADICTION', 'dimensions'],
    [{ edits: [] }, 'REQUIRED', 'edit'],
    [{ edit: { at: 'A|X', value: 1 }, timeBalance: 'last' }, 'INVALID', 'timeBalance'],
    [{ edit: { at: 'A|X', value: 1 }, multiway: { park: 'Q' } }, 'UNKNOWN_REFERENCE', 'multiway.park'],
    [
      { edit: { at: 'A|X', value: 1 }, dimensions: [flat('a|b', 1)] },
      'INVALID',
      'dimensions[0].members[0].id',
    ],
    [
      { edit: { at: '*|*|*', value: 1 }, dimensions: ['a', 'b', 'c'].map((id) => flat(id, 200)) },
      'TOO_LARGE',
      'dimensions',
    ],
  ])('%j is %s at %s', async (request, code, path) => {
    expect((await ask(request)).problem).toMatchObject({ code, path });
  });
});
