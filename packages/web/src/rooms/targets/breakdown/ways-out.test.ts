import {
  applyChanges,
  type Change,
  type Command,
  decide,
  decideUndo,
  findRecord,
  kinds,
  readTotal,
  type TargetEntry,
} from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { metricFormat } from '../metric-format.ts';
import { commandsOf } from './entry-commands.ts';
import { type Books, books, run, tableOf } from './sample-books.ts';
import { waysOut } from './ways-out.ts';

const format = metricFormat(
  { kind: 'metric', id: 'revenue', fields: { name: 'R', aggregation: 'sum', unit: 'count', decimals: 0 } },
  'yuan',
  'en',
);
const words = { t: createTranslate('en'), format };

const entry = (member: string, value: number): TargetEntry => ({
  at: { members: [member, '*'], time: 'M2026-07' },
  value,
});
const entering = (entries: readonly TargetEntry[]): Command => ({
  type: 'target.enter',
  target: 'revenue',
  entries,
});

/** A1 300, A2 200, B 501; what A1 and A2 have is held. */
function held(): Books {
  const made = books();
  run(made, 'plan', entering([entry('A1', 300), entry('A2', 200), entry('B', 501)]));
  for (const id of ['A1', 'A2']) {
    const fields = { target: 'revenue', members: [id, '*'], time: 'M2026-07', owner: 'me', reason: 'x' };
    run(made, 'plan', {
      type: 'record.add',
      kind: 'hold',
      id: `held-${id}`,
      fields: { ...fields, keeps: 'value' },
    });
  }
  return made;
}

const context = ({ master, plan: state }: Books) =>
  ({ book: 'plan', state, master, kinds, actor: 'me', writable: () => true }) as const;

function refusalOf(made: Books, entries: readonly TargetEntry[]) {
  const decided = decide(context(made), entering(entries));
  if (decided.ok) throw new Error('not refused');
  return decided.problems[0]!;
}

function total(made: Books, member: string): number | null {
  const { layout, totals } = tableOf(made);
  const { trees, time } = layout.frame;
  const members = [trees[0]!.index.get(member)!, 0];
  return readTotal(totals, { members, time: time.index.get('M2026-07')! });
}

describe('[SPR-T55] the ways out of a refusal', () => {
  it('lead through in one submission with one undo: release what holds and enter the same number', () => {
    const made = held();
    const asked = [entry('A', 900)];
    const refusal = refusalOf(made, asked);
    expect(waysOut(words, refusal, { entries: asked, releasable: [] }, []).map(({ id }) => id)).toEqual([
      'end',
    ]);
    const ways = waysOut(words, refusal, { entries: asked, releasable: ['held-A1'] }, []);
    const way = ways.find(({ id }) => id === 'release holds')!;
    expect(way.label).toBe('Release the hold and enter it');
    const commands = commandsOf('revenue', { ...way, holds: [] }, 'keep');
    expect(commands.map(({ type }) => type)).toEqual(['record.remove', 'target.enter']);
    const changes: Change[] = commands.flatMap((command) => [...run(made, 'plan', command)]);
    expect([total(made, 'A'), total(made, 'A1'), total(made, 'A2')]).toEqual([900, 700, 200]);
    const undone = decideUndo(context(made), changes);
    if (!undone.ok) throw new Error('not undone');
    applyChanges(made.plan, undone.value);
    expect([total(made, 'A'), total(made, 'A1')]).toEqual([500, 300]);
    expect(findRecord(made.plan, 'hold', 'held-A1')).toBeDefined();
  });

  it('[SPR-T59] lay the difference on equally where the numbers cancel', () => {
    const made = books();
    run(made, 'plan', entering([entry('A1', -300), entry('A2', 300)]));
    const asked = [entry('A', 30)];
    const refusal = refusalOf(made, asked);
    expect(refusal.code).toBe('BASIS_CANCELS');
    const [way] = waysOut(words, refusal, { entries: asked, releasable: [] }, []);
    expect(way?.id).toBe('increment');
    for (const command of commandsOf('revenue', { ...way!, holds: [] }, 'keep')) run(made, 'plan', command);
    expect([total(made, 'A'), total(made, 'A1'), total(made, 'A2')]).toEqual([30, -280, 310]);
  });

  it('of several numbers change the one that was refused, and leave the others', () => {
    const made = held();
    const asked = [entry('B', 400), entry('A', 900)];
    const [way] = waysOut(words, refusalOf(made, asked), { entries: asked, releasable: [] }, []);
    expect(way).toMatchObject({ id: 'end', entries: [asked[0], entry('A', 500)] });
    for (const command of commandsOf('revenue', { ...way!, holds: [] }, 'keep')) run(made, 'plan', command);
    expect([total(made, 'A'), total(made, 'B')]).toEqual([500, 400]);
  });
});
