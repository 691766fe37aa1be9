import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type ActualCell,
  applyChanges,
  chinaWorkCalendar,
  countWorkdays,
  findRecord,
  invert,
  isAdjusted,
  layoutOf,
  placeRule,
  ruleHistory,
  ruleStanding,
} from '../../src/index.ts';
import {
  ask,
  contextOf,
  enact,
  numbers,
  problemsOf,
  type RulePlan,
  regions,
  rule,
  rulePlan,
  runRule,
  sum,
  target,
} from './rule-plan.ts';

let plan: RulePlan;

/** As the notice of holidays has it. */
const countedWorkdays = ['01-31', '02-28', '03-31'].map((end) =>
  countWorkdays(chinaWorkCalendar(), `2026-${end.slice(0, 2)}-01`, `2026-${end}`),
);

beforeEach(() => {
  plan = rulePlan();
});

const totals = (id = 't') => {
  const now = numbers(plan, id);
  return regions.map((region) => sum(now[region]));
};
const standing = (id: string) => {
  const found = ruleStanding(contextOf(plan), findRecord(plan.state, 'breakdownRule', id)!);
  const preview = found === 'ran' ? ask(plan, runRule(id)) : undefined;
  if (preview?.ok) expect(isAdjusted(preview.value)).toBe(false);
  return found === 'ran' ? 'current' : found;
};
const hold = (at: object, keeps: 'value' | 'total') =>
  enact(plan, {
    type: 'record.add',
    kind: 'hold',
    id: 'h',
    fields: { target: 't', ...at, keeps, owner: 'ann', reason: 'signed' } as never,
  });
const typed = (members: string[], time: string, value: number, id = 't') =>
  enact(plan, { type: 'target.enter', target: id, entries: [{ at: { members, time }, value }] });

