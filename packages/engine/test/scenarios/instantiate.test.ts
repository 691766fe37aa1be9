import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../src/foundation/date.ts';
import { kinds } from '../../src/kinds.ts';
import { checkFields } from '../../src/plan/kind.ts';
import { recordsOf } from '../../src/plan/state.ts';
import { demoPeriod } from '../../src/scenarios/demo-period.ts';
import { instantiate } from '../../src/scenarios/instantiate.ts';
import { decimalsOf, packMetrics } from '../../src/scenarios/metrics.data.ts';
import { sharesOf } from '../../src/scenarios/numbers.ts';
import { type PackName, packs } from '../../src/scenarios/packs.ts';
import { counter, noMaster, openPlan, rateOf, request, targetOf, totalOf } from './book.ts';

const names = Object.keys(packs) as PackName[];
const locales = ['zh-CN', 'en'] as const;
const periods = [
  ['a quarter', '2026-07-01', '2026-09-30'],
  ['a half year', '2027-01-01', '2027-06-30'],
  ['five weeks that begin on a Thursday', '2026-10-15', '2026-11-18'],
  ['a year', '2028-01-01', '2028-12-31'],
  ['one day', '2026-02-28', '2026-02-28'],
] as const;

const cases = names.flatMap((scenario) =>
  periods.flatMap(([period, from, to]) =>
    locales.flatMap((locale) =>
      [true, false].map((sampleNumbers) => ({ scenario, period, from, to, locale, sampleNumbers })),
    ),
  ),
);

describe('every ready-made plan, for any period, in both languages', () => {
  it.each(cases)(
    '$scenario over $period, $locale, sample numbers $sampleNumbers',
    ({ scenario, from, to, locale, sampleNumbers }) => {
      const part = { scenario, from, to, locale, sampleNumbers };
      const { master, plan } = instantiate(request({ ...part, person: 'member-1', example: true }));
      const known = new Map<string, Set<string>>();
      const resolve = (of: readonly string[], id: string) =>
        of.some((kind) => known.get(kind)?.has(id) ?? false);
      for (const command of [...master, ...plan]) {
        if (command.type !== 'record.add' && command.type !== 'target.define') continue;
        const kind = command.type === 'target.define' ? 'target' : command.kind;
        expect(
          checkFields(kinds.get(kind)!, command.fields, resolve),
          `${kind} ${JSON.stringify(command.fields)}`,
        ).toEqual([]);
        known.set(kind, (known.get(kind) ?? new Set()).add(command.id));
      }
      expect(openPlan({ ...part, person: 'member-1', example: true }).problems).toEqual([]);
    },
  );

  it.each(names)('%s enters no number when no sample is wanted', (scenario) => {
    const { plan } = instantiate(request({ scenario, sampleNumbers: false }));
    expect(plan.filter(({ type }) => type === 'target.enter')).toEqual([]);
    for (const command of plan) {
      if (command.type !== 'record.add' && command.type !== 'target.define') continue;
      for (const field of ['contribution', 'baseline', 'givenGrowth', 'weight', 'quantity', 'range']) {
        expect(command.fields).not.toHaveProperty(field);
      }
    }
  });

  it('gives the same commands for the same request', () => {
    expect(instantiate(request({ scenario: 'sprint' }))).toEqual(
      instantiate(request({ scenario: 'sprint' })),
    );
  });
});

describe('the currency of the workspace', () => {
  const metricsOf = (books: ReturnType<typeof openPlan>) =>
    recordsOf(books.master, 'metric').filter(({ fields }) => fields['unit'] === 'money');

  it.each(names)('is that of every amount of %s', (scenario) => {
    const books = openPlan({ scenario, currency: 'USD', locale: 'en' });
    expect(new Set(metricsOf(books).map(({ fields }) => fields['currency']))).toEqual(new Set(['USD']));
    expect(
      JSON.stringify([...books.state.records.values()].map(({ byId }) => [...byId.values()])),
    ).not.toMatch(/CNY/);
  });

  it('decides what the smallest unit is: a yen has no decimals', () => {
    const [yen, yuan] = ['JPY', 'CNY'].map((currency) => openPlan({ scenario: 'sprint', currency }));
    expect(metricsOf(yen!).find(({ fields }) => fields['key'] === 'revenue')?.fields['decimals']).toBe(0);
    expect(totalOf(yen!, 'revenue')! * 100).toBe(totalOf(yuan!, 'revenue'));
  });

  it('tells a metric in another currency apart', () => {
    const fields = { key: 'revenue', aggregation: 'sum', unit: 'money', decimals: 2, currency: 'CNY' };
    const existing = { metrics: [{ id: 'old', fields }], dimensions: [], members: [], departments: [] };
    const { master } = instantiate(request({ scenario: 'sprint', existing, currency: 'USD' }));
    expect(master.find(({ fields: { key } }) => key === 'revenue-2')?.fields['currency']).toBe('USD');
  });
});

