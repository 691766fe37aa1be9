import { comparePains, type PainCell } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { rightsIn } from '../../records/core/rights.ts';
import { record, stateWith } from '../../records/core/sample.ts';
import { mayJudge } from './answer-commands.ts';

const pains = [
  record('painPoint', 'north', { name: 'North', coordinate: { region: 'N' } }),
  record('painPoint', 'south', { name: 'South', coordinate: { region: 'S' } }),
  record('painPoint', 'all', { name: 'All' }),
];
const rival = record('competitorInsight', 'rival', { name: 'Rival', coordinate: { region: 'S' } });
const master = stateWith(
  record('dimension', 'region', { name: 'Region', category: 'region' }),
  record('dimensionMember', 'N', { dimension: 'region', name: 'N' }),
  record('dimensionMember', 'S', { dimension: 'region', name: 'S' }),
);

/** The cells that somebody judges, of what nobody has judged yet. */
function judgedBy(role: 'manager' | 'rep', part?: 'N') {
  const state = stateWith(...pains, rival);
  const actor = { member: 'me', role, scope: part ? [{ dimension: 'region', member: part }] : [] };
  const rights = rightsIn(actor, { state, master, book: 'plan', today: '2026-08-15' });
  const offerOf = ({ competitor }: PainCell) => (competitor === null ? null : rival);
  return comparePains(state).rows.flatMap(({ pain, cells }) =>
    cells
      .filter((cell) => mayJudge(rights, pain, offerOf(cell), cell))
      .map((cell) => `${pain.id} ${cell.competitor ?? 'own'}`),
  );
}

describe('an answer that nobody has judged', () => {
  it('is judged by whoever may lay it where its offer or its pain lies', () => {
    expect(judgedBy('manager')).toHaveLength(6);
    expect(judgedBy('manager', 'N')).toEqual(['north own']);
    expect(judgedBy('rep')).toEqual([]);
  });
});
