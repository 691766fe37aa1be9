import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Change,
  createState,
  type DecideContext,
  decide,
  decideUndo,
  type Fields,
  kinds,
  type Result,
} from '../../src/index.ts';

let plan: BookState;
let master: BookState;

const put = (state: BookState, kind: string, id: string, fields: Fields): void =>
  applyChanges(state, [{ type: 'record.added', record: { kind, id, fields } }]);

const context = (): DecideContext => ({ book: 'plan', state: plan, master, kinds });

function update(set: Fields): Result<readonly Change[]> {
  const asked = { type: 'record.update', kind: 'initiative', id: 'i', set } as const;
  const decided = decide({ ...context(), actor: 'person', writable: () => true }, asked);
  if (!decided.ok) return decided;
  applyChanges(plan, decided.value.changes);
  return { ok: true, value: decided.value.changes };
}

const otherUnit = (from: string | null, to: string | null) => ({
  ok: false,
  problems: [
    { code: 'OTHER_UNIT', path: 'fields.contribution', params: { field: 'contribution', from, to } },
  ],
});

const contribution = { low: 100, likely: 200, high: 300 };

beforeEach(() => {
  [plan, master] = [createState(), createState()];
  const metrics: readonly (readonly [string, string, number])[] = [
    ['revenue', 'money', 2],
    ['margin', 'money', 2],
    ['thousands', 'money', 0],
    ['customers', 'count', 0],
    ['coverage', 'percent', 1],
  ];
  for (const [id, unit, decimals] of metrics) {
    put(master, 'metric', id, { name: id, key: id, aggregation: 'sum', direction: 'up', unit, decimals });
    const window = { grain: 'month', from: '2026-07-01', to: '2026-09-30' };
    put(plan, 'target', id, { metric: id, targetClass: 'core', ...window });
  }
  put(plan, 'initiative', 'i', { name: 'Agents', target: 'revenue', contribution });
});

describe('an expected contribution is counted in the unit of its target (P10)', () => {
  it.each([
    ['customers', 'count'],
    ['coverage', 'percent'],
    ['thousands', 'money'],
  ])('[P10] and does not follow to %s', (target, unit) => {
    expect(update({ target })).toEqual(otherUnit('money', unit));
  });

  it('[P10] nor away from every target, nor to the first one: without a target nobody knows what was counted', () => {
    expect(update({ target: null })).toEqual(otherUnit('money', null));
    update({ target: null, contribution: null });
    update({ contribution });
    expect(update({ target: 'customers' })).toEqual(otherUnit(null, 'count'));
  });

  it('[P10] but follows where the unit is the same', () => {
    expect(update({ target: 'margin' }).ok).toBe(true);
  });

  it('[P10] and is given anew, the same numbers included, or emptied in the same command', () => {
    expect(update({ target: 'customers', contribution: null }).ok).toBe(true);
    expect(update({ target: 'revenue', contribution }).ok).toBe(true);
    expect(update({ target: 'customers', contribution }).ok).toBe(true);
  });

  it('[P10] by undo neither', () => {
    update({ target: 'customers', contribution: null });
    const moved = update({ target: 'revenue' });
    update({ contribution });
    expect(decideUndo(context(), moved.ok ? moved.value : [])).toMatchObject({
      problems: [{ code: 'UNDO_BLOCKED', params: { id: 'i', field: 'contribution', by: 'Agents' } }],
    });
  });
});
