import { expect, test } from 'vitest';
import { decide } from '../../src/decide.ts';
import { kinds } from '../../src/kinds.ts';
import { applyChanges } from '../../src/plan/apply.ts';
import type { Fields } from '../../src/plan/record.ts';
import { createState } from '../../src/plan/state.ts';
import type { EnterContext } from '../../src/targets/entry-context.ts';
import { layoutOf, placeOf } from '../../src/targets/layout.ts';
import { createTotals, readTotal } from '../../src/targets/totals.ts';
import { must } from './garden.ts';

/** A target of one member by months from January to June, 10 in each. */
function halfYear() {
  const [master, state] = [createState(), createState()];
  const known = (kind: string, id: string, fields: Fields) =>
    applyChanges(master, [{ type: 'record.added', record: { kind, id, fields } }]);
  known('dimension', 'region', { name: 'Region', category: 'region' });
  known('dimensionMember', 'A', { dimension: 'region', name: 'A', order: 0 });
  known('metric', 'm', {
    name: 'Revenue',
    key: 'revenue',
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    decimals: 0,
  });
  const context: EnterContext = { book: 'plan', state, master, kinds, writable: () => true, actor: 'me' };
  const fields = { metric: 'm', targetClass: 'core', dimensions: ['region'], grain: 'month' };
  const [from, to] = ['2026-01-01', '2026-06-30'];
  const rows = [['A']];
  applyChanges(
    state,
    must(decide(context, { type: 'target.define', id: 't', fields: { ...fields, from, to }, rows })).changes,
  );
  const entries = [1, 2, 3, 4, 5, 6].map((m) => ({ at: { members: ['A'], time: `M2026-0${m}` }, value: 10 }));
  applyChanges(state, must(decide(context, { type: 'target.enter', target: 't', entries })).changes);
  const move = (set: Fields) => decide(context, { type: 'record.update', kind: 'target', id: 't', set });
  return {
    moved(set: Fields) {
      const { changes } = must(move(set));
      applyChanges(state, changes);
      return changes.map(({ type }) => type);
    },
    refusal(set: Fields) {
      const decided = move(set);
      return decided.ok ? null : decided.problems[0];
    },
    whole() {
      const { cube, frame, behaviour } = layoutOf(state, master, 't')!;
      const place = placeOf(frame, { members: ['*'], time: 'all' })!;
      return readTotal(createTotals(cube, frame, { behaviour }), place);
    },
  };
}

test('[DOMAIN-10.3] another window counts other periods and rewrites no number: each is back with its period', () => {
  const target = halfYear();
  expect(target.moved({ from: '2026-03-15', to: '2026-05-10' })).toEqual(['record.changed']);
  expect(target.whole()).toBe(30);
  target.moved({ from: '2026-01-01', to: '2026-06-30' });
  expect(target.whole()).toBe(60);
});

test('[DOMAIN-10.3] a window beyond the periods of the target is refused, with the last day that would do', () => {
  const target = halfYear();
  expect(target.refusal({ to: '2026-07-01' })).toEqual({
    code: 'OUT_OF_RANGE',
    path: 'set.to',
    params: { max: '2026-06-30', value: '2026-07-01' },
  });
  expect(target.refusal({ from: '2025-12-31' })).toEqual({
    code: 'OUT_OF_RANGE',
    path: 'set.from',
    params: { min: '2026-01-01', value: '2025-12-31' },
  });
  expect(target.refusal({ from: '2026-05-01', to: '2026-04-30' })).toMatchObject({
    code: 'OUT_OF_RANGE',
    path: 'set.to',
  });
  expect(target.refusal({ to: null })).toMatchObject({ code: 'REQUIRED' });
});
