import type { Notice } from '@shapan/engine';
import { expect, it } from 'vitest';
import { residueOf } from './entry-effect.tsx';

const residue = (units: number, names?: string): Notice => ({
  code: 'RESIDUE',
  params: { units, ...(names && { names }) },
});

it('[SPR-T87] tells the units of all steps together, and the cells of the first', () => {
  expect(residueOf([])).toBeNull();
  expect(residueOf([{ code: 'UNSTABLE' }])).toBeNull();
  expect(residueOf([residue(2, 'A, B'), { code: 'UNSTABLE' }, residue(1, 'C')])).toEqual(
    residue(3, 'A, B, C'),
  );
  expect(residueOf([residue(2), residue(3)])).toEqual(residue(5));
});
