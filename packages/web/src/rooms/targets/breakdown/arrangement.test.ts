import { describe, expect, it } from 'vitest';
import { plainLayout } from '../view.ts';
import {
  type Arrangement,
  type Axis,
  arrangementFrom,
  axesAside,
  heldAt,
  moveAxis,
  turned,
  viewOfArrangement,
  zones,
} from './arrangement.ts';
import { grainOfPeriod, isWithin, levelChoices, levelsFrom, levelsText } from './levels.ts';
import { meeting } from './lines.ts';
import { arranged, books, linesOf, tableOf } from './sample-books.ts';

const { frame } = tableOf(books()).layout;
const from = (view: Partial<typeof plainLayout>): Arrangement =>
  arrangementFrom(frame, { ...plainLayout, ...view });

describe('an arrangement in an address', () => {
  it.each<[string, Partial<typeof plainLayout>, readonly Axis[], readonly Axis[]]>([
    ['nothing said: members on rows, time on columns', {}, [0, 1], ['time']],
    ['members the other way round', { rows: '1-0' }, [1, 0], ['time']],
    ['one dimension alone', { rows: '1' }, [1], ['time']],
    ['time on rows', { rows: 't-0', columns: '1' }, ['time', 0], [1]],
    ['only columns said', { columns: '1' }, [0, 'time'], [1]],
    ['an empty edge', { rows: 'none', columns: '0-t' }, [], [0, 'time']],
    ['what is not known is not there', { rows: '7-x' }, [0, 1], ['time']],
    ['nothing stands twice', { rows: '1-1', columns: '1-t' }, [1], ['time']],
  ])('%s', (_, view, rows, columns) => expect(from(view)).toMatchObject({ rows, columns }));

  it('holds what stands aside at a member or a period, and nothing else', () => {
    const y = frame.trees[1]?.index.get('Y') ?? -1;
    expect(from({ rows: '0', only: 'A,Y' }).filters).toEqual({ members: [0, y], time: 0 });
    const august = frame.time.index.get('M2026-08') ?? -1;
    expect(from({ rows: '0', columns: '1', when: 'M2026-08' }).filters).toEqual({
      members: [0, 0],
      time: august,
    });
    expect(from({ when: 'M2026-08' }).filters.time).toBe(0);
  });

  it('comes back from the address as it went in, whatever was moved where', () => {
    let arrangement = from({});
    let seed = 20_261_129;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const axes: readonly Axis[] = [0, 1, 'time'];
    for (let i = 0; i < 500; i++) {
      const axis = axes[random(3)] ?? 0;
      arrangement = moveAxis(arrangement, axis, zones[random(3)] ?? 'rows', random(4));
      const [aside] = axesAside(arrangement);
      if (aside !== undefined) arrangement = heldAt(arrangement, aside, random(3));
      expect(from(viewOfArrangement(frame, arrangement)), `seed 20261129, step ${i}`).toEqual(arrangement);
    }
  });
});

describe('moving an axis', () => {
  const all = arranged([0, 1]);

  it('takes it from where it was', () =>
    expect(moveAxis(all, 0, 'columns')).toMatchObject({ rows: [1], columns: ['time', 0] }));

  it('puts it before the one it is dropped on', () => {
    expect(moveAxis(all, 'time', 'rows', 0).rows).toEqual(['time', 0, 1]);
    expect(moveAxis(all, 1, 'rows', 0).rows).toEqual([1, 0]);
    expect(moveAxis(all, 0, 'rows', 2).rows).toEqual([1, 0]);
  });

  it('forgets what it was held at', () =>
    expect(moveAxis(arranged([0], ['time'], [0, 2]), 1, 'rows').filters.members).toEqual([0, 0]));

  it('can turn the table', () => expect(turned(all)).toMatchObject({ rows: ['time'], columns: [0, 1] }));
});

describe('lines of any axis', () => {
  const table = tableOf(books());

  it('nest time below members, and members below time', () => {
    const below = linesOf(table, arranged([0, 'time'], [1]), 'rows', (_, depth) => depth < 3);
    expect(below.slice(0, 5).map(({ id, depth }) => [id, depth])).toEqual([
      ['*,*;all', 0],
      ['A,*;all', 1],
      ['A1,*;all', 2],
      ['A1,*;M2026-07', 3],
      ['A1,*;M2026-08', 3],
    ]);
    expect(below[3]?.outer).toEqual(['A1']);
    const above = linesOf(table, arranged(['time', 0], [1]));
    expect(above.slice(0, 3).map(({ id }) => id)).toEqual(['*,*;all', '*,*;M2026-07', 'A,*;M2026-07']);
  });

  it('meet in the one cell that both name', () => {
    const arrangement = arranged([0, 'time'], [1]);
    const rows = linesOf(table, arrangement);
    const columns = linesOf(table, arrangement, 'columns');
    const row = rows.find(({ id }) => id === 'A1,*;M2026-08')!;
    const column = columns.find(({ id }) => id === '*,Y')!;
    expect(meeting(arrangement, row, column)).toEqual({
      place: {
        members: [frame.trees[0]?.index.get('A1'), frame.trees[1]?.index.get('Y')],
        time: frame.time.index.get('M2026-08'),
      },
      names: ['A1', 'Y'],
    });
  });

  it('are one line where nothing stands', () =>
    expect(linesOf(table, arranged([], ['time'])).map(({ id, kind }) => [id, kind])).toEqual([
      ['*,*', 'total'],
    ]));
});

describe('opening to a level', () => {
  const table = tableOf(books());

  it('offers each level of each axis', () =>
    expect(levelChoices(table.layout, [0, 1, 'time'])).toEqual([
      { of: 0, axis: 0, level: 1, only: false },
      { of: 0, axis: 0, level: 2, only: false },
      { of: 1, axis: 1, level: 1, only: true },
      { of: 'time', axis: 2, level: 1, only: true, period: 'M2026-07' },
    ]));

  it('opens ragged branches to the same level', () => {
    const to = (axis: number, level: number) =>
      linesOf(table, arranged([0, 1]), 'rows', (_, __, next) => isWithin(next, { axis, level })).map(
        ({ id }) => id,
      );
    expect(to(0, 1)).toEqual(['*,*', 'A,*', 'B,*']);
    expect(to(0, 2)).toEqual(['*,*', 'A,*', 'A1,*', 'A2,*', 'B,*']);
    expect(to(1, 1)).toHaveLength(9);
  });

  it('stands in the address', () => {
    const levels = { rows: { axis: 1, level: 2 }, columns: null };
    expect(levelsFrom(levelsText(levels))).toEqual(levels);
    expect(levelsFrom('nonsense')).toEqual({ rows: null, columns: null });
    expect(['Y2026', 'WY2026', 'X2026-07-1', 'P3'].map(grainOfPeriod)).toEqual([
      'year',
      'year',
      'xun',
      'custom',
    ]);
  });
});