describe('breakdown rules', () => {
  test('[SPR-T94] equal, by what another target holds, and by weights', () => {
    target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
    target(
      plan,
      'old',
      { E1: [10, 0, 0], E2: [0, 20, 0], W: [30, 0, 0] },
      { from: '2025-01-01', to: '2025-03-31' },
    );
    rule(plan, 'last', { dimension: 'region', basis: 'earlier', source: 'old' });
    rule(plan, 'own', { dimension: 'region', basis: 'weights', weights: { E1: 0.5, E2: 0.25, W: 0.25 } });
    rule(plan, 'even', { dimension: 'region' });
    enact(plan, runRule('last'));
    expect(totals()).toEqual([150, 300, 450]);
    enact(plan, runRule('own'));
    expect(totals()).toEqual([450, 225, 225]);
    enact(plan, runRule('even'));
    expect(totals()).toEqual([300, 300, 300]);
  });

  test('[SPR-T94] a part without weight gets nothing, its own parts included', () => {
    target(plan, 't', { E1: [10, 10, 10], E2: [20, 20, 20], W: [30, 30, 30] });
    rule(plan, 'r', { dimension: 'region', basis: 'weights', weights: { W: 1 } });
    enact(plan, runRule('r'));
    expect(totals()).toEqual([0, 0, 180]);
  });

  test('[SPR-T93] to the next level only: each manager divides the own part', () => {
    target(plan, 't', { E1: [10, 10, 10], E2: [20, 20, 20], W: [30, 30, 30] });
    rule(plan, 'top', { dimension: 'region', level: 'next' });
    enact(plan, runRule('top'));
    expect(totals(), 'two regions alike, the branches of one as before').toEqual([30, 60, 90]);
    rule(plan, 'east', { dimension: 'region', coordinate: { region: 'E' } });
    enact(plan, runRule('east'));
    expect(totals()).toEqual([45, 45, 90]);
  });

  test('[SPR-T95] keeping shares, every part keeps its seasonality', () => {
    target(plan, 't', { E1: [10, 20, 30], E2: [60, 0, 0], W: [20, 20, 20] });
    rule(plan, 'even', { dimension: 'region', basis: 'weights', weights: { E1: 2, E2: 1, W: 3 } });
    enact(plan, runRule('even'));
    expect(numbers(plan)).toEqual({ E1: [10, 20, 30], E2: [30, 0, 0], W: [30, 30, 30] });
  });

  test('[SPR-T95] keeping totals, every month and every other dimension keeps its number', () => {
    target(plan, 't', { E1: [10, 20, 30], E2: [50, 0, 0], W: [0, 40, 30] });
    rule(plan, 'even', { dimension: 'region', keeps: 'totals' });
    enact(plan, runRule('even'));
    expect(numbers(plan)).toEqual({ E1: [20, 20, 20], E2: [20, 20, 20], W: [20, 20, 20] });
  });

  test('[SPR-T94] along time a seasonal profile divides every row for itself', () => {
    target(plan, 't', { E1: [100, 0, 0], E2: [10, 10, 10], W: [1, 1, 1] });
    const weights = { 'M2026-01': 50, 'M2026-02': 20, 'M2026-03': 30 };
    rule(plan, 'season', { basis: 'seasonality', keeps: 'totals', weights });
    enact(plan, runRule('season'));
    expect(numbers(plan)).toEqual({ E1: [50, 20, 30], E2: [15, 6, 9], W: [1, 1, 1] });
  });

  test('[SPR-T95] a rule never moves what is held, and takes the rest around it', () => {
    target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
    hold({ members: ['W'], time: 'all' }, 'value');
    rule(plan, 'own', { dimension: 'region', basis: 'weights', weights: { E1: 3, E2: 1, W: 9 } });
    enact(plan, runRule('own'));
    expect(totals()).toEqual([450, 150, 300]);
  });

  test('[SPR-T95] a held total stays although the rule divides below it', () => {
    target(plan, 't', { E1: [90, 0, 0], E2: [60, 60, 60], W: [30, 30, 30] });
    hold({ members: ['E1'], time: 'all' }, 'total');
    const weights = { 'M2026-01': 1, 'M2026-02': 1, 'M2026-03': 4 };
    rule(plan, 'season', { basis: 'seasonality', keeps: 'totals', weights });
    enact(plan, runRule('season'));
    expect(numbers(plan)['E1'], 'its own total is not moved by dividing it').toEqual([15, 15, 60]);
    rule(plan, 'even', { dimension: 'region' });
    enact(plan, runRule('even'));
    expect(totals()).toEqual([90, 135, 135]);
  });

  test('[SPR-T95] manual adjustments count as held when the rule says so', () => {
    target(plan, 't', { E1: [10, 10, 10], E2: [10, 10, 10], W: [40, 40, 40] });
    const fields = {
      target: 't',
      coordinate: { region: 'W' },
      calculated: 60,
      reason: 'key account',
      author: 'ann',
    };
    enact(plan, { type: 'record.add', kind: 'override', id: 'o', fields });
    rule(plan, 'keeps', {
      dimension: 'region',
      keepManual: true,
      basis: 'weights',
      weights: { E1: 2, E2: 1, W: 1 },
    });
    enact(plan, runRule('keeps'));
    expect(totals()).toEqual([40, 20, 120]);
  });

  test('[SPR-T95] what a rule keeps is told as what it is: nobody holds it', () => {
    target(plan, 't', { E1: [10, 10, 10], E2: [10, 10, 10], W: [40, 40, 40] });
    const place = { target: 't', coordinate: { region: 'W' }, time: 'M2026-01' };
    const fields = { ...place, calculated: 20, reason: 'key account', author: 'ann' };
    enact(plan, { type: 'record.add', kind: 'override', id: 'o', fields });
    const said = {
      ...place,
      time: 'M2026-02',
      proposer: 'ann',
      value: 40,
      reason: 'signed',
      answer: 'accepted',
    };
    applyChanges(plan.state, [{ type: 'record.added', record: { kind: 'proposal', id: 'p', fields: said } }]);
    const kept = { keepManual: true, keepCommitments: true };
    rule(plan, 'keeps', { dimension: 'region', ...kept, basis: 'weights', weights: { E1: 1, E2: 1, W: 2 } });
    const decided = ask(plan, runRule('keeps'));
    expect(decided.ok && decided.value.notices).toContainEqual({
      code: 'SKIPPED',
      params: {
        held: 0,
        settled: 0,
        forbidden: 0,
        closed: 0,
        outside: 0,
        computed: 0,
        typed: 1,
        committed: 1,
      },
    });
  });

  test('[SPR-T42] along time by workdays and by natural days, as far as the plan covers them', () => {
    target(plan, 't', { E1: [620, 0, 0], W: [null, 310, 310] });
    rule(plan, 'work', { basis: 'calendar', calendar: 'workingDays', keeps: 'totals' });
    enact(plan, runRule('work'));
    const [january, february, march] = countedWorkdays;
    const days = january! + february! + march!;
    expect(numbers(plan)['E1']).toEqual(countedWorkdays.map((count) => Math.round((620 * count) / days)));
    rule(plan, 'natural', { basis: 'calendar', calendar: 'naturalDays', keeps: 'totals' });
    enact(plan, runRule('natural'));
    expect(sum(numbers(plan)['W'])).toBe(620);
    expect(numbers(plan)['W']![0]).toBe(Math.round((620 * 31) / 90));
  });

  test('[SPR-T44] closed periods stay, the open ones take the rest', () => {
    target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
    const set = { closedUntil: '2026-01-31' };
    enact(plan, { type: 'record.update', kind: 'target', id: 't', set });
    rule(plan, 'r', { dimension: 'region', basis: 'weights', weights: { E1: 1, E2: 1, W: 4 } });
    enact(plan, runRule('r'));
    expect(numbers(plan)).toEqual({ E1: [100, 50, 50], E2: [100, 50, 50], W: [100, 200, 200] });
  });
});

