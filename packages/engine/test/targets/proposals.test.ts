import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  bothSides,
  type Command,
  createTotals,
  findRecord,
  layoutOf,
  placeOf,
  proposalsOf,
  recordsOf,
} from '../../src/index.ts';
import {
  ask,
  enact,
  numbers,
  problemsOf,
  type RulePlan,
  rule,
  rulePlan,
  runRule,
  sum,
  target,
} from './rule-plan.ts';

let plan: RulePlan;

beforeEach(() => {
  plan = rulePlan();
  target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
});

const propose = (id: string, member: string, value: number, time = 'all', more: object = {}): Command => ({
  type: 'target.propose',
  id,
  target: 't',
  at: { members: [member], time },
  value,
  reason: 'two accounts lost',
  ...more,
});
const rep = { actor: 'rep' };
const boss = { actor: 'boss' };
const answer = (proposal: string, fields: object): Command =>
  ({ type: 'target.answer', proposal, ...fields }) as Command;
const stateOf = (id: string) => findRecord(plan.state, 'proposal', id)?.fields['answer'];

function sides(member: string, time = 'all') {
  const layout = layoutOf(plan.state, plan.master, 't')!;
  const { cube, frame, behaviour } = layout;
  const totals = createTotals(cube, frame, { behaviour });
  return bothSides(
    layout,
    totals,
    proposalsOf(plan.state, layout),
    placeOf(frame, { members: [member], time })!,
  );
}

