import { applyChanges, createState, kinds, type PlanRecord } from '@shapan/engine';
import { describe, expect, test } from 'vitest';
import { type Actor, partsOf, seenRecord, type Territory } from '../src/index.ts';

/** [TPL-1] What is said of the way to a part is for who works in all of it, or is named. */
const territory: Territory = new Map([['region', new Set(['A', 'A1'])]]);
const reader: Actor = { member: 'me', role: 'manager', scope: [{ dimension: 'region', member: 'A' }] };

const pathOf = (coordinate: object, accountable = 'other'): PlanRecord =>
  ({ kind: 'cellPath', id: 'path', fields: { target: 'target', coordinate, accountable } }) as PlanRecord;

function sees(record: PlanRecord): boolean {
  const state = createState();
  const target = {
    kind: 'target',
    id: 'target',
    fields: { metric: 'm', dimensions: ['region', 'channel'] },
  } as PlanRecord;
  applyChanges(
    state,
    [target, record].map((one) => ({ type: 'record.added', record: one })),
  );
  const parts = partsOf({ state, master: createState(), territory, today: '2026-07-01' });
  return seenRecord(reader, parts, kinds.get('cellPath')!, record) !== null;
}

describe('[TPL-1] the path of a part', () => {
  test.each([
    [{ region: 'A' }, true],
    [{ region: 'A1', channel: 'web' }, true],
    [{ region: 'B' }, false],
    [{ channel: 'web' }, false],
  ])('of %j is seen from region A: %s', (coordinate, seen) => {
    expect(sees(pathOf(coordinate))).toBe(seen);
  });

  test('is seen by who answers for it, wherever it lies', () => {
    expect(sees(pathOf({ channel: 'web' }, 'me'))).toBe(true);
  });
});