describe('headcount × ramp × availability', () => {
  const heads = { dimension: 'region', basis: 'headcount', keeps: 'totals' };
  beforeEach(() => {
    plan = rulePlan('2026-02-01');
  });

  test('[SPR-T97] counts by the day, and new people by the month since their first', () => {
    target(plan, 't', { E1: [300, 300, 300], E2: [null, null, null], W: [300, 300, 300] });
    rule(plan, 'heads', { ...heads, ramp: [50] });
    enact(plan, runRule('heads'));
    // E2 begins on 1 February at half strength; from March it counts in full.
    expect(numbers(plan)).toEqual({ E1: [300, 240, 200], E2: [null, 120, 200], W: [300, 240, 200] });
  });

  test('[SPR-T97] what a vacancy would have received goes to the colleagues or to the named member', () => {
    target(plan, 't', { E1: [100, 100, 100], E2: [null, 100, 100], W: [100, 100, 100] });
    rule(plan, 'parked', { ...heads, ramp: [], remainder: 'W' });
    enact(plan, runRule('parked'));
    expect(numbers(plan)).toEqual({ E1: [100, 150, 150], E2: [null, 150, 150], W: [100, 0, 0] });
  });

  test('[SPR-T97] people come from a target of headcounts', () => {
    target(plan, 't', { E1: [60, 60, 60], E2: [null, 60, 60], W: [60, 60, 60] });
    target(plan, 'staff', { E1: [2, 2, 2], E2: [4, 4, 4], W: [1, 2, 4] }, { metric: 'heads' });
    rule(plan, 'heads', { ...heads, source: 'staff', ramp: [] });
    enact(plan, runRule('heads'));
    expect(numbers(plan)).toEqual({ E1: [80, 45, 36], E2: [null, 90, 72], W: [40, 45, 72] });
  });
});

describe('what the ledger says', () => {
  const sold = (date: string, region: string, amount: number) => ({ date, coordinate: { region }, amount });
  const history = (id: string, cells: readonly ActualCell[], years: number) => {
    const layout = layoutOf(plan.state, plan.master, 't')!;
    const placed = placeRule(layout, findRecord(plan.state, 'breakdownRule', id)!);
    if (!placed.ok) throw new Error(JSON.stringify(placed.problems));
    return ruleHistory(layout, placed.value, cells, years);
  };
  beforeEach(() => {
    target(plan, 't', { E1: [1, 1, 1], E2: [1, 1, 1], W: [1, 1, 1] });
  });

  test('[SPR-T94] last year: the sums of the members in the same days, finer members with those above them', () => {
    rule(plan, 'r', { dimension: 'region', level: 'next', basis: 'earlier' });
    const cells = [
      sold('2025-01-10', 'E1', 300),
      sold('2025-03-31', 'E2', 100),
      sold('2025-02-01', 'W', 50),
      sold('2025-02-02', 'W', -80),
      sold('2025-04-01', 'W', 9_999),
      sold('2024-02-29', 'W', 9_999),
    ];
    expect(history('r', cells, 1)).toEqual({ weights: { E: 400, W: 0 }, years: 1 });
    expect(history('r', cells, 2)).toEqual({ weights: { E: 400, W: 9_999 }, years: 2 });
  });

  test('[SPR-T42] seasonality: the mean share of each period over up to three years, each year alike', () => {
    rule(plan, 'r', { basis: 'seasonality', coordinate: { region: 'E' } });
    const cells = [
      sold('2025-01-31', 'E1', 50),
      sold('2025-02-28', 'E2', 50),
      sold('2024-02-29', 'E1', 1_000),
      sold('2025-03-01', 'W', 7),
    ];
    expect(history('r', cells, 3)).toEqual({
      weights: { 'M2026-01': 250_000, 'M2026-02': 750_000, 'M2026-03': 0 },
      years: 2,
    });
  });
});

