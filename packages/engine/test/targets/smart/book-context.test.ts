import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Change,
  layoutOf,
  recordsOf,
  type SmartContext,
  smartContextOf,
  smartFindings,
  tableTotals,
} from '../../../src/index.ts';
import { openPlan, targetOf } from '../../scenarios/book.ts';
import { must, type PlanOfKinds, planOf } from '../plan-of-kinds.ts';

const added = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

function contextOf(books: { state: BookState; master: BookState }, target: string): SmartContext {
  const layout = layoutOf(books.state, books.master, target)!;
  return smartContextOf(books, { layout, totals: tableTotals(layout) }, '2026-08-03');
}

/** `sales` is core, `leads` supporting; one initiative of 30 at 70 % is for sales and, without a number, for leads. */
function plan(): PlanOfKinds {
  const books = planOf({
    sales: { aggregation: 'sum', decimals: 2, source: 'CRM' },
    leads: { aggregation: 'sum' },
    rate: { aggregation: 'ratio', unit: 'percent' },
    worth: { aggregation: 'formula', formula: 'sales * rate' },
  });
  must(books, {
    type: 'target.enter',
    target: 'sales',
    entries: [{ at: { members: ['*'], time: 'all' }, value: 12_000 }],
  } as Parameters<typeof must>[1]);
  applyChanges(books.state, [
    added('brief', 'b', {
      name: 'H2',
      purpose: '增长',
      from: '2026-07-01',
      to: '2026-12-31',
      cadence: 'month',
    }),
    added('initiative', 'i', {
      name: 'channel',
      target: 'sales',
      contributesTo: ['leads'],
      contribution: { low: 10, likely: 30, high: 40 },
      probability: 70,
    }),
    added('initiative', 'd', { name: 'gone', target: 'sales', status: 'dropped' }),
    added('review', 'r', { name: 'r', on: '2026-08-15' }),
    added('task', 't', { name: 't', milestone: true, to: '2026-09-01' }),
    added('task', 'u', { name: 'u', to: '2026-09-02' }),
    ...['leads', 'rate'].map((id): Change => {
      const record = recordsOf(books.state, 'target').find((one) => one.id === id)!;
      const before = { targetClass: record.fields['targetClass']! };
      return {
        type: 'record.changed',
        kind: 'target',
        id,
        before,
        after: { targetClass: 'supporting' },
      } as Change;
    }),
  ]);
  applyChanges(books.master, [
    added('import', 'm', { fileName: 'a.csv', source: 'ERP', metric: 'sales', rows: 3 }),
  ]);
  return books;
}

describe('SMART: what the books say of a target', () => {
  it('[SMT-17] gathers number, metric, carriers, sources, plan, rhythm, checks and what is served', () => {
    expect(contextOf(plan(), 'sales')).toEqual({
      today: '2026-08-03',
      metric: { name: 'sales', unit: 'count', decimals: 2, direction: 'up', source: 'CRM' },
      value: 12_000,
      initiatives: [{ name: 'channel', low: 10, likely: 30, high: 40, probability: 70 }],
      actualSources: ['ERP'],
      plan: { from: '2026-07-01', to: '2026-12-31' },
      cadence: 'month',
      checkpoints: ['2026-08-15', '2026-09-01'],
      supports: ['H2'],
    });
  });

  it('[SMT-17] takes each contribution of an initiative, by its own probability or that of the initiative', () => {
    const books = plan();
    const adding = (id: string, fields: object) =>
      added('contribution', id, { initiative: 'i', contribution: { low: 1, likely: 5, high: 9 }, ...fields });
    applyChanges(books.state, [
      adding('c1', { target: 'leads' }),
      adding('c2', { target: 'leads', probability: 20 }),
      adding('c3', { target: 'rate', contribution: { low: 1, likely: 2.5, high: 3 } }),
      adding('c4', { target: 'leads', initiative: 'd' }),
    ]);
    expect(contextOf(books, 'leads').initiatives).toEqual([
      { name: 'channel', low: 1, likely: 5, high: 9, probability: 70 },
      { name: 'channel', low: 1, likely: 5, high: 9, probability: 20 },
    ]);
    expect(contextOf(books, 'rate').initiatives).toEqual([
      { name: 'channel', low: 100, likely: 250, high: 300, probability: 70 },
    ]);
  });

  it('[SMT-17] a supporting target serves the core ones that it shares an initiative with or that it drives', () => {
    const books = plan();
    expect(contextOf(books, 'leads')).toMatchObject({
      value: null,
      supports: ['sales'],
      initiatives: [{ name: 'channel', likely: null, probability: 70 }],
      actualSources: [],
    });
    expect(contextOf(books, 'rate').supports).toEqual(['worth']);
    expect(contextOf(books, 'worth').actualSources).toEqual(['ERP']);
  });

  it('[SMT-17] every target of the ready-made plans is judged: none has all, each says what is missing', () => {
    const books = openPlan({ scenario: 'sprint' });
    const targets = recordsOf(books.state, 'target');
    expect(targets.length).toBeGreaterThan(3);
    for (const { id, fields } of targets) {
      const { findings, score } = smartFindings({ fields }, contextOf(books, id));
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(100);
      const open = findings.filter(({ code }) => code === 'SMART_UNKNOWN');
      expect(open.every(({ level, params }) => level === 'warn' && params['missing'] !== undefined)).toBe(
        true,
      );
    }
    const revenue = targetOf(books, 'revenue');
    const { findings } = smartFindings(revenue, contextOf(books, revenue.id));
    const lines = findings.map(({ rule, level, code }) => `${rule} ${level} ${code}`);
    expect(lines).toMatchInlineSnapshot(`
      [
        "S1 pass SMART_SET",
        "S2 pass SMART_SET",
        "S3 fail SMART_MISSING",
        "S4 pass SMART_NAME_CLEAR",
        "M1 pass SMART_SET",
        "M2 pass SMART_SET",
        "M3 pass SMART_SET",
        "M4 pass SMART_SET",
        "M5 fail SMART_ACTUALS_MISSING",
        "A1 warn SMART_UNKNOWN",
        "A2 warn SMART_COVER_UNSAID",
        "A3 warn SMART_UNKNOWN",
        "A4 warn SMART_UNKNOWN",
        "A5 warn SMART_UNKNOWN",
        "R1 pass SMART_SUPPORTS",
        "R2 pass SMART_INITIATIVES",
        "T1 pass SMART_WINDOW",
        "T2 pass SMART_WINDOW_INSIDE",
        "T3 pass SMART_CHECKS",
        "T4 pass SMART_SET",
      ]
    `);
  });
});
