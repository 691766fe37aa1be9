import type { Command, TargetEntry } from '@shapan/engine';
import type { AskedEntries } from './asked-entries.ts';

/** What to do with the typist's own holds on the cells: ask first, hold on at the new number, or release them. */
export type HoldAnswer = 'ask' | 'keep' | 'release';

/** One gesture is one submission: the holds it releases come first, so that they no longer protect anything (SPR-T82). */
export function commandsOf(
  target: string,
  {
    entries,
    holds,
    multiway,
    released = [],
  }: Pick<AskedEntries, 'entries' | 'holds' | 'multiway' | 'released'>,
  answer: HoldAnswer,
): readonly Command[] {
  const own = answer === 'release' ? holds.map(({ record }) => record.id) : [];
  return [
    ...[...new Set([...own, ...released])].map((id) => ({
      type: 'record.remove' as const,
      kind: 'hold',
      id,
    })),
    { type: 'target.enter' as const, target, entries, ...(multiway && { multiway }) },
  ];
}

/** The same entries, refused when the cells do not show this number any more (SPR-T85). */
export const expecting = (asked: AskedEntries, expect: number | null): AskedEntries => ({
  ...asked,
  entries: asked.entries.map((entry) => ({ ...entry, expect })),
});

export const withoutExpect = (asked: AskedEntries): AskedEntries => ({
  ...asked,
  entries: asked.entries.map((one): TargetEntry => {
    const { expect: _, ...entry } = one;
    return entry;
  }),
});
