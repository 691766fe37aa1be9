import { applyChanges, createState, decide, kinds, layoutOf } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { defineCommands, product, spanOf, type TargetDraft } from './define-commands.ts';

const draft: TargetDraft = {
  metric: {
    create: {
      name: '赢单率',
      aggregation: 'ratio',
      unit: 'percent',
      unitLabel: '',
      decimals: null,
      numerator: '赢单',
      denominator: '商机',
    },
  },
  targetClass: 'supporting',
  dimensions: [],
  newDimension: {
    name: '区域',
    category: 'region',
    members: [
      { name: 'A', parent: -1, depth: 0 },
      { name: 'A1', parent: 0, depth: 1 },
      { name: 'A2', parent: 0, depth: 1 },
      { name: 'B', parent: -1, depth: 0 },
    ],
  },
  periods: { grain: 'month' },
  from: '2026-07-01',
  to: '2026-09-30',
};

describe('a new target', () => {
  it('brings its metric and members, and is broken down over the lowest of them', () => {
    let number = 0;
    const master = createState();
    const plan = createState();
    const made = defineCommands(draft, { master, currency: 'CNY', order: 0, ids: () => `id${++number}` });
    for (const [state, book, commands] of [
      [master, 'master', made.master],
      [plan, 'plan', made.plan],
    ] as const) {
      for (const command of commands) {
        const context = { book, state, master, kinds, actor: 'me', writable: () => true };
        const decided = decide(context, command as Parameters<typeof decide>[1]);
        expect(decided).toMatchObject({ ok: true });
        if (decided.ok) applyChanges(state, decided.value.changes);
      }
    }
    const layout = layoutOf(plan, master, made.target);
    expect(layout?.frame.order).toHaveLength(3);
    expect(layout?.cube.parts).toBe(2);
    expect(layout?.periods.map(({ id }) => id)).toEqual(['M2026-07', 'M2026-08', 'M2026-09']);
  });

  it('is cut into the periods of a set as well', () => {
    const periodSet = {
      kind: 'periodSet',
      id: 'set',
      fields: { name: '定额期', boundaries: ['2026-01-05', '2026-04-01', '2026-06-29'] },
    };
    expect(spanOf(periodSet)).toEqual({ from: '2026-01-05', to: '2026-06-28' });
    const cut = { ...draft, periods: { periodSet: 'set' } };
    const { plan } = defineCommands(cut, {
      master: createState(),
      currency: 'CNY',
      order: 0,
      ids: () => 'id',
    });
    expect(plan[0]).toMatchObject({ fields: { grain: 'custom', periodSet: 'set' } });
  });

  it('counts a new metric as the currency does, or with as many decimals as were chosen', () => {
    const decimalsOf = (unit: 'money' | 'count', decimals: number | null): unknown => {
      const create = {
        name: '经销额',
        aggregation: 'sum',
        unit,
        unitLabel: '',
        decimals,
        numerator: '',
        denominator: '',
      } as const;
      const making = { master: createState(), currency: 'CNY', order: 0, ids: () => 'id' };
      const [metric] = defineCommands({ ...draft, metric: { create } }, making).master;
      return metric?.type === 'record.add' ? metric.fields['decimals'] : undefined;
    };
    expect(decimalsOf('money', null)).toBe(2);
    expect(decimalsOf('money', 4)).toBe(4);
    expect(decimalsOf('count', null)).toBe(0);
    expect(decimalsOf('count', 1)).toBe(1);
  });

  it('combines every member of every dimension, and is one row without any', () => {
    expect(product([['a', 'b'], ['x']])).toEqual([
      ['a', 'x'],
      ['b', 'x'],
    ]);
    expect(product([])).toEqual([[]]);
    expect(product([['a'], []])).toEqual([]);
  });
});
