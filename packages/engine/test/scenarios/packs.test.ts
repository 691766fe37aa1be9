import { describe, expect, it } from 'vitest';
import { packDepartments } from '../../src/scenarios/departments.data.ts';
import { decimalsOf, packMetrics } from '../../src/scenarios/metrics.data.ts';
import { dayOf, windowOf } from '../../src/scenarios/moments.ts';
import type { Pack } from '../../src/scenarios/pack.ts';
import { packs, scenarioCards } from '../../src/scenarios/packs.ts';
import type { Text } from '../../src/scenarios/text.ts';

const names = Object.keys(packs) as (keyof typeof packs)[];
const filled = names.filter((name) => name !== 'blank');
const CHINESE = /[\u3400-\u9FFF]/;
/** Half-width punctuation beside a Chinese character. */
const HALF_WIDTH = /[\u3400-\u9FFF][,;:()]|[,;:()][\u3400-\u9FFF]/;
const FULL_WIDTH = /[\u3000-\u303F\uFF00-\uFFEF]/;
/** Text in which a Chinese reader also sees only signs. */
const bare = new Set(['%']);

function textsIn(value: unknown, path = ''): readonly (readonly [path: string, text: Text])[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [[path, value as Text]];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, `${path}.${key}`));
}

describe('the words of the ready-made plans', () => {
  it('are there in both languages, each in its own script and punctuation', () => {
    for (const [path, { zh, en }] of textsIn({ packs, packMetrics })) {
      expect(zh.trim(), path).not.toBe('');
      expect(en.trim(), path).not.toBe('');
      if (!bare.has(zh)) expect(zh, path).toMatch(CHINESE);
      expect(en, path).not.toMatch(CHINESE);
      expect(zh, path).not.toMatch(HALF_WIDTH);
      expect(en, path).not.toMatch(FULL_WIDTH);
    }
  });

  it('say on the start page what a scenario is for, what one gets and how often one meets', () => {
    const cards = scenarioCards('zh-CN');
    expect(cards.slice(0, 5).map(({ name }) => name)).toEqual([
      '新产品上市推广',
      '区域市场扩张',
      '年度/季度目标冲刺',
      '应对竞争变化',
      '重点客户深度开发',
    ]);
    for (const card of [...cards, ...scenarioCards('en')]) {
      expect(Object.values(card).every((words) => words.length > 0)).toBe(true);
    }
  });
});

const periods = [
  { from: '2026-07-01', to: '2026-09-30' },
  { from: '2027-01-01', to: '2027-06-30' },
  { from: '2026-10-15', to: '2026-11-18' },
  { from: '2028-01-01', to: '2028-12-31' },
];

