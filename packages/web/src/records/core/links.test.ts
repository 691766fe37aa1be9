import { createState, type PlanRecord } from '@shapan/engine';
import { expect, it } from 'vitest';
import { incomingOf, isBegunHere } from './links.ts';

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

it('begins from a record what leads to it where the reader adds such records, not where they edit some other', () => {
  const begun = (...added: readonly string[]) =>
    ['task', 'contribution', 'customerInsight', 'taskLink'].filter((kind) =>
      isBegunHere({ mayAdd: (one) => added.includes(one) }, kind),
    );
  expect(begun('task', 'contribution', 'customerInsight', 'taskLink')).toEqual([
    'task',
    'contribution',
    'customerInsight',
  ]);
  // As a representative, whose are tasks but no insights.
  expect(begun('task')).toEqual(['task']);
});
