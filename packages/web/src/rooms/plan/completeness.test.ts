import { type BookState, createState, type Fields, type PlanRecord } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { completenessOf, missingOf } from './completeness.ts';

const noTables = { of: () => undefined };
const today = '2026-08-15';

function planOf(...records: readonly PlanRecord[]): BookState {
  const state = createState();
  for (const record of records) {
    const byId = state.records.get(record.kind)?.byId ?? new Map<string, PlanRecord>();
    state.records.set(record.kind, { owner: state, byId: byId.set(record.id, record) });
  }
  return state;
}

const record = (kind: string, id: string, fields: Fields = {}): PlanRecord => ({ kind, id, fields });
const of = (...records: readonly PlanRecord[]) => completenessOf(planOf(...records), noTables, today).steps;

describe('completeness of a plan', () => {
  it('is nothing for an empty plan, and asks for each step in the order of the method', () => {
    const completeness = completenessOf(createState(), noTables, today);
    expect(completeness.share).toBe(0);
    expect(missingOf(completeness).map(({ id }) => id)[0]).toBe('market');
    expect(new Set(missingOf(completeness).map(({ room }) => room))).toEqual(
      new Set(['research', 'targets', 'strategy', 'execution', 'risks', 'tracking']),
    );
  });

  it('counts each of market, customers and competitors as a third of the research', () => {
    const checks = of(record('marketInsight', 'm'), record('competitorInsight', 'c')).anchor.checks;
    expect(checks.find(({ id }) => id === 'market')?.share).toBeCloseTo(2 / 3);
  });

  it('wants each core target to be carried by an initiative that is not dropped', () => {
    const core = { targetClass: 'core' };
    const targets = [
      record('target', 'a', core),
      record('target', 'b', core),
      record('target', 'c', { targetClass: 'supporting' }),
    ];
    const carried = (...initiatives: readonly PlanRecord[]) =>
      of(...targets, ...initiatives).strategy.checks.find(({ id }) => id === 'carried')?.share;
    expect(carried(record('initiative', 'i', { target: 'a' }))).toBe(0.5);
    expect(carried(record('initiative', 'i', { target: 'a', status: 'dropped' }))).toBe(0);
    expect(carried(record('initiative', 'i', { target: 'a', contributesTo: ['b'] }))).toBe(1);
  });

  it('asks for the needs of what is still to be done, and not of what was dropped', () => {
    const share = (...records: readonly PlanRecord[]) =>
      of(...records).execution.checks.find(({ id }) => id === 'needs')?.share;
    const needs = [
      record('resourceNeed', '1', { task: 'kept', secured: true }),
      record('resourceNeed', '2', { task: 'gone' }),
      record('resourceNeed', '3', { initiative: 'over' }),
    ];
    const dropped = { status: 'dropped' };
    expect(share(...needs)).toBeCloseTo(1 / 3);
    expect(share(record('task', 'gone', dropped), record('initiative', 'over', dropped), ...needs)).toBe(1);
  });

  it('takes the way to a target as said when its parts say it, and a differentiator as done when an initiative brings it', () => {
    const core = record('target', 'a', { targetClass: 'core', accountable: 'm' });
    const owners = (...more: readonly PlanRecord[]) =>
      of(core, ...more).anchor.checks.find(({ id }) => id === 'targetOwners')?.share;
    expect([owners(), owners(record('cellPath', 'p', { target: 'a' }))]).toEqual([0, 0]);
    expect(owners(record('cellPath', 'p', { target: 'a', path: 'agents' }))).toBe(1);
    const promises = [record('differentiator', 'd'), record('differentiator', 'e')];
    const brought = (fields: Fields) =>
      of(...promises, record('initiative', 'i', fields)).strategy.checks.find(
        ({ id }) => id === 'differentiator',
      )?.share;
    expect(brought({ differentiators: ['d'] })).toBe(0.5);
    expect(brought({ differentiators: ['d', 'e'], status: 'dropped' })).toBe(0);
  });

  it('takes a risk for thought through when it has grades, a trigger, a response and a person', () => {
    const whole = { probability: 'high', impact: 'severe', trigger: 't', response: 'r', accountable: 'p' };
    const risks = [
      record('risk', '1', whole),
      record('risk', '2', whole),
      record('risk', '3', { ...whole, response: '' }),
    ];
    expect(of(...risks).risks.checks.map(({ share }) => share)).toEqual([1, 2 / 3]);
  });

  it('asks for held reviews once there were some, and for lessons once the period is over', () => {
    const ids = (to: string, on: string) =>
      of(
        record('brief', 'b', { cadence: 'week', to }),
        record('review', 'r', { on, status: 'planned' }),
      ).tracking.checks.map(({ id }) => id);
    expect(ids('2026-09-30', '2026-08-17')).toEqual(['rhythm']);
    expect(ids('2026-09-30', '2026-08-10')).toEqual(['rhythm', 'reviews']);
    expect(ids('2026-07-31', '2026-08-10')).toEqual(['rhythm', 'reviews', 'lessons']);
  });

  it('stays between 0 and 1 however many risks there are', () => {
    const many = Array.from({ length: 9 }, (_, i) => record('risk', String(i)));
    expect(of(...many).risks.checks[0]?.share).toBe(1);
  });
});
