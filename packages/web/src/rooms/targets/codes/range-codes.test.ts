import { type CodeDirection, decide, kinds } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { readEdits } from '../breakdown/read-edits.ts';
import { type Books, books, run, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { cellsToward } from './range-codes.ts';
import { sampleModel, typedInto } from './sample-table.ts';

/** Rows: 0 all, 1 A, 2 A1, 3 A1 X, 4 A1 Y, 5 A2, 6 A2 X, 7 B, 8 B Y; columns: 1 all, 2–4 the months. */
const reached = (row: number, column: number, ...directions: CodeDirection[]) => {
  const made = books();
  const { frame } = tableOf(made).layout;
  return cellsToward(sampleModel(made), frame, { row, column }, directions).map(
    ({ at }) => `${at?.members.join()} ${at?.time}`,
  );
};

describe('[SPR-T14] a code with a direction', () => {
  it('reaches from its cell to the edge of the table, beginning there', () => {
    expect(reached(3, 3, 'right')).toEqual(['A1,X M2026-08', 'A1,X M2026-09']);
    expect(reached(3, 4, 'left')).toEqual(['A1,X M2026-09', 'A1,X M2026-08', 'A1,X M2026-07']);
    expect(reached(6, 2, 'down')).toEqual(['A2,X M2026-07', 'B,Y M2026-07']);
    expect(reached(4, 2, 'up')).toEqual(['A1,Y M2026-07', 'A1,X M2026-07']);
  });

  it('leaves out every total above another cell that it reaches', () => {
    expect(reached(2, 1, 'left', 'right')).toEqual(['A1,* M2026-07', 'A1,* M2026-08', 'A1,* M2026-09']);
    expect(reached(0, 1, 'down')).toEqual(['A1,X all', 'A1,Y all', 'A2,X all', 'B,Y all']);
  });

  it('goes both ways at once', () =>
    expect(reached(6, 3, 'right', 'down')).toEqual([
      'A2,X M2026-08',
      'A2,X M2026-09',
      'B,Y M2026-08',
      'B,Y M2026-09',
    ]));
});

describe('a code over several cells', () => {
  const gesture = (made: Books, typed: readonly (readonly [number, number, string])[]) => {
    const model = sampleModel(made);
    const table = tableOf(made);
    return readEdits({
      edits: typed.map(([row, column, text]) => typedInto(model, row, column, text)),
      model,
      table,
      format: metricFormat(table.layout.metric, 'yuan', 'en'),
      spreading: { way: 'proportional' },
    });
  };
  const entered = (made: Books, { entries }: ReturnType<typeof gesture>) => {
    run(made, 'plan', { type: 'target.enter', target: 'revenue', entries });
    const model = sampleModel(made);
    return (row: number) => [2, 3, 4].map((column) => model.at(row, column)?.value?.numerator ?? null);
  };

  it('is one entry about their sum: S>1200 shares it out over the months from here on', () => {
    const made = books();
    const read = gesture(made, [[3, 3, 'S>1200']]);
    expect(read.entries).toHaveLength(1);
    expect(read.also).toHaveLength(1);
    expect(entered(made, read)(3)).toEqual([null, 60_000, 60_000]);
  });

  it('repeats, draws a line, grows and clears along its direction', () => {
    const made = books();
    expect(entered(made, gesture(made, [[3, 2, 'R>5']]))(3)).toEqual([500, 500, 500]);
    expect(entered(made, gesture(made, [[3, 2, 'SL>100:200']]))(3)).toEqual([10_000, 15_000, 20_000]);
    expect(entered(made, gesture(made, [[3, 4, 'GR<100:100']]))(3)).toEqual([40_000, 20_000, 10_000]);
    expect(entered(made, gesture(made, [[3, 2, 'P>+450']]))(3)).toEqual([65_714, 35_000 - 2_143, 16_429]);
    expect(entered(made, gesture(made, [[3, 3, 'C>']]))(3)).toEqual([65_714, null, null]);
  });

  it('filled into a selection is about all of it, not about each cell', () => {
    const made = books();
    const read = gesture(made, [
      [3, 2, 'S900'],
      [3, 3, 'S900'],
      [4, 2, 'S900'],
    ]);
    expect(read.entries).toHaveLength(1);
    const line = entered(made, read);
    expect([line(3), line(4)]).toEqual([
      [30_000, 30_000, null],
      [30_000, null, null],
    ]);
  });

  it('with a direction among other texts is refused, and nothing else is', () => {
    const read = gesture(books(), [
      [3, 2, 'S>900'],
      [4, 2, '5'],
    ]);
    expect(read.bad).toMatchObject([{ text: 'S>900', code: 'CODE_ALONE' }]);
    expect(read.entries).toHaveLength(1);
  });

  it('is refused by the engine as any entry is', () => {
    const made = books();
    const { entries } = gesture(made, [[3, 2, 'SL100:200']]);
    const decided = decide(
      { book: 'plan', state: made.plan, master: made.master, kinds, actor: 'me', writable: () => true },
      { type: 'target.enter', target: 'revenue', entries },
    );
    expect(decided).toMatchObject({ ok: false, problems: [{ code: 'LINE_OF_ONE' }] });
  });
});
