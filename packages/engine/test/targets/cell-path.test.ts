import { describe, expect, it } from 'vitest';
import { type Command, decide, kinds, recordsOf } from '../../src/index.ts';
import { openPlan } from '../scenarios/book.ts';

const { state: full, master } = openPlan({ scenario: 'demo', person: 'member-1' });
/** Without the paths that the ready-made plan comes with. */
const state = { ...full, records: new Map([...full.records].filter(([kind]) => kind !== 'cellPath')) };
const law = { book: 'plan', state, master, kinds, actor: 'member-1', writable: () => true } as const;
const target = recordsOf(state, 'target').find(
  ({ fields }) => ((fields['dimensions'] ?? []) as readonly string[]).length > 0,
)!;
const [dimension = ''] = target.fields['dimensions'] as readonly string[];
const [first, second] = recordsOf(master, 'dimensionMember').filter(
  ({ fields }) => fields['dimension'] === dimension,
);

const ask = (coordinate: Readonly<Record<string, string>>, more = {}): readonly string[] => {
  const command: Command = {
    type: 'record.add',
    kind: 'cellPath',
    id: `path-${JSON.stringify(coordinate).length}-${Object.keys(more).join()}`,
    fields: { target: target.id, coordinate, path: '深耕老客户', accountable: 'member-1', ...more },
  };
  const decided = decide(law, command);
  return decided.ok ? [] : decided.problems.map(({ code, path }) => `${code} ${path}`);
};

describe('how a part of a target is reached', () => {
  it('TPL-1 is said of a part of its breakdown, and of nothing beside it', () => {
    expect(ask({ [dimension]: first!.id })).toEqual([]);
    expect(ask({})).toEqual(['REQUIRED fields.coordinate']);
    expect(ask({ elsewhere: first!.id })).toEqual(['INVALID fields.coordinate']);
    expect(ask({ [dimension]: 'nobody' })).toEqual(['UNKNOWN_REFERENCE fields.coordinate']);
  });

  it('TPL-1 is said once of each', () => {
    const records = new Map(state.records);
    const taken = {
      kind: 'cellPath',
      id: 'taken',
      fields: { target: target.id, coordinate: { [dimension]: first!.id } },
    };
    records.set('cellPath', { owner: state, byId: new Map([[taken.id, taken]]) });
    const grown = { ...law, state: { ...state, records } };
    const add = (member: string) =>
      decide(grown, {
        type: 'record.add',
        kind: 'cellPath',
        id: 'another',
        fields: { target: target.id, coordinate: { [dimension]: member } },
      });
    expect(add(first!.id)).toMatchObject({ ok: false, problems: [{ code: 'DUPLICATE' }] });
    expect(add(second!.id).ok).toBe(true);
  });
});
