import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds.ts';
import { coordinateOf, readLeaf, rowCount } from '../../src/plan/cube.ts';
import type { PlanRecord } from '../../src/plan/record.ts';
import { createState, recordsOf } from '../../src/plan/state.ts';
import { type EarlierLeaf, earlierTotal } from '../../src/scenarios/earlier-totals.ts';
import { continuePlan } from '../../src/scenarios/from-earlier-plan.ts';
import { layoutOf } from '../../src/targets/layout.ts';
import { type Books, counter, execute, openPlan } from './book.ts';

const earlier = openPlan({ scenario: 'demo', person: 'member-1' });

function recordsIn(books: Books): readonly PlanRecord[] {
  return [...books.state.records.values()].flatMap(({ byId }) => [...byId.values()]);
}

function leavesIn(books: Books): readonly EarlierLeaf[] {
  return recordsOf(books.state, 'target').flatMap(({ id }) => {
    const { cube, periods } = layoutOf(books.state, books.master, id)!;
    return Array.from({ length: rowCount(cube) }, (_, row) => row).flatMap((row) =>
      periods.map(({ id: period, slot }) => ({
        target: id,
        members: coordinateOf(cube, row),
        period,
        parts: Array.from({ length: cube.parts }, (_part, part) => readLeaf(cube, part, row, slot)),
      })),
    );
  });
}

const next = (records: readonly PlanRecord[] = recordsIn(earlier)) =>
  continuePlan({
    plan: 'plan-q3',
    records,
    leaves: leavesIn(earlier),
    metrics: recordsOf(earlier.master, 'metric'),
    kinds,
    planName: 'Q4',
    period: { from: '2026-10-01', to: '2026-12-31' },
    locale: 'en',
    ids: counter('next'),
  });

const opened = (records?: readonly PlanRecord[]) =>
  execute({ master: earlier.master, state: createState(), problems: [] }, 'plan', next(records));

const withField = (kind: string, name: string, set: PlanRecord['fields']) =>
  recordsIn(earlier).map((record) =>
    record.kind === kind && record.fields['name'] === name
      ? { ...record, fields: { ...record.fields, ...set } }
      : record,
  );

const named = (books: Books, kind: string, name: string) =>
  recordsOf(books.state, kind).find(({ fields }) => fields['name'] === name)?.fields;

