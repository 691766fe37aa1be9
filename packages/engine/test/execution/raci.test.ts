import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Fields,
  lettersOpenTo,
  type RaciParty,
  raciLetters,
  raciOf,
  raciParties,
  withRaci,
} from '../../src/index.ts';

const person = (id: string): RaciParty => ({ kind: 'person', id });
const department = (id: string): RaciParty => ({ kind: 'department', id });
const set = (fields: Fields, party: RaciParty, letters: Parameters<typeof withRaci>[2]) => {
  const result = withRaci({ fields }, party, letters);
  return result.ok ? result.value : result.problems;
};

describe('who does what in a task', () => {
  const task = {
    fields: {
      accountable: 'wang',
      responsible: ['li', 'wang'],
      consulted: ['chen'],
      departments: ['legal'],
      departmentsInformed: ['finance'],
      support: '法务部',
    },
  };

  it('RACI-1 is read from its fields, people and departments alike', () => {
    expect(raciParties(task)).toEqual([
      person('li'),
      person('wang'),
      person('chen'),
      department('legal'),
      department('finance'),
    ]);
    expect(raciOf(task, person('wang'))).toEqual(['R', 'A']);
    expect(raciOf(task, person('zhao'))).toEqual([]);
    expect(raciOf(task, department('legal'))).toEqual(['R']);
    // A person and a department are two, whatever their ids.
    expect(raciOf(task, department('wang'))).toEqual([]);
  });

  it('RACI-2 has one person who answers for it: who takes the A takes it from whoever had it', () => {
    expect(set(task.fields, person('li'), ['R', 'A'])).toEqual({ accountable: 'li' });
    expect(set(task.fields, person('wang'), ['R'])).toEqual({ accountable: null });
    expect(set(task.fields, department('legal'), ['A'])).toMatchObject([
      { code: 'INVALID', path: 'letters', params: { options: 'R, C, I' } },
    ]);
  });

  it('RACI-2 moves a letter and touches nobody else', () => {
    expect(set(task.fields, person('chen'), ['I'])).toEqual({ consulted: null, informed: ['chen'] });
    expect(set(task.fields, department('finance'), [])).toEqual({ departmentsInformed: null });
    expect(set(task.fields, department('legal'), ['R'])).toEqual({});
  });

  it('RACI-1, RACI-2 reads back what was set, whatever was there', () => {
    const ids = fc.subarray(['a', 'b', 'c']);
    const fields = fc.record({
      accountable: fc.constantFrom('a', 'b', 'c'),
      responsible: ids,
      consulted: ids,
      informed: ids,
      departments: ids,
      departmentsConsulted: ids,
      departmentsInformed: ids,
    });
    const party = fc.record({
      kind: fc.constantFrom('person', 'department'),
      id: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(
        fields,
        party as fc.Arbitrary<RaciParty>,
        fc.subarray([...raciLetters]),
        (before, who, wanted) => {
          const letters = wanted.filter((letter) => lettersOpenTo(who.kind).includes(letter));
          const after = { ...before, ...(set(before, who, letters) as Fields) };
          expect(raciOf({ fields: after }, who)).toEqual(letters);
          for (const other of raciParties({ fields: before })) {
            if (other.kind === who.kind && other.id === who.id) continue;
            const kept = raciOf({ fields: before }, other).filter(
              (letter) => letter !== 'A' || who.kind === 'department' || !letters.includes('A'),
            );
            expect(raciOf({ fields: after }, other)).toEqual(kept);
          }
        },
      ),
    );
  });
});