describe('sample numbers', () => {
  const quotient = (aggregation: string) => aggregation === 'ratio' || aggregation === 'wavg';

  it.each(cases.filter(({ sampleNumbers, locale }) => sampleNumbers && locale === 'en'))(
    'of $scenario add up exactly over $period',
    ({ scenario, from, to }) => {
      const books = openPlan({ scenario, from, to });
      for (const target of packs[scenario].targets) {
        const metric = packMetrics[target.metric];
        const whole =
          target.rows.reduce((sum, row) => sum + (row.value ?? 0), 0) * 10 ** decimalsOf(metric, 'CNY');
        if (scenario === 'blank') continue;
        if (!quotient(metric.aggregation)) {
          if (metric.aggregation !== 'distinct')
            expect(totalOf(books, target.metric), target.metric).toBe(whole);
          continue;
        }
        const [numerator, denominator] = [0, 1].map((part) =>
          target.rows.reduce((sum, { parts }) => sum + parts![part as 0 | 1], 0),
        );
        expect(rateOf(books, target.metric), target.metric).toBeCloseTo(numerator! / denominator!, 12);
      }
    },
  );

  it('are not even where the business is seasonal', () => {
    const books = openPlan({ scenario: 'sprint' });
    const days = ['X2026-08-1', 'X2026-08-2', 'X2026-08-3'].map(
      (time) => totalOf(books, 'revenue', '*', time)!,
    );
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days[2]! / days[0]!).toBeCloseTo(42 / 28, 1);
  });

  it('weigh a month less that the period only touches', () => {
    const books = openPlan({ scenario: 'keyAccounts', from: '2026-07-22', to: '2026-10-21' });
    const month = (time: string) => totalOf(books, 'accountRevenue', '*', time)!;
    expect(month('M2026-07')).toBeLessThan(month('M2026-08') / 2);
  });
});

describe('whole shares', () => {
  it('add up to the amount, are never negative, and stay within one of their exact share', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000_000),
        fc
          .array(fc.nat(10_000), { minLength: 1, maxLength: 60 })
          .filter((weights) => weights.some((one) => one > 0)),
        (amount, weights) => {
          const shares = sharesOf(amount, weights);
          const all = weights.reduce((a, b) => a + b, 0);
          expect(shares.reduce((a, b) => a + b, 0)).toBe(amount);
          shares.forEach((share, i) => {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(Math.abs(share - (amount * weights[i]!) / all)).toBeLessThan(1.000001);
          });
        },
      ),
    );
  });
});

describe('a wanted total', () => {
  it.each(names)('is what the first core target of %s comes to', (scenario) => {
    const books = openPlan({ scenario, total: 1_234_567_891 });
    const { metric } = packs[scenario].targets[0]!;
    expect(books.problems).toEqual([]);
    expect(totalOf(books, metric)).toBe(1_234_567_891);
  });

  it('scales the sample and what initiatives add to it in proportion', () => {
    const sample = openPlan({ scenario: 'demo' });
    const twice = openPlan({ scenario: 'demo', total: 1_000_000_000 });
    expect(totalOf(twice, 'revenue', 'A区')).toBe(2 * totalOf(sample, 'revenue', 'A区')!);
    const likely = (books: typeof sample) =>
      recordsOf(books.state, 'initiative').map(
        ({ fields }) => (fields['contribution'] as { likely: number }).likely,
      );
    expect(likely(twice)[0]).toBe(2 * likely(sample)[0]!);
    expect(likely(twice)[1]).toBe(likely(sample)[1]); // adds new customers, which were not scaled
  });

  it('stands alone, evenly, where no sample was wanted', () => {
    const books = openPlan({ scenario: 'demo', sampleNumbers: false, total: 600_000_000 });
    expect(totalOf(books, 'revenue', 'A区', 'M2026-08')).toBe(100_000_000);
  });
});

