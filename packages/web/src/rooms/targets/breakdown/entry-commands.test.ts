import { describe, expect, it } from 'vitest';
import { commandsOf, expecting, withoutExpect } from './entry-commands.ts';
import type { PlacedHold } from './holds.ts';

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
});