describe('a rule and its drivers', () => {
  beforeEach(() => {
    target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
    target(plan, 'old', { E1: [1, 1, 1], E2: [1, 1, 1], W: [1, 1, 1] });
  });

  test('[SPR-T12, SPR-T94] says whether it has run, a driver moved, people adjusted, or all is as it says', () => {
    rule(plan, 'r', { dimension: 'region', basis: 'potential', source: 'old' });
    expect(standing('r')).toBe('never');
    enact(plan, runRule('r'));
    expect(standing('r')).toBe('current');
    typed(['W'], 'all', 600);
    expect(standing('r')).toBe('adjusted');
    enact(plan, runRule('r'));
    typed(['W'], 'all', 6, 'old');
    expect(standing('r')).toBe('outOfDate');
    expect(ask(plan, runRule('r'))).toMatchObject({
      ok: true,
      value: { changes: [{ type: 'cells.changed', target: 't' }, { kind: 'breakdownRule' }] },
    });
  });

  test('[SPR-T42] workdays of a year whose holidays are not announced are told as provisional', () => {
    const told = (year: number) => {
      const id = `y${year}`;
      target(plan, id, { W: [300, 300, 300] }, { from: `${year}-01-01`, to: `${year}-03-31` });
      rule(plan, `r${year}`, { target: id, basis: 'calendar', calendar: 'workingDays' });
      const ran = ask(plan, runRule(`r${year}`));
      return ran.ok ? ran.value.notices.map(({ code }) => code) : ran.problems;
    };
    expect(told(2026)).not.toContain('PROVISIONAL_DAYS');
    expect(told(2099)).toContain('PROVISIONAL_DAYS');
  });

  test('[SPR-T12] a rule that has since divided the same place the same way supersedes the one before', () => {
    rule(plan, 'weights', { dimension: 'region', basis: 'weights', weights: { E1: 1, E2: 2, W: 3 } });
    rule(plan, 'equal', { dimension: 'region', basis: 'equal' });
    rule(plan, 'months', { basis: 'equal', level: 'leaves' });
    rule(plan, 'east', { dimension: 'region', basis: 'equal', coordinate: { region: 'E' } });
    for (const id of ['weights', 'months', 'east', 'equal']) enact(plan, runRule(id));
    const standings = () => ['weights', 'equal', 'months', 'east'].map(standing);
    expect(standings()).toEqual(['superseded', 'current', 'current', 'current']);
    typed(['E1'], 'all', 600);
    expect(standings()).toEqual(['superseded', 'adjusted', 'current', 'adjusted']);
    enact(plan, runRule('weights'));
    expect(standings()).toEqual(['current', 'superseded', 'current', 'adjusted']);
  });

  test('[SPR-T9] running again changes nothing', () => {
    rule(plan, 'r', { dimension: 'region', basis: 'weights', weights: { E1: 1, E2: 3, W: 7 } });
    enact(plan, runRule('r'));
    expect(enact(plan, runRule('r'))).toEqual([]);
  });

  test('[SPR-T90] undo takes back numbers and standing', () => {
    rule(plan, 'r', { dimension: 'region', basis: 'weights', weights: { E1: 1, E2: 3, W: 7 } });
    const before = numbers(plan);
    const changes = enact(plan, runRule('r'));
    applyChanges(plan.state, invert(changes));
    expect(numbers(plan)).toEqual(before);
    expect(standing('r')).toBe('never');
  });

  test('[SPR-T94] an automatic rule follows its source in the same entry, chains included', () => {
    target(plan, 'u', { E1: [9, 9, 9], E2: [9, 9, 9], W: [9, 9, 9] });
    rule(plan, 'second', { target: 'u', dimension: 'region', basis: 'earlier', source: 't', auto: true });
    rule(plan, 'first', { dimension: 'region', basis: 'earlier', source: 'old', auto: true });
    typed(['W'], 'all', 6, 'old');
    expect(totals()).toEqual([225, 225, 450]);
    expect(totals('u')).toEqual([21, 20, 40]);
    expect([standing('first'), standing('second')]).toEqual(['current', 'current']);
  });

  test('[SPR-T5] an automatic rule does not run for who may not write all of it', () => {
    rule(plan, 'r', { dimension: 'region', basis: 'earlier', source: 'old', auto: true });
    const more = { writable: (id: string, [region]: readonly string[]) => id === 'old' || region === 'W' };
    const entries = [{ at: { members: ['W'], time: 'all' }, value: 6 }];
    enact(plan, { type: 'target.enter', target: 'old', entries }, more);
    expect(totals()).toEqual([300, 300, 300]);
    expect(standing('r')).toBe('never');
  });

  test('[SPR-T11] what cannot be divided is refused by name', () => {
    const refused = (id: string, fields: object) => {
      rule(plan, id, fields);
      return problemsOf(ask(plan, runRule(id)));
    };
    expect(problemsOf(ask(plan, runRule('none')))).toMatchObject([{ code: 'NOT_FOUND', path: 'rule' }]);
    expect(refused('a', { dimension: 'goods' })).toMatchObject([{ code: 'INVALID', path: 'rule.dimension' }]);
    expect(refused('b', { dimension: 'region', coordinate: { region: 'W' } })).toMatchObject([
      { code: 'INVALID', path: 'rule.dimension', params: { parts: 0 } },
    ]);
    expect(refused('c', { dimension: 'region', basis: 'weights' })).toMatchObject([
      { code: 'REQUIRED', path: 'rule.weights' },
    ]);
    expect(refused('d', { dimension: 'region', basis: 'weights', weights: { E1: 0 } })).toMatchObject([
      { code: 'BASIS_ZERO', path: 'rule.basis' },
    ]);
    expect(
      refused('e', { dimension: 'region', basis: 'potential', source: 't', time: 'M1999-01' }),
    ).toMatchObject([{ code: 'UNKNOWN_REFERENCE', path: 'rule.coordinate' }]);
    expect(refused('f', { dimension: 'region', basis: 'manual' })).toMatchObject([{ code: 'REQUIRED' }]);
    target(plan, 'rate', { E1: [null, null, null], W: [null, null, null] }, { metric: 'winRate' });
    expect(refused('g', { target: 'rate', dimension: 'region', keeps: 'totals' })).toMatchObject([
      { code: 'INVALID', path: 'rule.keeps' },
    ]);
    expect(refused('h', { basis: 'headcount', keeps: 'totals' })).toMatchObject([
      { code: 'INVALID', path: 'rule.dimension' },
    ]);
    const wrong = { target: 't', level: 'next', keeps: 'shares', basis: 'weights', weights: { E1: -1 } };
    expect(
      problemsOf(ask(plan, { type: 'record.add', kind: 'breakdownRule', id: 'w', fields: wrong })),
    ).toMatchObject([{ code: 'OUT_OF_RANGE', path: 'fields.weights.E1' }]);
  });
});