describe.each(filled)('the plan for %s', (name) => {
  const pack: Pack = packs[name];

  it('fills all five steps', () => {
    expect(pack.markets.length * pack.customers.length * pack.competitors.length).toBeGreaterThan(0);
    expect(pack.resources.length * pack.assumptions.length * pack.targets.length).toBeGreaterThan(0);
    expect(pack.strategies.length * pack.differentiators.length).toBeGreaterThan(0);
    expect(pack.initiatives.length).toBeGreaterThanOrEqual(5);
    expect(pack.tasks.length).toBeGreaterThanOrEqual(6);
    expect(pack.risks.length).toBeGreaterThanOrEqual(3);
    expect(pack.reviews.length).toBeGreaterThanOrEqual(4);
  });

  it('judges every offer at every pain point, and lets each differentiator answer one at which it leads', () => {
    const pains = pack.customers.flatMap((one) => one.pains.map(({ key }) => key));
    for (const { answers } of [pack, ...pack.competitors]) expect(Object.keys(answers)).toEqual(pains);
    for (const { promise, answers } of pack.differentiators) {
      expect(answers.length, promise.en).toBeGreaterThan(0);
      for (const pain of answers) expect(pains, promise.en).toContain(pain);
    }
  });

  it('lets initiatives bring every differentiator to bear, and tasks name departments that there are', () => {
    const used = new Set(pack.initiatives.flatMap(({ differentiators = [] }) => differentiators));
    expect([...used].toSorted()).toEqual(pack.differentiators.map(({ key }) => key).toSorted());
    for (const { key, departments } of pack.tasks) {
      expect(departments.length, key).toBeGreaterThan(0);
      for (const one of departments) expect(packDepartments[one], key).toBeDefined();
    }
  });

  it('weighs its targets to 100 %', () => {
    expect(pack.targets.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });

  it('gives every core target an initiative, and every initiative work', () => {
    const served = new Set(
      pack.initiatives.flatMap(({ target, contributesTo = [] }) => [target, ...contributesTo]),
    );
    for (const { metric, targetClass } of pack.targets) {
      if (targetClass === 'core') expect(served, metric).toContain(metric);
    }
    const worked = new Set(pack.tasks.map(({ initiative }) => initiative));
    for (const { key } of pack.initiatives) expect(worked, key).toContain(key);
  });

  it.each(periods)(
    'keeps tasks inside their initiative, and those inside the working window [I13]: $from–$to',
    (period) => {
      const work = {
        from: dayOf({ days: -pack.leadDays }, period),
        to: dayOf({ after: pack.followDays }, period),
      };
      const windows = new Map(pack.initiatives.map((one) => [one.key, windowOf(one.window, period)]));
      for (const [key, window] of windows) {
        expect(window.from >= work.from && window.to <= work.to, key).toBe(true);
      }
      for (const { key, initiative, window } of pack.tasks) {
        const task = windowOf(window, period);
        const whole = windows.get(initiative)!;
        expect(task.from >= whole.from && task.to <= whole.to, key).toBe(true);
      }
    },
  );

  it.each(periods)('lets a task that waits stand behind the one it waits for: $from–$to', (period) => {
    const windows = new Map(pack.tasks.map((one) => [one.key, windowOf(one.window, period)]));
    for (const [before, after, relation = 'FS'] of pack.links) {
      const [first, second] = [windows.get(before)!, windows.get(after)!];
      const waits = {
        FS: first.to < second.from,
        SS: first.from <= second.from,
        FF: first.to <= second.to,
        SF: first.from <= second.to,
      };
      expect(waits[relation], `${before} → ${after}`).toBe(true);
    }
  });

  it.each(periods)('meets at least three times within the period: $from–$to', (period) => {
    const days = pack.reviews
      .map(({ on }) => dayOf(on, period))
      .filter((day) => day >= period.from && day <= period.to);
    expect(days.length).toBeGreaterThanOrEqual(3);
  });

  it('has estimates in order, chances between 0 and 100, and rates that are rates', () => {
    for (const { key, contribution, probability, also = [] } of pack.initiatives) {
      expect(contribution, key).toEqual(contribution.toSorted((a, b) => a - b));
      expect(probability > 0 && probability < 100, key).toBe(true);
      for (const one of also)
        expect(one.contribution, key).toEqual(one.contribution.toSorted((a, b) => a - b));
    }
    for (const { metric, rows } of pack.targets) {
      const quotient = packMetrics[metric].parts !== undefined;
      for (const { parts, value } of rows) {
        expect(parts !== undefined, metric).toBe(quotient);
        expect(value !== undefined, metric).toBe(!quotient);
      }
    }
  });
});

describe('the metrics of the ready-made plans', () => {
  it('say either what they count or what they divide, never both', () => {
    for (const [key, metric] of Object.entries(packMetrics)) {
      const quotient = metric.aggregation === 'ratio' || metric.aggregation === 'wavg';
      expect(metric.parts !== undefined, key).toBe(quotient);
      expect(metric.definition === undefined, key).toBe(quotient);
      expect(decimalsOf(metric, 'CNY'), key).toBe(
        metric.aggregation === 'sum' && metric.unit === 'money' ? 2 : 0,
      );
    }
  });
});