describe('the next plan from an earlier one', () => {
  it('is a plan that the engine accepts, with new ids throughout', () => {
    const books = opened();
    expect(books.problems).toEqual([]);
    const before = new Set(recordsIn(earlier).map(({ id }) => id));
    expect(recordsIn(books).filter(({ id }) => before.has(id))).toEqual([]);
  });

  it('RES-7 takes its evidence along, for the same records', () => {
    const supported = ({ state }: Books) =>
      recordsOf(state, 'evidence').map(({ fields }) => {
        const ids = fields['supports'] as readonly string[];
        const kindOf = (id: string) => [...state.records].find(([, { byId }]) => byId.has(id))?.[0];
        return [fields['title'], fields['link'], fields['asOf'], ids.map(kindOf)];
      });
    expect(supported(opened())).toEqual(supported(earlier));
    expect(supported(earlier)).toHaveLength(3);
  });

  it('knows where it comes from and moves its windows with the period', () => {
    const books = opened();
    expect(recordsOf(books.state, 'brief')[0]!.fields).toMatchObject({
      name: 'Q4',
      status: 'draft',
      from: '2026-10-01',
      to: '2026-12-31',
      workFrom: '2026-08-20',
      workTo: '2027-01-07',
      earlierPlan: 'plan-q3',
    });
    expect(named(books, 'task', '代理商签约')).toMatchObject({
      from: '2026-08-20',
      to: '2026-09-30',
      progress: 0,
    });
  });

  it('takes the earlier total as baseline where parts make a whole, and has no numbers yet', () => {
    const books = opened();
    const baselines = recordsOf(books.state, 'target').map(({ fields }) => fields['baseline']);
    expect(baselines).toEqual([500_000_000, 30, undefined, undefined]);
    expect(next().filter(({ type }) => type === 'target.enter')).toEqual([]);
    const { cube } = layoutOf(books.state, books.master, recordsOf(books.state, 'target')[0]!.id)!;
    expect(rowCount(cube)).toBe(2);
  });

  it('SMT-12 counts no deals that were open in the earlier days, and keeps how many of them are won', () => {
    const asked = recordsIn(earlier).map((record) =>
      record.kind === 'target'
        ? { ...record, fields: { ...record.fields, pipeline: 900_000, winRate: 30 } }
        : record,
    );
    const targets = recordsOf(opened(asked).state, 'target');
    expect(targets.map(({ fields }) => [fields['pipeline'], fields['winRate']])).toEqual(
      targets.map(() => [undefined, 30]),
    );
  });

  it('starts afresh: initiatives planned, tasks undone, risks open', () => {
    const done = withField('risk', '竞品降价', { status: 'closed' });
    const books = opened(done);
    expect(recordsOf(books.state, 'initiative').map(({ fields }) => fields['status'])).toEqual(
      Array(5).fill('planned'),
    );
    expect(recordsOf(books.state, 'risk').map(({ fields }) => fields['status'])).toEqual(
      Array(3).fill('open'),
    );
  });

  it('leaves behind what was dropped, with its tasks and what waited for them', () => {
    const books = opened(withField('initiative', '培训销售人员客户开发技巧', { status: 'dropped' }));
    expect(books.problems).toEqual([]);
    expect(named(books, 'task', '客户培训')).toBeUndefined();
    const tasks = new Set(recordsOf(books.state, 'task').map(({ id }) => id));
    const links = recordsOf(books.state, 'taskLink').map(
      ({ fields }) => [fields['from'], fields['to']] as string[],
    );
    expect(links).toHaveLength(3);
    expect(links.flat().every((id) => tasks.has(id))).toBe(true);
  });

  it('proposes what was learned, and does not propose again what was declined', () => {
    const books = opened();
    const lessons = recordsOf(books.state, 'lesson').map(({ fields }) => fields);
    expect(
      lessons.every(({ adoption, learnedIn }) => adoption === 'proposed' && learnedIn === 'plan-q3'),
    ).toBe(true);
    expect(lessons.map(({ statement }) => statement)).toContain('代理商签约慢于预期');
    const declined = recordsIn(earlier).map((record) =>
      record.kind === 'lesson' ? { ...record, fields: { ...record.fields, adoption: 'declined' } } : record,
    );
    expect(recordsOf(opened(declined).state, 'lesson')).toHaveLength(1);
  });

  it('RES-8 leaves out dates that are none, and does not carry a day beyond the calendar', () => {
    const old = recordsIn(earlier).map((record) => {
      if (record.kind === 'task') return { ...record, fields: { ...record.fields, from: '2026-02-30' } };
      if (record.kind === 'actionItem') return { ...record, fields: { ...record.fields, due: '2026-13-01' } };
      if (record.kind === 'initiative') return { ...record, fields: { ...record.fields, to: '2199-12-31' } };
      if (record.kind === 'review') return { ...record, fields: { ...record.fields, on: '2026-06-31' } };
      return record;
    });
    const books = opened(old);
    expect(books.problems).toEqual([]);
    expect(recordsOf(books.state, 'task').map(({ fields }) => fields['from'])).not.toContain('2026-02-30');
    expect(recordsOf(books.state, 'task').length).toBe(recordsOf(opened().state, 'task').length);
    expect(recordsOf(books.state, 'initiative').map(({ fields }) => fields['to'])).toEqual(
      Array(5).fill(undefined),
    );
    expect(recordsOf(books.state, 'actionItem').length).toBe(recordsOf(opened().state, 'actionItem').length);
  });

  it('begins a plan whose own days are none where it is told to', () => {
    const old = recordsIn(earlier).map((record) =>
      record.kind === 'brief'
        ? { ...record, fields: { ...record.fields, from: '2026-02-30', workTo: 'x' } }
        : record,
    );
    expect(opened(old).problems).toEqual([]);
  });

  it('does not forget what was left open', () => {
    const books = opened();
    const learned = recordsOf(books.state, 'lesson').find(
      ({ fields }) => fields['statement'] === 'B区周销售额低于目标',
    );
    expect(learned?.fields).toMatchObject({
      angle: 'execution',
      verdict: 'improve',
      recommendation: '渠道经理驻点一周',
    });
    expect(learned?.fields['evidence']).toMatch(/^Carried over from “Q3”/);
    expect(recordsOf(books.state, 'actionItem').map(({ fields }) => fields)).toMatchObject([
      { status: 'open', due: '2026-10-01', result: 'Carried over from “Q3”' },
    ]);
    const settled = withField('deviation', 'B区周销售额低于目标', { status: 'closed' });
    expect(recordsOf(opened(settled).state, 'lesson')).toHaveLength(2);
  });

  it('keeps when something was known and Mondays Mondays, and drops versions, comments and minutes', () => {
    const extra: readonly PlanRecord[] = [
      { kind: 'comment', id: 'c', fields: { text: 'x', author: 'member-1', about: 'y' } },
      ...withField('review', '第1次周一例会', { status: 'held', minutes: 'secret' }),
    ];
    const books = opened(extra);
    expect(recordsOf(books.state, 'comment')).toEqual([]);
    expect(named(books, 'review', '第1次周一例会')).toEqual({
      name: '第1次周一例会',
      on: '2026-10-05',
      cadence: 'week',
      status: 'planned',
    });
    expect(recordsOf(books.state, 'marketInsight')[0]!.fields['asOf']).toBe('2026-05-20');
  });
});

