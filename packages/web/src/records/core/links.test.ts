import { createState, type PlanRecord } from '@shapan/engine';
import { expect, it } from 'vitest';
import { incomingOf } from './links.ts';

const member: PlanRecord = { kind: 'dimensionMember', id: 'm', fields: { name: '客户丙' } };

it('tells two fields of one kind apart that may both lead to a record, and names no field where one does', () => {
  const found = incomingOf(
    { state: createState(), book: 'master' } as Parameters<typeof incomingOf>[0],
    member,
  );
  const moves = found.filter(({ kind }) => kind === 'reassignment');
  expect(moves.map(({ field, shared }) => [field, shared])).toEqual([
    ['member', true],
    ['parent', true],
  ]);
  const dimension: PlanRecord = { kind: 'dimension', id: 'd', fields: { name: '客户' } };
  const below = incomingOf(
    { state: createState(), book: 'master' } as Parameters<typeof incomingOf>[0],
    dimension,
  );
  expect(below.find(({ kind }) => kind === 'dimensionMember')?.shared).toBe(false);
});
