import { describe, expect, it } from 'vitest';
import { type BookState, comparePains, createState, findRecord, type PlanRecord } from '../../src/index.ts';
import { changeIn, enterIn, refused, refusedIn } from './plan.ts';

const pain = (id: string, severity?: string) => ({
  kind: 'painPoint',
  id,
  fields: { name: id, ...(severity && { severity }) },
});
const rival = (id: string) => ({ kind: 'competitorInsight', id, fields: { competitor: id } });
const answer = (painPoint: string, competitor: string | null, score: string): PlanRecord => ({
  kind: 'painAnswer',
  id: `${painPoint}-${competitor ?? 'own'}`,
  fields: { painPoint, score, ...(competitor && { competitor }) },
});

function planWith(...records: readonly PlanRecord[]): BookState {
  const state = createState();
  enterIn(state, ...records);
  return state;
}

const only = (...answers: readonly PlanRecord[]) =>
  comparePains(planWith(pain('p'), rival('x'), rival('y'), ...answers)).rows[0]!;

describe('the comparison of competitors against pain points', () => {
  it('RES-1 takes one answer of an offer to a pain point, and names it to the second', () => {
    const state = planWith(
      pain('p'),
      pain('q'),
      rival('x'),
      answer('p', null, 'strong'),
      answer('p', 'x', 'none'),
    );
    for (const twin of [answer('p', null, 'none'), answer('p', 'x', 'strong')]) {
      expect(refusedIn(state, { ...twin, id: 'second' })).toEqual([
        { code: 'DUPLICATE', path: 'fields.painPoint', params: { id: twin.id } },
      ]);
    }
    expect(refusedIn(state, answer('q', 'x', 'strong'))).toEqual([]);
    expect(refusedIn(state, answer('gone', 'x', 'strong')).map(({ code }) => code)).toEqual([
      'UNKNOWN_REFERENCE',
    ]);
    const moved = { type: 'record.update', kind: 'painAnswer', id: 'p-x', set: { painPoint: 'q' } } as const;
    expect(refused(state, moved).map(({ code }) => code)).toEqual(['FROZEN']);
    expect(refusedIn(state, answer('q', null, 'best')).map(({ code }) => code)).toEqual(['INVALID']);
  });

  it('RES-2 says how far we are ahead of the best competitor, or behind', () => {
    const scores = ['strong', 'partial', 'none'];
    const table = scores.map((own) =>
      scores.map((best) => {
        const row = only(answer('p', null, own), answer('p', 'x', 'none'), answer('p', 'y', best));
        return `${row.standing} ${String(row.lead)}`;
      }),
    );
    expect(table).toEqual([
      ['level 0', 'leads 1', 'leads 2'],
      ['behind -1', 'level 0', 'leads 1'],
      ['behind -2', 'behind -1', 'open 0'],
    ]);
  });

  it('RES-2 says nothing while our answer or every competitor’s is missing', () => {
    const missing = { standing: 'unjudged', lead: null };
    expect(only()).toMatchObject(missing);
    expect(only(answer('p', null, 'strong'))).toMatchObject(missing);
    expect(only(answer('p', 'x', 'strong'), answer('p', 'y', 'none'))).toMatchObject(missing);
    expect(only(answer('p', null, 'partial'), answer('p', 'y', 'none'))).toMatchObject({
      standing: 'leads',
      lead: 1,
    });
  });

  it('RES-3 names all who lead, nobody where nobody answers, and the gravest pain first', () => {
    const leaders = (...answers: readonly PlanRecord[]) =>
      only(...answers).leaders.map(({ competitor }) => competitor);
    expect(
      leaders(answer('p', null, 'partial'), answer('p', 'x', 'strong'), answer('p', 'y', 'strong')),
    ).toEqual(['x', 'y']);
    expect(leaders(answer('p', null, 'partial'), answer('p', 'y', 'partial'))).toEqual([null, 'y']);
    expect(leaders(answer('p', null, 'none'), answer('p', 'x', 'none'))).toEqual([]);
    expect(leaders()).toEqual([]);
    const state = planWith(
      pain('a', 'low'),
      pain('b'),
      pain('c', 'high'),
      pain('d', 'high'),
      pain('e', 'medium'),
    );
    expect(comparePains(state).rows.map((row) => row.pain.id)).toEqual(['c', 'd', 'e', 'a', 'b']);
  });

  it('RES-8 keeps what was said of pain points before they had names, until somebody empties it', () => {
    const before = { promise: 'Answers within a day', painPoint: 'Nobody to turn to' };
    const state = planWith(pain('p'), { kind: 'differentiator', id: 'd', fields: before });
    const set = (fields: PlanRecord['fields']) => changeIn(state, 'differentiator', 'd', fields);
    set({ answers: ['p'] });
    expect(findRecord(state, 'differentiator', 'd')?.fields).toEqual({ ...before, answers: ['p'] });
    set({ painPoint: null });
    expect(findRecord(state, 'differentiator', 'd')?.fields).not.toHaveProperty('painPoint');
  });
});
