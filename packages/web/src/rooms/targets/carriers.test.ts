import { applyChanges, type Change, createState } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { books, tableOf } from './breakdown/sample-books.ts';
import { carriersOf } from './carriers.ts';
import { coverOf } from './explain/cover-of.ts';

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

describe('who carries a target', () => {
  it('is told once for each place, a contribution before the mere remark that an initiative helps', () => {
    const state = createState();
    applyChanges(state, [
      record('initiative', 'own', { target: 't', coordinate: { region: 'A' } }),
      record('initiative', 'helps', { target: 'u', contributesTo: ['t'], coordinate: { region: 'C' } }),
      record('initiative', 'both', { target: 'u', contributesTo: ['t'], coordinate: { region: 'C' } }),
      record('initiative', 'none', { target: 'u' }),
      record('contribution', 'c1', { initiative: 'both', target: 't', coordinate: { region: 'B' } }),
      record('contribution', 'c2', { initiative: 'own', target: 't', coordinate: { region: 'A' } }),
      record('contribution', 'c3', { initiative: 'own', target: 't' }),
    ]);
    expect(carriersOf(state, 't').map(({ initiative, coordinate }) => [initiative.id, coordinate])).toEqual([
      ['own', { region: 'A' }],
      ['own', {}],
      ['helps', { region: 'C' }],
      ['both', { region: 'B' }],
    ]);
  });

  it('leads from a cell to its coverage, seen along the first dimension that it names', () => {
    const { layout } = tableOf(books());
    const at = (members: readonly number[], time = 0) => coverOf(layout, { members, time });
    const [region, product] = layout.frame.trees;
    expect(at([0, 0])).toEqual({ target: 'revenue', along: 'region', at: '*,*@all' });
    expect(at([region!.index.get('A1')!, product!.index.get('X')!])).toMatchObject({
      along: 'region',
      at: 'A1,X@all',
    });
    expect(at([0, product!.index.get('X')!])).toMatchObject({ along: 'product', at: '*,X@all' });
  });
});
