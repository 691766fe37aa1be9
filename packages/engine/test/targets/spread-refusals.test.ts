import { describe, expect, test } from 'vitest';
import { decideUndo, type Problem, problemCodes } from '../../src/index.ts';
import { leavesAfter, members, monthHold, type Numbers, periods, ref, type Wish } from './ask.ts';
import { block, totals, typed } from './block.ts';
import { type Hold, spread, spreadBatch } from './doors.ts';
import { line, place, year } from './garden.ts';
import { at, must, type PlanOfKinds, planOf, refusalOf, typing } from './plan-of-kinds.ts';

/** What a refusal is about, said by an entry that provokes it. */
const value = (amount: number, more: Partial<Wish> = {}): Wish => ({
  method: 'proportional',
  value: amount,
  ...more,
});

const held = (values: Numbers, wish: Wish, months: readonly number[]) => {
  const garden = year(values);
  const holds = months.map((month) => monthHold(garden, month));
  return leavesAfter(garden, values, wish, { holds });
};

const revenue = (): PlanOfKinds => {
  const plan = planOf({ r: { aggregation: 'sum' } });
  must(plan, typing('r', { 'N1 7': 30, 'N2 7': 40, 'S 7': 30 }));
  return plan;
};

const share = (id: string, member: string, part: number) => ({
  type: 'record.add' as const,
  kind: 'hold',
  id,
  fields: {
    target: 'r',
    ...at(`${member} 7`),
    keeps: 'share',
    along: 'region',
    sharePart: part,
    shareWhole: 100,
    owner: 'me',
    reason: 'agreed',
  },
});

/** Undo what something later stands on. */
function undone(): Problem | null {
  const plan = revenue();
  const { changes } = must(plan, typing('r', { 'S 7': 31 }));
  must(plan, typing('r', { 'S 7': 32 }));
  const undo = decideUndo(plan.context, changes);
  return undo.ok ? null : undo.problems[0]!;
}

function overOne(): Problem | null {
  const plan = revenue();
  must(plan, typing('r', { 'N1 7': 0, 'N2 7': 0 }));
  must(plan, share('s', 'S', 100));
  return refusalOf(plan, share('n', 'N', 1));
}

const closed = (): Problem | null => {
  const plan = revenue();
  must(plan, { type: 'record.update', kind: 'target', id: 'r', set: { closedUntil: '2026-07-31' } });
  return refusalOf(plan, typing('r', { 'S 7': 31 }));
};

/** July is a third of the quarter, and all that would have to follow it is closed. */
const othersClosed = (): Problem | null => {
  const plan = revenue();
  must(plan, typing('r', { '* 8': 50, '* 9': 50 }));
  must(plan, { type: 'record.update', kind: 'target', id: 'r', set: { closedUntil: '2026-08-31' } });
  return refusalOf(plan, typing('r', { '* 9': 80, '* all': 200 }));
};

const codeOf = (answer: ReturnType<typeof spread>): string => (answer.ok ? 'none' : answer.problems[0]!.code);
const input = (garden: ReturnType<typeof line>) => ({
  cube: garden.cube,
  frame: garden.frame,
  aggregation: 'sum',
});

function twoNumbers(): string {
  const garden = line([1, 2]);
  const one = { at: place(garden, ['m1'], 'M1'), method: 'proportional' } as const;
  return codeOf(
    spreadBatch(input(garden), [
      { ...one, value: 3 },
      { ...one, value: 4 },
    ]),
  );
}

function tooLarge(): string {
  const garden = line([1, 2, 3]);
  return codeOf(spread({ ...input(garden), maxCells: 2 }, { at: { members: [0], time: 0 }, ...value(9) }));
}

/** Two rows that reach only one column each, and a column that asks for what they cannot give. */
const unreachable = (): string | undefined => {
  const garden = block([
    [[1], [null]],
    [[null], [1]],
  ]);
  return typed(garden, totals(garden, { r1: 5, r2: 5, p1: 9, p2: 1 })).problem?.code;
};

/** Example A of the reachability table, where no search is allowed. */
const unproven = (): string | undefined => {
  const garden = block([
    [
      [1, null],
      [null, 1],
    ],
    [
      [null, 1],
      [1, null],
    ],
  ]);
  const wanted = totals(garden, { r1: 1, r2: 1, p1: 1, p2: 1, c1: 1, c2: 1 });
  return typed(garden, wanted, { steps: 0 }).problem?.code;
};

