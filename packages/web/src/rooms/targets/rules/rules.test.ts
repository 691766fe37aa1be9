import { decide, findRecord, kinds, placeRule } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { books, run, tableOf } from '../breakdown/sample-books.ts';
import { spreadSummary } from '../breakdown/spread-summary.ts';
import { metricFormat } from '../metric-format.ts';
import { movedPeriods } from './moved-periods.ts';
import { generatedNote } from './rule-words.ts';

function ruled(fields: Readonly<Record<string, string>>) {
  const made = books();
  run(made, 'plan', {
    type: 'target.enter',
    target: 'revenue',
    entries: [{ at: { members: ['A2', 'X'], time: 'M2026-07' }, value: 300 }],
  });
  run(made, 'plan', {
    type: 'record.add',
    kind: 'breakdownRule',
    id: 'rule',
    fields: { target: 'revenue', basis: 'equal', keeps: 'shares', ...fields },
  });
  const rule = () => findRecord(made.plan, 'breakdownRule', 'rule')!;
  return { made, rule };
}

describe('the preview of a rule', () => {
  it('SPR-T87 names what changes per period where it divides over time, for no row changes its total', () => {
    const { made, rule } = ruled({ level: 'leaves' });
    const { master, plan } = made;
    const decided = decide(
      { book: 'plan', state: plan, master, kinds, actor: 'me', writable: () => true },
      { type: 'target.runRule', rule: 'rule' },
    );
    expect(decided.ok).toBe(true);
    if (!decided.ok) return;
    const periods = movedPeriods(tableOf(made), rule(), decided.value.changes);
    expect(periods.map(({ id, before, after }) => [id, before?.numerator, after?.numerator])).toEqual([
      ['M2026-07', 300, 100],
      ['M2026-08', undefined, 100],
      ['M2026-09', undefined, 100],
    ]);
  });
});

describe('the totals that a rule moves', () => {
  const movedBy = (fields: Readonly<Record<string, string>>) => {
    const { made } = ruled(fields);
    const { master, plan: state } = made;
    const decided = decide(
      { book: 'plan', state, master, kinds, actor: 'me', writable: () => true },
      { type: 'target.runRule', rule: 'rule' },
    );
    if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
    const table = tableOf(made);
    const top = { members: [0, 0], time: 0 };
    const { moved, effect } = spreadSummary(table, decided.value.changes, top, { state, master });
    const { frame } = table.layout;
    const named = moved.totals.map(({ place, before, after }) => [
      place.time === 0
        ? frame.trees.flatMap((tree, d) => (place.members[d] === 0 ? [] : tree.ids[place.members[d]!]))[0]
        : frame.time.ids[place.time],
      before?.numerator,
      after?.numerator,
    ]);
    return { named, count: moved.count, isNetChange: effect?.isNetChange };
  };

  it('SPR-T87 are named where it runs over two levels, although the whole stays', () => {
    const { named, count, isNetChange } = movedBy({ dimension: 'region', level: 'leaves' });
    expect(isNetChange).toBe(false);
    // Two products and three months move as well: of the nine totals the first are named.
    expect(named.slice(0, 4)).toEqual([
      ['A', 300, 200],
      ['B', undefined, 100],
      ['A1', undefined, 100],
      ['A2', 300, 100],
    ]);
    expect(named).toHaveLength(8);
    expect(count).toBe(9);
  });
});

describe('the parts of a rule', () => {
  it('ORG-5 names a member that moved with its days, so that its two places are told apart', () => {
    const { made, rule } = ruled({ dimension: 'region', level: 'leaves' });
    run(made, 'master', {
      type: 'record.add',
      kind: 'reassignment',
      id: 'move',
      fields: { member: 'A2', parent: 'B', from: '2026-08-01' },
    });
    made.master.position += 1;
    const table = tableOf(made);
    expect(placeRule(table.layout, rule()).ok).toBe(true);
    const words = { t: createTranslate('en'), master: made.master, targetName: () => '' };
    const note = generatedNote(
      words,
      [{ rule: rule(), standing: 'ran' }],
      table,
      metricFormat(table.layout.metric, 'yuan', 'en'),
    );
    expect(note).toContain('A2 (until');
    expect(note).toContain('A2 (from');
  });
});
