import { decide, kinds, layoutOf, placeOf, readTotal, tableTotals } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { rowText } from '../cell-text.ts';
import { placeText } from './hold-place.ts';
import { breakdownModel, linesOfNames } from './model.ts';
import { arranged, books, lines, linesOf, open, run, tableOf } from './sample-books.ts';
import { spreadSummary } from './spread-summary.ts';

/** Region A2 goes from A to B in August. */
function moved() {
  const made = books();
  run(made, 'plan', {
    type: 'target.enter',
    target: 'revenue',
    entries: [{ at: { members: ['A2', 'X'], time: 'Q2026-3' }, value: 300 }],
  });
  run(made, 'master', {
    type: 'record.add',
    kind: 'reassignment',
    id: 'move',
    fields: { member: 'A2', parent: 'B', from: '2026-08-01' },
  });
  made.master.position += 1;
  return made;
}

describe('a member that moves inside the window', () => {
  it('ORG-1 stands in both places, with its days behind the name', () => {
    expect(lines(tableOf(moved()), arranged([0]))).toEqual([
      'Total *,*',
      '  A A,*',
      '    A1 A1,*',
      '    A2 –2026-07-31 A2~2026-08-01,*',
      '  B B,*',
      '    B itself -5,0',
      '    A2 2026-08-01– A2,*',
    ]);
  });

  it('ORG-5 is named by its id where that is enough, and typed only where it stands', () => {
    const table = tableOf(moved());
    const arrangement = arranged([0]);
    const rows = linesOf(table, arrangement);
    const columns = linesOf(table, arrangement, 'columns');
    const input = { table, arrangement, rows, columns, holds: [], me: 'me', mayEnter: true };
    const model = breakdownModel({ ...drawn, ...input });
    const cell = (row: string, column: string) => {
      const r = rows.findIndex((line) => line.label.startsWith(row));
      const c = columns.findIndex((line) => line.id === column);
      return model.at(r, c + 1)!;
    };
    const early = cell('A2 –', 'M2026-07');
    expect([early.at?.members[0], early.editable]).toEqual(['A2', true]);
    const gone = cell('A2 –', 'M2026-08');
    expect([gone.exists, gone.elsewhere, gone.at, gone.editable]).toEqual([false, true, null, false]);
    const whole = cell('A2 –', columns[0]!.id);
    expect(whole.at?.members[0]).toBe('A2~2026-08-01');
    const late = cell('A2 2026', columns[0]!.id);
    expect(late.at?.members[0]).toBe('A2~');
    expect([whole.value?.numerator, late.value?.numerator]).toEqual([100, 200]);
    for (const { at } of [early, whole, late]) expect(placeOf(table.layout.frame, at!)).toBeDefined();
  });

  it('ORG-5 has the lines that its name with its days needs on a narrow screen, and one where there is room', () => {
    const rows = linesOf(tableOf(moved()), arranged([0]));
    const early = rows.findIndex(({ label }) => label.startsWith('A2 –'));
    expect(linesOfNames(rows, { narrow: true }, 132).lines?.(early, () => 132)).toBe(2);
    expect(linesOfNames(rows, { narrow: true }, 132).lines?.(0, () => 132)).toBe(1);
    const region = rows.map((row) => ({ ...row, label: 'Region A', depth: 1 }));
    expect(linesOfNames(region, { narrow: true }, 132)).toEqual({});
    expect(linesOfNames(rows, { narrow: false }, 132)).toEqual({});
  });

  it('ORG-5 is told in words with its days where a time holds both of its places', () => {
    const { master, ...rest } = moved();
    const { layout } = tableOf({ master, ...rest });
    const t = createTranslate('en');
    const { index } = layout.frame.trees[0]!;
    const textOf = (name: string, period: string) =>
      placeText(t, master, layout, {
        members: [index.get(name)!, 0],
        time: layout.frame.time.index.get(period)!,
      });
    expect(textOf('A2~2026-08-01', 'all')).toMatch(/A2.*Jul/);
    expect(textOf('A2', 'all')).toMatch(/A2.*Aug/);
    expect(textOf('A2', 'all')).not.toBe(textOf('A2~2026-08-01', 'all'));
    expect(textOf('A2', 'M2026-09')).not.toMatch(/Aug/);
  });

  it('ORG-5 is named with its days among those that move most, and what lies above it is told of each place', () => {
    const { master, plan } = moved();
    const table = tableOf({ master, plan });
    const { layout } = table;
    const decided = decide(
      { book: 'plan', state: plan, master, kinds, actor: 'me', writable: () => true },
      {
        type: 'target.enter',
        target: 'revenue',
        entries: [
          { at: { members: ['A2', 'X'], time: 'M2026-07' }, value: 700 },
          { at: { members: ['A2', 'X'], time: 'M2026-09' }, value: 250 },
        ],
      },
    );
    if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
    const { index } = layout.frame.trees[0]!;
    const early = { members: [index.get('A2~2026-08-01')!, 0], time: 0 };
    const summary = spreadSummary(table, decided.value.changes, early);
    const t = createTranslate('zh-CN');
    const words = summary.movers.map((one) => [rowText(t, master, layout, one.coordinate), one.difference]);
    expect(words).toEqual([
      ['A2（至7月31日） · X', 600],
      ['A2（8月1日起） · X', 150],
    ]);
    expect([summary.before?.numerator, summary.after?.numerator]).toEqual([100, 700]);
    const [above] = summary.above;
    expect([above?.before?.numerator, above?.after?.numerator]).toEqual([100, 700]);
  });

  it('ORG-2 stands in one place under the parents of a day', () => {
    const { plan, master } = moved();
    const layout = layoutOf(plan, master, 'revenue', { asOf: '2026-08-15' })!;
    const table = { layout, totals: tableTotals(layout) };
    expect(linesOf(table, arranged([0]), 'rows', open).map(({ label }) => label)).toEqual([
      'Total',
      'A',
      'A1',
      'B',
      'B itself',
      'A2',
    ]);
    const b = layout.frame.trees[0]!.index.get('B')!;
    expect(readTotal(table.totals, { members: [b, 0], time: 0 })).toBe(300);
  });
});

/** How cells are drawn; the questions here are what they are. */
const drawn = {
  columnLayout: { widths: new Map(), frozen: undefined },
  marks: new Map(),
  format: { shown: () => '', edit: () => '' },
  bad: new Map(),
  flash: { changed: () => false },
  narrow: false,
  attainment: null,
  words: { name: '', column: () => '', group: () => undefined, hold: () => '' },
} as unknown as Omit<
  Parameters<typeof breakdownModel>[0],
  'table' | 'arrangement' | 'rows' | 'columns' | 'holds' | 'me' | 'mayEnter'
>;
