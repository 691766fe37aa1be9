import { findRecord } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { type Books, books, run, tableOf } from './sample-books.ts';
import { stillStands, toldWith } from './standing-refusal.ts';

const place = { members: ['B', 'Y'], time: 'M2026-07' };

function refusedBy(holds: readonly string[], made: Books) {
  const { frame } = tableOf(made).layout;
  const members = frame.trees.map((tree, d) => tree.index.get(place.members[d] ?? '') ?? 0);
  const at = { members, time: frame.time.index.get(place.time) ?? 0 };
  return { ...toldWith({ text: '', holds, waysOut: [] }, made.plan), cell: { place: at, value: null } };
}

function held(): Books {
  const made = books();
  const fields = { target: 'revenue', ...place, keeps: 'value', owner: 'me', reason: 'signed' };
  run(made, 'plan', { type: 'record.add', kind: 'hold', id: 'h', fields });
  return made;
}

const stands = (told: ReturnType<typeof refusedBy>, made: Books): boolean =>
  stillStands(told, made.plan, tableOf(made).totals);

describe('[SPR-T55] a refusal', () => {
  it('goes with the hold it names, however that went', () => {
    const made = held();
    const told = refusedBy(['h'], made);
    expect(stands(told, made)).toBe(true);
    run(made, 'plan', { type: 'record.remove', kind: 'hold', id: 'h' });
    expect(findRecord(made.plan, 'hold', 'h')).toBeUndefined();
    expect(stands(told, made)).toBe(false);
  });

  it('goes when its cell shows another number', () => {
    const made = books();
    const told = refusedBy([], made);
    expect(stands(told, made)).toBe(true);
    run(made, 'plan', { type: 'target.enter', target: 'revenue', entries: [{ at: place, value: 5 }] });
    expect(stands(told, made)).toBe(false);
  });

  it('stays where the hold it names was never known here', () => {
    const made = books();
    expect(stands(refusedBy(['elsewhere'], made), made)).toBe(true);
  });
});
