import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyChanges,
  type Change,
  createState,
  decide,
  decideUndo,
  forkState,
  invert,
  STATED,
  squash,
} from '../../src/index.ts';
import { at, contextOf, must, number, type PlanOfKinds, planOf, refusalOf, typing } from './plan-of-kinds.ts';

const buyers = (): PlanOfKinds => planOf({ buyers: { aggregation: 'distinct' } });

describe('a metric that nobody can add up', () => {
  test('[SPR-T78] keeps a number of its own at every place, and typing one spreads nothing', () => {
    const plan = buyers();
    must(plan, typing('buyers', { 'N1 7': 40, 'N2 7': 30, 'N 7': 60, 'N Q': 90, '* all': 120 }));
    expect(['N1 7', 'N2 7', 'N 7', 'N Q', '* all'].map((one) => number(plan, 'buyers', one))).toEqual([
      40, 30, 60, 90, 120,
    ]);
    expect(['* 7', 'S Q', 'N1 Q'].map((one) => number(plan, 'buyers', one))).toEqual([null, null, null]);
    must(plan, typing('buyers', { 'N 7': null }));
    expect([number(plan, 'buyers', 'N 7'), number(plan, 'buyers', 'N1 7')]).toEqual([null, 40]);
  });

  test('[SPR-T1, SPR-T78] the number of a total is a record at its place, those of leaves stay in the cube', () => {
    const plan = buyers();
    const { changes } = must(plan, typing('buyers', { 'N1 7': 40, 'N 7': 60 }));
    expect(changes.map(({ type }) => type)).toEqual(['cells.changed', 'record.added']);
    expect(must(plan, typing('buyers', { 'N1 7': 40, 'N 7': 60 })).changes).toEqual([]);
  });

  test('[SPR-T78] max(part) ≤ whole ≤ Σ parts, over members and over time, judged on the whole gesture', () => {
    const plan = buyers();
    must(plan, typing('buyers', { 'N1 7': 40, 'N2 7': 30 }));
    const refused = (numbers: Parameters<typeof typing>[1]) => refusalOf(plan, typing('buyers', numbers));
    expect(refused({ 'N 7': 39 })).toMatchObject({
      code: 'DISTINCT_RANGE',
      path: 'entries[0].value',
      params: { asWhole: true, value: 39, least: 40, most: 70 },
    });
    expect(refused({ 'N 7': 71 })?.code).toBe('DISTINCT_RANGE');
    expect([refused({ 'N 7': 40 }), refused({ 'N 7': 70 })]).toEqual([null, null]);
    must(plan, typing('buyers', { 'N 7': 70 }));
    expect(refused({ 'N1 7': 71 })?.params).toMatchObject({ asWhole: false, value: 70, least: 71 });
    expect(refused({ 'N2 7': 29 })?.params).toMatchObject({ asWhole: false, most: 69 });
    expect(refused({ 'N1 7': 20, 'N2 7': 20, 'N 7': 30 })).toBeNull();
    expect(refused({ 'N1 7': 40, 'N1 Q': 39 })?.code).toBe('DISTINCT_RANGE');
  });

  test('[SPR-T78] parts without a number bound nothing: a whole may be known first', () => {
    const plan = buyers();
    must(plan, typing('buyers', { 'N 7': 100 }));
    expect(refusalOf(plan, typing('buyers', { 'N1 7': 60 }))).toBeNull();
    must(plan, typing('buyers', { 'N1 7': 60 }));
    expect(refusalOf(plan, typing('buyers', { 'N1 7': 101 }))?.code).toBe('DISTINCT_RANGE');
    expect(refusalOf(plan, typing('buyers', { 'N2 7': 39 }))?.code).toBe('DISTINCT_RANGE');
    expect(refusalOf(plan, typing('buyers', { 'N2 7': 40 }))).toBeNull();
  });

  test('[SPR-T78] a refusal tells no number of a place outside the asker’s reach', () => {
    const plan = buyers();
    must(plan, typing('buyers', { 'N 7': 60 }));
    const writable = (_: string, [region]: readonly string[]) => region === 'N1';
    const refusal = refusalOf(plan, typing('buyers', { 'N1 7': 61 }), { writable });
    expect(refusal?.params).toEqual({ asWhole: false, value: null, least: null, most: null });
    expect(refusalOf(plan, typing('buyers', { 'N 7': 61 }), { writable })?.code).toBe('FORBIDDEN');
  });

  test('[SPR-T78, SPR-T85, SPR-T86] a number of its own is typed with what was seen there and how it was written', () => {
    const plan = buyers();
    must(plan, typing('buyers', { 'N1 7': 40, 'N2 7': 30 }));
    must(plan, typing('buyers', { 'N 7': { value: 60, expect: null, typed: '60' } }));
    expect(number(plan, 'buyers', 'N 7')).toBe(60);
    const refused = (typed: object) => refusalOf(plan, typing('buyers', { 'N 7': { ...typed } }));
    expect(refused({ value: 50, expect: null })?.code).toBe('STALE');
    expect(refused({ value: 71, expect: 60 })).toMatchObject({
      code: 'DISTINCT_RANGE',
      params: { asWhole: true, least: 40, most: 70 },
    });
  });

  test('[SPR-T78] a judged metric has no such limits, and neither kind is ever spread', () => {
    const plan = planOf({ rank: { aggregation: 'manual' } });
    must(plan, typing('rank', { 'N1 7': 1, 'N2 7': 5, 'N 7': 3, '* Q': 9 }));
    expect(number(plan, 'rank', '* Q')).toBe(9);
    for (const method of ['equal', 'repeatLeaves', 'percent', 'goalSeek', 'capLeaves'])
      expect(refusalOf(plan, typing('rank', { 'N 7': { value: 3, method } }))?.code).toBe('KIND');
    expect(refusalOf(plan, typing('rank', { 'N 7': { value: 3, action: 'add' } }))?.code).toBe('KIND');
    expect(refusalOf(plan, typing('rank', { 'N 7': 1.5 }))?.code).toBe('OUT_OF_RANGE');
    expect(refusalOf(plan, { ...typing('rank', {}), entries: [{ at: at('N 7') }] } as never)?.code).toBe(
      'REQUIRED',
    );
    expect(
      refusalOf(plan, {
        type: 'target.enter',
        target: 'rank',
        entries: [
          { at: at('N 7'), value: 1 },
          { at: at('N 7'), value: 2 },
        ],
      })?.code,
    ).toBe('CONTRADICTION');
  });

  test('[SPR-T46, SPR-T54] a hold keeps the numbers of totals below it; its owner types through at its own place', () => {
    const plan = planOf({ rank: { aggregation: 'manual' } });
    must(plan, typing('rank', { 'N 7': 3, 'N1 7': 2 }));
    const hold = {
      target: 'rank',
      members: ['N'],
      time: 'M2026-07',
      keeps: 'value',
      owner: 'her',
      reason: 'agreed',
    };
    must(plan, { type: 'record.add', kind: 'hold', id: 'h', fields: hold });
    const refused = (short: string, actor = 'me') =>
      refusalOf(plan, typing('rank', { [short]: 4 }), { actor });
    expect(refused('N 7')).toMatchObject({ code: 'NO_FREE_CELL', params: { holds: 'h' } });
    expect([refused('N1 7')?.code, refused('N 8'), refused('N 7', 'her')]).toEqual([
      'NO_FREE_CELL',
      null,
      null,
    ]);
  });

  test('its record comes and goes by typing only, and with its target or its rows', () => {
    const plan = buyers();
    must(plan, typing('buyers', { 'N 7': 60, 'S Q': 5, '* all': 70 }));
    const [first] = [...(plan.state.records.get(STATED)?.byId.keys() ?? [])];
    for (const type of ['record.add', 'record.update', 'record.remove'] as const)
      expect(refusalOf(plan, { type, kind: STATED, id: first, fields: {}, set: {} } as never)).toMatchObject({
        code: 'INVALID',
        params: { instead: 'target.enter' },
      });
    const held = forkState(plan.state);
    must(plan, { type: 'target.rows', target: 'buyers', remove: [['S']] });
    expect(plan.state.records.get(STATED)?.byId.size).toBe(2);
    const { changes } = must(plan, { type: 'target.remove', target: 'buyers' });
    expect(plan.state.records.get(STATED)?.byId.size).toBe(0);
    applyChanges(plan.state, invert(changes));
    expect(number(plan, 'buyers', 'N 7')).toBe(60);
    expect(held.records.get(STATED)?.byId.size).toBe(3);
  });

  test('[P7] a member with the number of a total goes no more than one with rows; undo knows what changed later', () => {
    const plan = buyers();
    const first = must(plan, typing('buyers', { 'N 7': 60 }));
    must(plan, typing('buyers', { 'N 7': 61 }));
    const undone = decideUndo(plan.context, first.changes);
    expect(undone.ok).toBe(false);
    const inMaster = { ...contextOf(plan.master, plan.master), book: 'master' } as const;
    expect(decide(inMaster, { type: 'record.remove', kind: 'dimensionMember', id: 'N' }).ok).toBe(false);
  });

  test('[P1, P2, P5] random gestures: apply, fork, undo and squash agree with a plain table', () => {
    const short = fc.constantFrom('N1 7', 'N2 7', 'N 7', 'N Q', '* all', 'S 8', '* 8', 'N1 Q');
    const gesture = fc.dictionary(short, fc.option(fc.integer({ min: -5, max: 9 }), { freq: 4 }), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(fc.array(gesture, { minLength: 1, maxLength: 8 }), (gestures) => {
        const plan = planOf({ rank: { aggregation: 'manual' } });
        const before = forkState(plan.state);
        const table = new Map<string, number | null>();
        const log: Change[] = [];
        for (const one of gestures) {
          log.push(...must(plan, typing('rank', one)).changes);
          for (const [place, value] of Object.entries(one)) table.set(place, value);
        }
        for (const [place, value] of table) expect(number(plan, 'rank', place)).toBe(value);
        const twin = { ...plan, state: forkState(before) };
        applyChanges(twin.state, squash(log));
        for (const [place, value] of table) expect(number(twin, 'rank', place)).toBe(value);
        applyChanges(twin.state, invert(squash(log)));
        for (const place of table.keys()) expect(number(twin, 'rank', place)).toBeNull();
        const branch = forkState(plan.state);
        must(
          { ...plan, state: branch, context: contextOf(branch, plan.master) },
          typing('rank', { 'N 7': 1_000 }),
        );
        expect(number(plan, 'rank', 'N 7')).toBe(table.get('N 7') ?? null);
      }),
    );
    expect(createState().records.size).toBe(0);
  });
});
