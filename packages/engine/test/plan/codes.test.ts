import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  applyChanges,
  type Command,
  createState,
  decide,
  forkState,
  invert,
  kinds,
} from '../../src/index.ts';

const context = (state: ReturnType<typeof createState>) => ({
  book: 'master' as const,
  state,
  master: state,
  kinds,
  actor: 'me',
  writable: () => true,
});

it('a code is there once in its dimension, whatever came, changed, went, was undone and forked', () => {
  const step = fc.tuple(
    fc.nat(5),
    fc.nat(2),
    fc.nat(3),
    fc.constantFrom('add', 'set', 'remove', 'undo', 'fork'),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state = createState();
      applyChanges(
        state,
        ['d0', 'd1', 'd2'].map((id) => ({
          type: 'record.added',
          record: { kind: 'dimension', id, fields: { name: id, category: 'custom' } },
        })),
      );
      let last: Parameters<typeof applyChanges>[1] = [];
      for (const [member, d, number, what] of steps) {
        const [kind, id, code, dimension] = ['dimensionMember', `m${member}`, `c${number}`, `d${d}`];
        const all = [...(state.records.get(kind)?.byId.values() ?? [])];
        if (what === 'fork') state = forkState(state);
        if (what === 'undo') {
          applyChanges(state, invert(last));
          last = [];
        }
        if (what === 'fork' || what === 'undo') continue;
        const own = all.find((one) => one.id === id);
        const wanted = what === 'add' ? dimension : own?.fields['dimension'];
        const taken = all.some(
          ({ id: other, fields }) =>
            other !== id && fields['code'] === code && fields['dimension'] === wanted,
        );
        const command = {
          add: { type: 'record.add', kind, id, fields: { dimension, name: id, code } },
          set: { type: 'record.update', kind, id, set: { code } },
          remove: { type: 'record.remove', kind, id },
        }[what] as Command;
        const decided = decide(context(state), command);
        const codes = decided.ok ? [] : decided.problems.map((one) => one.code);
        if (what !== 'remove' && (what === 'add') === (own === undefined))
          expect(codes.includes('DUPLICATE')).toBe(taken);
        if (!decided.ok) continue;
        last = decided.value.changes;
        applyChanges(state, last);
      }
    }),
    { numRuns: 300 },
  );
});