describe('proposals', () => {
  test('[SPR-T98] a proposal changes no number until it is accepted, and then types it', () => {
    enact(plan, propose('p', 'E1', 240, 'all', { measures: 'one more engineer' }), rep);
    expect(sum(numbers(plan)['E1'])).toBe(300);
    expect(findRecord(plan.state, 'proposal', 'p')?.fields).toMatchObject({
      proposer: 'rep',
      value: 240,
      measures: 'one more engineer',
      answer: 'open',
    });
    enact(plan, answer('p', { answer: 'accept' }), boss);
    expect(numbers(plan)['E1']).toEqual([80, 80, 80]);
    expect(stateOf('p')).toBe('accepted');
  });

  test('[SPR-T98] a counter-proposal needs a number and a reason, and its proposer may take it', () => {
    enact(plan, propose('p', 'E1', 240), rep);
    expect(problemsOf(ask(plan, answer('p', { answer: 'counter', value: 270 }), boss))).toMatchObject([
      { code: 'REQUIRED', path: 'reason' },
    ]);
    expect(problemsOf(ask(plan, answer('p', { answer: 'counter', reason: 'half' }), boss))).toMatchObject([
      { code: 'REQUIRED', path: 'value' },
    ]);
    enact(plan, answer('p', { answer: 'counter', value: 270, reason: 'half of it' }), boss);
    expect(stateOf('p')).toBe('countered');
    enact(plan, answer('p', { answer: 'accept' }), rep);
    expect(sum(numbers(plan)['E1'])).toBe(270);
    expect(sides('E1')).toMatchObject({ bottomUp: 270, gap: 0 });
  });

  test('[SPR-T98] nobody agrees to a number they did not see', () => {
    enact(plan, propose('p', 'E1', 240), rep);
    enact(plan, answer('p', { answer: 'counter', value: 270, reason: 'half of it' }), boss);
    enact(plan, answer('p', { answer: 'counter', value: 290, reason: 'less of it' }), boss);
    expect(problemsOf(ask(plan, answer('p', { answer: 'accept', value: 270 }), rep))).toMatchObject([
      { code: 'STALE', path: 'value', params: { yours: 270, theirs: 290 } },
    ]);
    expect(problemsOf(ask(plan, answer('p', { answer: 'accept', value: 290 }), boss))).toMatchObject([
      { code: 'STALE', path: 'value', params: { yours: 290, theirs: 240 } },
    ]);
    enact(plan, answer('p', { answer: 'accept', value: 290 }), rep);
    expect(sum(numbers(plan)['E1'])).toBe(290);
  });

  test('[SPR-T55] a share held where the proposer may not write is what stands against the agreed number', () => {
    const kept = { target: 't', members: ['W'], time: 'all', keeps: 'share', along: 'region' };
    const share = { ...kept, sharePart: 1, shareWhole: 3, owner: 'boss', reason: 'the West weighs a third' };
    enact(plan, { type: 'record.add', kind: 'hold', id: 'h', fields: { ...share, strength: 'soft' } }, boss);
    enact(plan, propose('p', 'E1', 240), rep);
    enact(plan, answer('p', { answer: 'counter', value: 270, reason: 'half of it' }), boss);
    const own = { ...rep, writable: (_: string, members: readonly string[]) => members[0] === 'E1' };
    const refused = problemsOf(ask(plan, answer('p', { answer: 'accept' }), own));
    expect(refused).toMatchObject([{ code: 'NO_FREE_CELL', params: { holds: 'h', soft: 'h' } }]);
    const given = ask(plan, answer('p', { answer: 'accept', overSoft: true }), own);
    expect(given.ok && given.value.notices).toMatchObject([{ code: 'YIELDED', params: { holds: 'h' } }]);
    enact(plan, answer('p', { answer: 'accept', overSoft: true }), own);
    expect(['E1', 'E2', 'W'].map((id) => sum(numbers(plan)[id]))).toEqual([270, 300, 300]);
    expect(recordsOf(plan.state, 'hold')).toEqual([]);
  });

  test('[SPR-T55] so is a total held around it whose other cells the proposer may not write', () => {
    const kept = { target: 't', members: ['E'], time: 'all', keeps: 'total', strength: 'soft' };
    const total = { ...kept, owner: 'boss', reason: 'signed' };
    enact(plan, { type: 'record.add', kind: 'hold', id: 'h', fields: total }, boss);
    const enter: Command = {
      type: 'target.enter',
      target: 't',
      entries: [{ at: { members: ['E1'], time: 'all' }, value: 270 }],
    };
    const own = { ...rep, writable: (_: string, members: readonly string[]) => members[0] === 'E1' };
    expect(problemsOf(ask(plan, enter, own))).toMatchObject([
      { code: 'NO_FREE_CELL', params: { holds: 'h', soft: 'h', within: 'h' } },
    ]);
  });

  test('[SPR-T98] the reason of a counter-proposal stands when it is taken', () => {
    enact(plan, propose('p', 'E1', 240), rep);
    enact(plan, answer('p', { answer: 'counter', value: 270, reason: 'half of it' }), boss);
    enact(plan, answer('p', { answer: 'accept' }), rep);
    expect(findRecord(plan.state, 'proposal', 'p')?.fields).toMatchObject({
      answeredBy: 'rep',
      answerReason: 'half of it',
    });
  });

  test('[SPR-T98] nobody answers their own proposal, nobody withdraws another one, nothing is answered twice', () => {
    enact(plan, propose('p', 'E1', 240), rep);
    for (const wish of [{ answer: 'accept' }, { answer: 'decline', reason: 'x' }]) {
      expect(problemsOf(ask(plan, answer('p', wish), rep))).toMatchObject([{ code: 'FORBIDDEN' }]);
    }
    expect(problemsOf(ask(plan, answer('p', { answer: 'withdraw' }), boss))).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    enact(plan, answer('p', { answer: 'decline', reason: 'no' }), boss);
    expect(problemsOf(ask(plan, answer('p', { answer: 'accept' }), boss))).toMatchObject([
      { code: 'STALE', params: { theirs: 'declined' } },
    ]);
  });

  test('[SPR-T98] a new proposal for the same cell takes the place of the own open one', () => {
    enact(plan, propose('p', 'E1', 240), rep);
    enact(plan, propose('q', 'E1', 250), rep);
    expect([stateOf('p'), stateOf('q')]).toEqual(['withdrawn', 'open']);
  });

  test('[SPR-T95] a rule that keeps commitments spreads only the remainder', () => {
    enact(plan, propose('p', 'W', 600), rep);
    enact(plan, answer('p', { answer: 'accept' }), boss);
    rule(plan, 'r', {
      dimension: 'region',
      basis: 'weights',
      weights: { E1: 2, E2: 1, W: 9 },
      keepCommitments: true,
    });
    enact(plan, runRule('r'));
    expect(['E1', 'E2', 'W'].map((id) => sum(numbers(plan)[id]))).toEqual([400, 200, 600]);
  });

  test('[SPR-T98] proposals come and change only by their own commands', () => {
    const fields = { target: 't', time: 'all', proposer: 'rep', value: 1, reason: 'x', answer: 'accepted' };
    const add: Command = { type: 'record.add', kind: 'proposal', id: 'p', fields };
    const set: Command = { type: 'record.update', kind: 'proposal', id: 'p', set: { answer: 'accepted' } };
    expect(problemsOf(ask(plan, add))).toMatchObject([
      { code: 'INVALID', params: { instead: 'target.propose' } },
    ]);
    expect(problemsOf(ask(plan, set))).toMatchObject([
      { code: 'INVALID', params: { instead: 'target.answer' } },
    ]);
    expect(recordsOf(plan.state, 'proposal')).toEqual([]);
  });

  test('[SPR-T11] what cannot be proposed is refused by name', () => {
    expect(problemsOf(ask(plan, propose('p', 'nowhere', 1)))).toMatchObject([
      { code: 'UNKNOWN_REFERENCE', path: 'at' },
    ]);
    expect(problemsOf(ask(plan, propose('p', 'E1', 0.5)))).toMatchObject([
      { code: 'OUT_OF_RANGE', path: 'value' },
    ]);
    expect(problemsOf(ask(plan, propose('p', 'E1', 1, 'all', { reason: '' })))).toMatchObject([
      { code: 'REQUIRED' },
    ]);
    expect(problemsOf(ask(plan, propose('p', 'E1', 1, 'all', { target: 'none' })))).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });
});