describe('master data that is there already', () => {
  const first = instantiate(request({ scenario: 'demo', ids: counter('first') }));
  const existing = {
    metrics: first.master.filter(({ kind }) => kind === 'metric'),
    dimensions: first.master.filter(({ kind }) => kind === 'dimension'),
    members: first.master.filter(({ kind }) => kind === 'dimensionMember'),
    departments: first.master.filter(({ kind }) => kind === 'department'),
  };

  it('is used again, in whatever language it was made', () => {
    const again = instantiate(request({ scenario: 'demo', locale: 'en', existing, ids: counter('second') }));
    expect(again.master).toEqual([]);
  });

  it('is used by other scenarios as far as it goes', () => {
    const { master } = instantiate(request({ scenario: 'expansion', existing, ids: counter('second') }));
    expect(master.map(({ fields }) => fields['key'])).not.toContain('newCustomers');
    expect(master.filter(({ fields }) => fields['category'] === 'region')).toEqual([]);
    expect(master.map(({ fields }) => fields['name'])).toContain('北一市');
  });

  const sales = { key: 'sales', name: '销售额', aggregation: 'sum', direction: 'up', unit: 'money' };
  const withSales = (decimals: number, part = {}) => {
    const own = { id: 'own', fields: { ...sales, decimals } };
    return instantiate(
      request({ scenario: 'blank', existing: { ...noMaster, metrics: [own] }, total: 12_345, ...part }),
    );
  };

  it('is used whatever its key is and however finely it counts, where its name is the same', () => {
    const { master, plan } = withSales(3);
    expect(master.filter(({ kind }) => kind === 'metric')).toEqual([]);
    expect(plan.find(({ type }) => type === 'target.define')).toMatchObject({ fields: { metric: 'own' } });
    // 123.45 yuan are 123,450 thousandths.
    const entered = plan
      .filter((command) => command.type === 'target.enter')
      .flatMap(({ entries }) => entries);
    expect(entered.map(({ value }) => value)).toEqual([123_450]);
    const sample = withSales(3, { scenario: 'demo', total: undefined });
    expect(JSON.stringify(sample.plan)).toContain('4166666667');
  });

  it.each([
    ['it counts more coarsely', 0, {}],
    ['it is in another currency', 2, { currency: 'USD', locale: 'zh-CN' as const }],
    ['a total would be too large in it', 6, { total: 9_000_000_000_000_000 }],
  ])('is left alone where %s, and the new one has another name', (_, decimals, part) => {
    const own = { id: 'own', fields: { ...sales, decimals, currency: 'CNY' } };
    const existing = { ...noMaster, metrics: [own] };
    const { master } = instantiate(request({ scenario: 'blank', existing, ...part }));
    const [added] = master.filter(({ kind }) => kind === 'metric');
    expect(added?.fields).toMatchObject({ name: '销售额 2', key: 'revenue' });
  });

  it('is left alone when the same key counts differently', () => {
    const other = {
      id: 'own',
      fields: { key: 'revenue', name: '收入', aggregation: 'manual', unit: 'money', decimals: 2 },
    };
    const { master } = instantiate(
      request({
        scenario: 'demo',
        existing: { metrics: [other], dimensions: [], members: [], departments: [] },
      }),
    );
    expect(master.map(({ fields }) => fields['key'])).toContain('revenue-2');
  });
});

