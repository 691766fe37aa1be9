import { describe, expect, it } from 'vitest';
import { sampleModel } from './sample-model.ts';
import { isTree, parentOf, treeStep } from './tree.ts';

const lines = [
  { depth: 0, expandable: true, expanded: true },
  { depth: 1, expandable: true, expanded: true },
  { depth: 2, expandable: false, expanded: false },
  { depth: 1, expandable: true, expanded: false },
];
const lineAt = (index: number) => lines[index] ?? {};

describe('trees', () => {
  it('know the parent of a line', () => {
    expect([0, 1, 2, 3].map((index) => parentOf(index, lineAt))).toEqual([-1, 0, 1, 0]);
  });

  it('open what is closed and nothing else', () => {
    expect(treeStep(3, true, lineAt)).toEqual({ kind: 'toggle', index: 3, expanded: true });
    expect(treeStep(1, true, lineAt)).toBeNull();
    expect(treeStep(2, true, lineAt)).toBeNull();
  });

  it('close what is open, and go to the parent from anything else', () => {
    expect(treeStep(1, false, lineAt)).toEqual({ kind: 'toggle', index: 1, expanded: false });
    expect(treeStep(2, false, lineAt)).toEqual({ kind: 'go', index: 1 });
    expect(treeStep(3, false, lineAt)).toEqual({ kind: 'go', index: 0 });
  });

  it('are told from plain tables', () => {
    const plain = sampleModel([['1']]);
    expect(isTree(plain)).toBe(false);
    expect(isTree({ ...plain, row: (index) => ({ ...plain.row(index), expandable: true }) })).toBe(true);
  });
});