const refused: Readonly<Record<string, () => unknown>> = {
  NO_FREE_CELL: () => held([100, 100, 100], value(600), [1, 2, 3]),
  BASIS_ZERO: () => members([0, 0], value(10, { zeroBasis: 'error' })),
  BASIS_CANCELS: () => members([-1_178, 589, 589], value(10)),
  BASIS_NEGATIVE: () => members([1, 2], { ...value(10), method: 'share', reference: ref([-1, 3]) }),
  SIGN_FLIP: () => {
    const garden = year([5, 10]);
    return leavesAfter(garden, [5, 10], value(4), { holds: [monthHold(garden, 2)], nonNegative: true });
  },
  BOUNDS: () => members([1, 1], value(10, { cap: 4 })),
  TWO_WAY_INFEASIBLE: unreachable,
  MULTIWAY_UNPROVEN: unproven,
  CONTRADICTION: twoNumbers,
  SHARE_OVER_ONE: () => overOne()?.code,
  LINE_OF_ONE: () => periods([1], { method: 'straightLine', from: 1, to: 2 }),
  KIND: () => refusalOf(planOf({ top: { aggregation: 'max' } }), typing('top', { '* all': 5 }))?.code,
  FROZEN: () => {
    const set = { grain: 'week' };
    return refusalOf(revenue(), { type: 'record.update', kind: 'target', id: 'r', set })?.code;
  },
  CLOSED: () => closed()?.code,
  OTHERS_CLOSED: () => othersClosed()?.code,
  FORBIDDEN: () => refusalOf(revenue(), typing('r', { 'S 7': 31 }), { writable: () => false })?.code,
  STALE: () => refusalOf(revenue(), typing('r', { 'S 7': { value: 31, expect: 29 } }))?.code,
  TOO_LARGE: tooLarge,
  UNDO_BLOCKED: () => undone()?.code,
};

describe('refusals', () => {
  test.each(Object.entries(refused))('[SPR-T11] %s is what an entry is refused with', (code, ask) => {
    expect(ask()).toBe(code);
  });

  test('[SPR-T11] all of them are registered', () => {
    expect(problemCodes).toEqual(expect.arrayContaining(Object.keys(refused)));
  });

  test('[SPR-T55] a share whose other cells are all closed says that they are, and what it could be', () => {
    expect(othersClosed()).toMatchObject({
      code: 'OTHERS_CLOSED',
      path: '1.at',
      params: { amount: -30, holds: '', closed: 6, settled: 3, held: 0, min: 230, max: 230 },
    });
  });

  test('[SPR-T55, SPR-T52] so does a held share whose other cells are all closed, with its hold', () => {
    const garden = year([10, 10, 10]);
    const at = place(garden, [], 'M3');
    const holds: Hold[] = [{ id: 's', at, keeps: 'share', share: { part: 1, whole: 3, along: 'time' } }];
    const closed = new Set([...garden.time.slots].slice(0, 2));
    const entry = { at: place(garden, [], 'Y'), method: 'proportional', value: 60 } as const;
    const refused = spread({ ...input(garden), holds, closed }, entry);
    expect(refused).toMatchObject({ problems: [{ code: 'OTHERS_CLOSED', params: { holds: 's' } }] });
  });

  test('[SPR-T91] what a version keeps is fixed once it is frozen', () => {
    const plan = revenue();
    const fields = { name: 'v', purpose: 'baseline', position: 3, masterPosition: 1, fingerprint: 'f' };
    must(plan, { type: 'record.add', kind: 'version', id: 'v', fields });
    for (const set of [{ position: 4 }, { fingerprint: 'g' }, { masterPosition: 2 }]) {
      expect(
        refusalOf(plan, { type: 'record.update', kind: 'version', id: 'v', set: set as never }),
      ).toMatchObject({ code: 'FROZEN', path: `set.${Object.keys(set)[0]}` });
    }
  });
});

describe('ground rules', () => {
  test('[SPR-T6] the free leaves together become the typed number less what is fixed', () => {
    const garden = year([10, 20, 30, 40]);
    const holds = [monthHold(garden, 4)];
    for (const method of ['proportional', 'equal', 'equalIncrement', 'weightedAllocation'] as const) {
      const after = leavesAfter(garden, [10, 20, 30, 40], value(160, { method }), { holds });
      expect((after as number[]).slice(0, 3).reduce((sum, one) => sum + one, 0)).toBe(120);
      expect(after.at(3)).toBe(40);
    }
  });

  test('[SPR-T63] a percentage of nothing is nothing, of 0 is 0, and of a negative its own', () => {
    const wish: Wish = { method: 'percent', percent: 50, action: 'add' };
    expect(members([null, 0, -10, 10], wish)).toEqual([null, 0, -15, 15]);
    expect(members([null, null], { method: 'percent', percent: 50 })).toEqual([null, null]);
  });
});