describe('the document’s own example', () => {
  const books = openPlan({ scenario: 'demo', person: 'member-1', example: true });
  const fieldsOf = (kind: string, name: string) =>
    recordsOf(books.state, kind).find(({ fields }) => [fields['name'], fields['statement']].includes(name))!
      .fields;

  it('has 5,000,000 yuan, 20 % above 4,166,666.67; region A 3,000,000 and region B 2,000,000', () => {
    expect(totalOf(books, 'revenue')).toBe(500_000_000);
    expect(totalOf(books, 'revenue', 'A区')).toBe(300_000_000);
    expect(totalOf(books, 'revenue', 'B区')).toBe(200_000_000);
    expect(targetOf(books, 'revenue').fields).toMatchObject({
      targetClass: 'core',
      givenGrowth: 20,
      baseline: 416_666_667,
    });
  });

  it('has 30 new customers, 12 and 18, as a supporting target', () => {
    expect(['*', 'A区', 'B区'].map((member) => totalOf(books, 'newCustomers', member))).toEqual([30, 12, 18]);
    expect(targetOf(books, 'newCustomers').fields['targetClass']).toBe('supporting');
  });

  it('has a channel coverage of 80 %, which is 85 % and 75 %, and satisfaction of 90 %', () => {
    expect(['*', 'A区', 'B区'].map((member) => rateOf(books, 'channelCoverage', member))).toEqual([
      0.8, 0.85, 0.75,
    ]);
    expect(rateOf(books, 'satisfactionRate')).toBe(0.9);
  });

  it('has the milestones June to September on their days', () => {
    const days = (name: string) => [fieldsOf('task', name)['from'], fieldsOf('task', name)['to']];
    expect(days('代理商签约')).toEqual(['2026-05-20', '2026-06-30']);
    expect(days('招聘2名专员')).toEqual(['2026-06-01', '2026-07-15']);
    expect(days('客户培训')).toEqual(['2026-07-01', '2026-07-31']);
    expect(days('启动增值服务推广')).toEqual(['2026-08-01', '2026-08-31']);
    expect(days('完成目标客户开发')).toEqual(['2026-07-01', '2026-09-30']);
    const brief = recordsOf(books.state, 'brief')[0]!.fields;
    expect(brief).toMatchObject({
      from: '2026-07-01',
      workFrom: '2026-05-20',
      example: true,
      accountable: 'member-1',
    });
  });

  it('tells how the quarter went: what was done, what was held, and the one task that is late', () => {
    const statusOf = (kind: string) => recordsOf(books.state, kind).map(({ fields }) => fields['status']);
    expect(statusOf('task')).toEqual(['done', 'done', 'done', 'done', 'running', 'done']);
    expect(fieldsOf('task', '完成目标客户开发')['progress']).toBe(90);
    expect(statusOf('review')).toEqual(['held', 'held', 'held', 'planned']);
    expect(recordsOf(books.state, 'resourceNeed').every(({ fields }) => fields['secured'] === true)).toBe(
      true,
    );
  });

  it('lies half way through its three months on whatever day it is made, and tells of that day', () => {
    expect(demoPeriod('2026-08-15')).toEqual({ from: '2026-07-01', to: '2026-09-30' });
    expect(demoPeriod('2026-12-31')).toEqual({ from: '2026-11-01', to: '2027-01-31' });
    expect(demoPeriod('2028-01-01')).toEqual({ from: '2027-12-01', to: '2028-02-29' });
    for (let day = '2026-01-01'; day < '2029-01-01'; day = addDays(day, 1)) {
      const { from, to } = demoPeriod(day);
      const share = daysBetween(from, day) / daysBetween(from, to);
      expect(share, day).toBeGreaterThan(0.3);
      expect(share, day).toBeLessThan(0.7);
    }
    const told = '2026-08-15';
    const { state, problems } = openPlan({ scenario: 'demo', example: true, told });
    const tasks = recordsOf(state, 'task').map(({ fields }) => [fields['status'], fields['progress']]);
    expect(problems).toEqual([]);
    expect(tasks).toEqual([
      ['done', 100],
      ['done', 100],
      ['done', 100],
      ['running', 45],
      ['running', 45],
      ['running', 70],
    ]);
    const held = recordsOf(state, 'review').filter(({ fields }) => fields['status'] === 'held');
    expect(held.every(({ fields }) => String(fields['on']) < told)).toBe(true);
  });

  it('has both risks as graded, the price cut answered within 3 days', () => {
    expect(fieldsOf('risk', '竞品降价')).toMatchObject({
      probability: 'medium',
      impact: 'severe',
      responseDays: 3,
    });
    expect(fieldsOf('risk', '团队新人多')).toMatchObject({ probability: 'high', impact: 'moderate' });
  });

  it('meets on Mondays, and tells of week 28 and of what was learned', () => {
    const reviews = recordsOf(books.state, 'review').map(({ fields }) => fields['on']);
    expect(reviews.slice(0, 3)).toEqual(['2026-07-06', '2026-07-13', '2026-07-20']);
    const [deviation] = recordsOf(books.state, 'deviation');
    expect(deviation!.fields).toMatchObject({ period: 'W2026-28', cause: 'execution', due: '2026-07-19' });
    expect(recordsOf(books.state, 'lesson').map(({ fields }) => fields['verdict'])).toEqual([
      'keep',
      'improve',
    ]);
  });

  it('begins its work before the period, whatever the period', () => {
    const { state } = openPlan({ scenario: 'demo', from: '2027-01-01', to: '2027-03-31' });
    expect(recordsOf(state, 'brief')[0]!.fields['workFrom']).toBe(addDays('2027-01-01', -42));
  });
});