describe('top-down beside bottom-up', () => {
  test('[SPR-T93] proposals roll up; where there are none the target itself counts', () => {
    enact(plan, propose('p', 'E1', 240), rep);
    enact(plan, propose('q', 'W', 330), rep);
    expect(sides('E')).toMatchObject({ topDown: 600, bottomUp: 540, gap: -60, proposals: 1 });
    expect(sides('*')).toMatchObject({ topDown: 900, bottomUp: 870, gap: -30, proposals: 2 });
    expect(sides('E2')).toMatchObject({ bottomUp: null, gap: 0 });
  });

  test('[SPR-T93] a number proposed for a whole speaks for everything below it', () => {
    enact(plan, propose('p', 'E1', 240), rep);
    enact(plan, propose('q', 'E', 500), boss);
    expect(sides('*')).toMatchObject({ bottomUp: 800, gap: -100, proposals: 2, crossing: 0 });
    expect(sides('E1')).toMatchObject({ bottomUp: 240 });
  });

  test('[SPR-T93] an accepted number counts no longer once the target is another one there', () => {
    enact(plan, propose('p', 'E', 480), rep);
    enact(plan, propose('q', 'E1', 200), rep);
    enact(plan, answer('p', { answer: 'accept' }), boss);
    expect(sides('*')).toMatchObject({ topDown: 780, bottomUp: 780, gap: 0 });
    enact(plan, {
      type: 'target.enter',
      target: 't',
      entries: [{ at: { members: ['E'], time: 'all' }, value: 600 }],
    });
    // What is still open below it counts instead: E1 promises 200 of its 300.
    expect(sides('E')).toMatchObject({ topDown: 600, bottomUp: 500, gap: -100, proposals: 1 });
    enact(plan, answer('q', { answer: 'accept' }), boss);
    enact(plan, {
      type: 'target.enter',
      target: 't',
      entries: [{ at: { members: ['E1'], time: 'all' }, value: 310 }],
    });
    for (const member of ['E1', 'E', '*']) expect(sides(member)).toMatchObject({ bottomUp: null, gap: 0 });
  });

  test('[SPR-T93] proposals that cross are not counted twice', () => {
    enact(plan, propose('p', '*', 330, 'M2026-01'), rep);
    enact(plan, propose('q', 'E1', 240), rep);
    expect(sides('*')).toMatchObject({ bottomUp: 840, crossing: 1 });
  });

  test('[SPR-T93] the gap of a node is the sum of the gaps below it', () => {
    const values = fc.record({ E1: fc.nat(900), E2: fc.nat(900), W: fc.nat(900) });
    fc.assert(
      fc.property(values, (proposed) => {
        plan = rulePlan();
        target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
        for (const [member, value] of Object.entries(proposed))
          enact(plan, propose(member, member, value), rep);
        expect(sides('E').gap).toBe(sides('E1').gap + sides('E2').gap);
        expect(sides('*').bottomUp).toBe(proposed.E1 + proposed.E2 + proposed.W);
      }),
      { numRuns: 50 },
    );
  });
});