describe('what a plan holds of tasks does not keep the next one from being made', () => {
  const demoTask = (name: string): string =>
    recordsOf(earlier.state, 'task').find(({ fields }) => fields['name'] === name)!.id;
  const continued = (records: readonly PlanRecord[], period: { from: string; to: string }) =>
    execute(
      { master: earlier.master, state: createState(), problems: [] },
      'plan',
      continuePlan({
        plan: 'plan-q3',
        records,
        leaves: leavesIn(earlier),
        metrics: recordsOf(earlier.master, 'metric'),
        kinds,
        planName: 'Next',
        period,
        locale: 'en',
        ids: counter('next'),
      }),
    );
  const q4 = { from: '2026-10-01', to: '2026-12-31' };

  it('[COV-4] an effect waits for the copy of its task, although the task names its initiative', () => {
    const initiative = recordsOf(earlier.state, 'initiative')[0]!;
    const books = continued(
      withField('initiative', String(initiative.fields['name']), { effectAfter: demoTask('代理商签约') }),
      q4,
    );
    expect(books.problems).toEqual([]);
    const task = recordsOf(books.state, 'task').find(({ fields }) => fields['name'] === '代理商签约')!;
    expect(named(books, 'initiative', String(initiative.fields['name']))!['effectAfter']).toBe(task.id);
  });

  it('[TSK-3] days move no further than the window, and what would lie outside altogether has none', () => {
    const brief = { from: '2024-01-01', to: '2024-12-31', workFrom: '2024-01-01', workTo: '2024-12-31' };
    const days: Readonly<Record<string, readonly [string, string]>> = {
      代理商签约: ['2024-12-01', '2024-12-31'],
      客户培训: ['2025-02-01', '2025-02-10'],
    };
    const leapYear = recordsIn(earlier).map((record) => {
      if (record.kind === 'brief') return { ...record, fields: { ...record.fields, ...brief } };
      if (record.kind !== 'task') return record;
      const [from, to] = days[String(record.fields['name'])] ?? ['2024-03-01', '2024-03-08'];
      return { ...record, fields: { ...record.fields, from, to } };
    });
    const books = continued(leapYear, { from: '2025-01-01', to: '2025-12-31' });
    expect(books.problems).toEqual([]);
    expect(named(books, 'task', '代理商签约')).toMatchObject({ from: '2025-12-02', to: '2025-12-31' });
    const training = named(books, 'task', '客户培训')!;
    expect([training['from'], training['to']]).toEqual([undefined, undefined]);
  });

  it('[TSK-1, TSK-2] days in the wrong order, doubled links and circles of older plans are put in order or left', () => {
    const [a, b] = [demoTask('代理商签约'), demoTask('客户培训')];
    const link = (id: string, from: string, to: string): PlanRecord => ({
      kind: 'taskLink',
      id,
      fields: { from, to, relation: 'FS' },
    });
    const old = withField('task', '代理商签约', { from: '2026-06-30', to: '2026-05-20' }).filter(
      ({ kind }) => kind !== 'taskLink',
    );
    const books = continued([...old, link('l1', a, b), link('l2', a, b), link('l3', b, a)], q4);
    expect(books.problems).toEqual([]);
    expect(named(books, 'task', '代理商签约')).toMatchObject({ from: '2026-08-20', to: '2026-09-30' });
    expect(recordsOf(books.state, 'taskLink')).toHaveLength(1);
  });

  it('[COV-8] an estimate that says more than its target counts is carried in what that counts', () => {
    const contribution = { low: 100.4, likely: 200.5, high: 300 };
    const old = recordsIn(earlier).map((record) =>
      record.kind === 'initiative' && record.fields['contribution']
        ? { ...record, fields: { ...record.fields, contribution } }
        : record,
    );
    const books = continued(old, q4);
    expect(books.problems).toEqual([]);
    const isMoney = ({ fields }: PlanRecord) => fields['target'] === recordsOf(books.state, 'target')[0]!.id;
    expect(recordsOf(books.state, 'initiative').find(isMoney)!.fields['contribution']).toEqual({
      low: 100,
      likely: 201,
      high: 300,
    });
  });

  it('[TSK-9] nothing of what is repeated has been done yet, and nothing has slipped', () => {
    const done = withField('task', '代理商签约', { doneOn: ['2026-06-01'] }).map((record) =>
      record.kind === 'initiative' ? { ...record, fields: { ...record.fields, slipDays: 30 } } : record,
    );
    const books = continued(done, q4);
    expect(named(books, 'task', '代理商签约')!['doneOn']).toBeUndefined();
    expect(recordsOf(books.state, 'initiative').map(({ fields }) => fields['slipDays'])).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe('what an earlier target came to', () => {
  const leaf = (
    period: string | null,
    value: number | null,
    members: readonly string[] = ['a'],
  ): EarlierLeaf => ({
    target: 't',
    members,
    period,
    parts: [value],
  });
  const leaves = [
    leaf('P9', 4),
    leaf('P10', 7),
    leaf('P10', 2, ['b']),
    leaf('P10', null, ['c']),
    leaf(null, null, ['d']),
  ];

  it.each([
    ['sum', 13],
    ['last', 9],
    ['max', 7],
    ['min', 2],
    ['distinct', null],
    ['ratio', null],
    [undefined, null],
  ])('%s gives %s', (aggregation, total) => {
    expect(earlierTotal(leaves, 't', aggregation)).toBe(total);
  });

  it('is nothing where nothing was said, and a distinct count stands where it was said as a whole', () => {
    expect(earlierTotal([leaf('M2026-07', null)], 't', 'sum')).toBeNull();
    expect(earlierTotal([leaf('M2026-07', 3, []), leaf('M2026-08', 5, [])], 't', 'distinct')).toBe(5);
  });
});