test('[SPR-T2, SPR-T69, SPR-T95] whatever the weights, totals stay and parts are within one unit a level', () => {
  const row = fc.array(fc.nat(100_000), { minLength: 3, maxLength: 3 });
  const weights = fc.record({ E1: fc.nat(50), E2: fc.nat(50), W: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.record({ E1: row, E2: row, W: row }), weights, fc.boolean(), (values, weighed, whole) => {
      plan = rulePlan();
      target(plan, 't', values);
      const keeps = whole ? 'shares' : 'totals';
      rule(plan, 'r', { dimension: 'region', basis: 'weights', weights: weighed, keeps });
      enact(plan, runRule('r'));
      const after = numbers(plan);
      const all = sum(Object.values(values).flat());
      expect(sum(Object.values(after).flat())).toBe(all);
      const weight = weighed.E1 + weighed.E2 + weighed.W;
      if (whole) {
        regions.forEach((region) => {
          const share = (all * weighed[region as 'W']) / weight;
          expect(Math.abs(sum(after[region]) - share)).toBeLessThan(2);
        });
      } else {
        [0, 1, 2].forEach((m) => {
          const month = (of: Readonly<Record<string, readonly (number | null)[]>>) =>
            sum(regions.map((region) => of[region]![m]!));
          expect(month(after)).toBe(month(values));
        });
      }
    }),
    { numRuns: 200 },
  );
});
