import { describe, expect, it } from 'vitest';
import { type Books, books, run, tableOf } from '../breakdown/sample-books.ts';
import { presentValue } from './present-value.ts';

/** A table with these numbers in July and August at A1 × X, and in July alone at A2 × X. */
function filled(target: string, made: Books) {
  const entries = [
    ['A1', 'M2026-07', 300],
    ['A1', 'M2026-08', 500],
    ['A2', 'M2026-07', 100],
  ] as const;
  run(made, 'plan', {
    type: 'target.enter',
    target,
    entries: entries.map(([region, time, value]) => ({ at: { members: [region, 'X'], time }, value })),
  });
  const table = tableOf(made, target);
  const { trees, time } = table.layout.frame;
  const at = (region: string, period = 'all') => ({
    members: [trees[0]!.index.get(region)!, trees[1]!.index.get('X')!],
    time: time.index.get(period)!,
  });
  return { table, at };
}

function withMean(): Books {
  const made = books();
  run(made, 'master', {
    type: 'record.add',
    kind: 'metric',
    id: 'staff',
    fields: {
      name: 'Staff',
      key: 'staff',
      aggregation: 'sum',
      timeBehaviour: 'average',
      direction: 'up',
      unit: 'count',
      decimals: 0,
    },
  });
  const fields = {
    metric: 'staff',
    targetClass: 'core',
    dimensions: ['region', 'product'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-09-30',
  };
  run(made, 'plan', {
    type: 'target.define',
    id: 'staff',
    fields,
    rows: [
      ['A1', 'X'],
      ['A2', 'X'],
    ],
  });
  return made;
}

describe('what a target has today where something is proposed', () => {
  it('is the mean of a mean, at one place and over the several of a member that moved', () => {
    const { table, at } = filled('staff', withMean());
    expect(table.layout.behaviour).toBe('average');
    expect(presentValue(table, [at('A1')])).toBe(400);
    expect(presentValue(table, [at('A1'), at('A2')])).toBe(300);
  });

  it('is the sum of what adds up', () => {
    const { table, at } = filled('revenue', books());
    expect(presentValue(table, [at('A1')])).toBe(800);
    expect(presentValue(table, [at('A1'), at('A2')])).toBe(900);
    expect(presentValue(table, [at('A1', 'M2026-09')])).toBe(0);
  });

  it('is nothing where no row has come', () => {
    expect(presentValue(filled('revenue', books()).table, [])).toBeNull();
  });
});
