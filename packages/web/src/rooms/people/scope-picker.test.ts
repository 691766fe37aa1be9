import { createState, type PlanRecord } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { treeOf } from './scope-picker.tsx';

const member = (id: string, order: number, parent?: string, dimension = 'region'): [string, PlanRecord] => [
  id,
  {
    kind: 'dimensionMember',
    id,
    fields: { dimension, name: id, order, ...(parent !== undefined && { parent }) },
  },
];

describe('the tree of a dimension', () => {
  it('keeps siblings in order, children below their parent, and leaves other dimensions out', () => {
    const state = createState();
    const members = new Map([
      member('south', 2),
      member('shanghai', 1, 'east'),
      member('east', 1),
      member('pudong', 1, 'shanghai'),
      member('lost', 9, 'gone'),
      member('a', 1, undefined, 'product'),
    ]);
    state.records.set('dimensionMember', { owner: state, byId: members });
    expect(treeOf(state, 'region').map(({ record, above }) => [record.id, above.join('/')])).toEqual([
      ['east', ''],
      ['shanghai', 'east'],
      ['pudong', 'east/shanghai'],
      ['south', ''],
      ['lost', ''],
    ]);
  });
});
