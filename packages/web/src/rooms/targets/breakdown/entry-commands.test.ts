import { decide, kinds } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import type { MetricFormat } from '../metric-format.ts';
import { readCell } from './entries.ts';
import { commandsOf, expecting, withoutExpect } from './entry-commands.ts';
import type { PlacedHold } from './holds.ts';
import { books, run } from './sample-books.ts';

const entries = Array.from({ length: 5_000 }, (_, i) => ({
  at: { members: [`m${i}`], time: 'M2026-07' },
  value: i,
}));
const hold = { record: { kind: 'hold', id: 'h', fields: {} } } as unknown as PlacedHold;
const enter = { type: 'target.enter', target: 't', entries };

describe('a gesture', () => {
  it('is one command, however many cells it changes', () => {
    expect(commandsOf('t', { entries, holds: [] }, 'ask')).toEqual([enter]);
  });

  it('holds on at the new number, or releases first what was held', () => {
    expect(commandsOf('t', { entries, holds: [hold] }, 'keep')).toEqual([enter]);
    expect(commandsOf('t', { entries, holds: [hold] }, 'release')).toEqual([
      { type: 'record.remove', kind: 'hold', id: 'h' },
      enter,
    ]);
  });

  it('can be asked with and without the number that was seen', () => {
    const asked = { texts: {}, entries: entries.slice(0, 1), cell: {} as never, holds: [] };
    const expected = expecting(asked, 7);
    expect(expected.entries).toEqual([{ ...entries[0], expect: 7 }]);
    expect(withoutExpect(expected).entries).toEqual(asked.entries);
  });

  it('types the total of a count of distinct things, and says within which numbers it may be', () => {
    const made = books();
    const named = { name: 'Buyers', key: 'buyers', aggregation: 'distinct', direction: 'up', unit: 'count' };
    const fields = { ...named, decimals: 0 };
    run(made, 'master', { type: 'record.add', kind: 'metric', id: 'buyers', fields });
    const window = { grain: 'quarter', from: '2026-07-01', to: '2026-09-30' };
    run(made, 'plan', {
      type: 'target.define',
      id: 'buyers',
      fields: { metric: 'buyers', targetClass: 'core', dimensions: ['region'], ...window },
      rows: [['A1'], ['A2']],
    });
    const typed = (member: string, text: string) => {
      const at = { members: [member], time: 'Q2026-3' };
      const format = { decimals: 0, word: '', twoPart: false, computed: false } as MetricFormat;
      const cell = { at, text, current: null, leaf: member !== 'A', divisible: true };
      const read = readCell(cell, format, { way: 'proportional' });
      if (!('entry' in read)) throw new Error(JSON.stringify(read));
      const asked = { texts: {}, entries: [read.entry], cell: {} as never, holds: [] };
      return commandsOf('buyers', expecting(asked, null), 'ask')[0]!;
    };
    for (const [member, text] of Object.entries({ A1: '100', A2: '80' }))
      run(made, 'plan', typed(member, text));
    const { master, plan: state } = made;
    const context = { book: 'plan', state, master, kinds, actor: 'me', writable: () => true } as const;
    expect(decide(context, typed('A', '181'))).toMatchObject({
      problems: [{ code: 'DISTINCT_RANGE', params: { asWhole: true, least: 100, most: 180 } }],
    });
    expect(run(made, 'plan', typed('A', '150'))).toMatchObject([
      { type: 'record.added', record: { fields: { value: 150 } } },
    ]);
  });
});
