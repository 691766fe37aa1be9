import { describe, expect, it } from 'vitest';
import { applyChanges, type BookState, type Command, createState, decide, kinds } from '../../src/index.ts';

/** One target over two regions, in whole units, or as a rate. */
function opened(aggregation: 'sum' | 'ratio' | 'last' = 'sum') {
  const [master, plan] = [createState(), createState()];
  const run = (state: BookState, book: 'master' | 'plan', command: Command) => {
    const context = { book, state, master, kinds, actor: 'me', writable: () => true };
    const decided = decide(context, command);
    if (decided.ok) applyChanges(state, decided.value.changes);
    return decided;
  };
  const add = (kind: string, id: string, fields: Record<string, string | number>) =>
    run(master, 'master', { type: 'record.add', kind, id, fields });
  add('dimension', 'region', { name: 'Region', category: 'region' });
  for (const id of ['A', 'B']) add('dimensionMember', id, { dimension: 'region', name: id });
  add('metric', 'm', { name: 'M', key: 'm', aggregation, direction: 'up', unit: 'count', decimals: 0 });
  const fields = {
    metric: 'm',
    targetClass: 'core',
    dimensions: ['region'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-08-31',
  };
  run(plan, 'plan', { type: 'target.define', id: 'target', fields, rows: [['A'], ['B']] });
  return (member: string, time: string, value: number, saw?: number | null) => {
    const entry = { at: { members: [member], time }, value, ...(saw !== undefined && { expect: saw }) };
    return run(plan, 'plan', { type: 'target.enter', target: 'target', entries: [entry] });
  };
}

describe('[SPR-T85] a number typed over what the typist saw', () => {
  it('is taken while the cell still shows that, at leaves and at totals', () => {
    const enter = opened();
    expect(enter('A', 'M2026-07', 100, null).ok).toBe(true);
    expect(enter('B', 'M2026-07', 50, null).ok).toBe(true);
    expect(enter('*', 'all', 300, 150).ok).toBe(true);
    expect(enter('A', 'M2026-07', 1, 200).ok).toBe(true);
  });

  it('is refused with both numbers when somebody else changed it, and changes nothing', () => {
    const enter = opened();
    enter('A', 'M2026-07', 100);
    const problem = {
      code: 'STALE',
      path: 'entries[0].expect',
      params: { field: 'value', cell: 'A · M2026-07', yours: 90, theirs: 100 },
    };
    expect(enter('A', 'M2026-07', 120, 90)).toEqual({ ok: false, problems: [problem] });
    expect(enter('*', 'M2026-07', 120, null)).toMatchObject({
      problems: [{ params: { cell: 'M2026-07', yours: null, theirs: 100 } }],
    });
    expect(enter('A', 'M2026-07', 120, 100).ok).toBe(true);
  });

  it('tells empty from 0', () => {
    const enter = opened();
    expect(enter('A', 'M2026-07', 5, 0)).toMatchObject({
      problems: [{ params: { yours: 0, theirs: null } }],
    });
    enter('A', 'M2026-07', 0);
    expect(enter('A', 'M2026-07', 5, null)).toMatchObject({ problems: [{ params: { theirs: 0 } }] });
  });

  it('looks at the number that the kind shows, and at no rate', () => {
    const balance = opened('last');
    balance('A', 'M2026-07', 10);
    balance('A', 'M2026-08', 30);
    expect(balance('A', 'all', 40, 30).ok).toBe(true);
    const rate = opened('ratio');
    expect(rate('A', 'M2026-07', 1, null)).toMatchObject({ problems: [{ code: 'KIND' }] });
  });
});
