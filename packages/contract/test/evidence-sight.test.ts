import { applyChanges, type Change, createState, findRecord, kinds, type PlanRecord } from '@shapan/engine';
import { describe, expect, test } from 'vitest';
import { type Actor, partsOf, restrictChanges, seenRecord, type Territory } from '../src/index.ts';

/** [RES-9] Evidence lies with what it supports, as long as it says no place of its own. */
const record = (kind: string, id: string, fields: object): PlanRecord => ({ kind, id, fields }) as PlanRecord;
const added = (one: PlanRecord): Change => ({ type: 'record.added', record: one });
const removed = (one: PlanRecord): Change => ({ type: 'record.removed', record: one });

const initiative = (id: string, region?: string, fields: object = {}) =>
  record('initiative', id, { name: id, ...(region && { coordinate: { region } }), ...fields });
const evidence = (id: string, supports: readonly string[], fields: object = {}) =>
  record('evidence', id, { title: id, link: 'https://example.org', author: 'other', supports, ...fields });

const inA: Territory = new Map([['region', new Set(['A', 'A1'])]]);
const whole: Territory = new Map();
const reader: Actor = { member: 'me', role: 'manager', scope: [{ dimension: 'region', member: 'A' }] };
const everybody: Actor = { ...reader, scope: [] };

function planOf(...records: readonly PlanRecord[]) {
  const state = createState();
  applyChanges(state, records.map(added));
  const view = (territory: Territory) => {
    const parts = partsOf({ state, master: createState(), territory, today: '2026-07-01' });
    return { state, territory, parts, kinds, rowOf: () => undefined };
  };
  const sees = (id: string, actor = reader, territory = inA): boolean =>
    seenRecord(actor, view(territory).parts, kinds.get('evidence')!, findRecord(state, 'evidence', id)!) !==
    null;
  /** What the reader is told of changes that have been made. */
  const told = (...changes: readonly Change[]) => {
    applyChanges(state, changes);
    return restrictChanges(changes, reader, view(inA));
  };
  return { state, sees, told };
}

const ofA = initiative('ofA', 'A1');
const ofB = initiative('ofB', 'B');
const target = record('target', 'target', { metric: 'm' });

describe('[RES-9] evidence without a place', () => {
  const plan = planOf(
    ofA,
    ofB,
    target,
    evidence('forA', ['ofA']),
    evidence('forB', ['ofB']),
    evidence('forBoth', ['ofB', 'ofA']),
    evidence('forAll', ['target']),
    evidence('forNothing', []),
    evidence('mine', ['ofB'], { author: 'me' }),
    evidence('placed', ['ofB'], { coordinate: { region: 'A1' } }),
    evidence('elsewhere', ['ofA'], { coordinate: { region: 'B' } }),
    evidence('otherwise', ['ofB'], { coordinate: { product: 'P' } }),
  );

  test('is for who sees some of what it supports; that of nothing is for who knows the whole', () => {
    const all = [...plan.state.records.get('evidence')!.byId.keys()];
    expect(all.filter((id) => plan.sees(id))).toEqual(['forA', 'forBoth', 'forAll', 'mine', 'placed']);
    expect(all.filter((id) => plan.sees(id, everybody, whole))).toEqual(all);
  });

  test('comes and goes with what it supports, and who cannot be told so reads anew', () => {
    const moved = (from: string, to: string): Change => ({
      type: 'record.changed',
      kind: 'initiative',
      id: 'one',
      before: { coordinate: { region: from } },
      after: { coordinate: { region: to } },
    });
    const { told, sees } = planOf(initiative('one', 'B'), initiative('bare', 'B'), evidence('of', ['one']));
    expect(told(moved('B', 'A')).reload).toBe(true);
    expect(sees('of')).toBe(true);
    // It stays in the part: nothing that lies with it comes or goes.
    expect(told(moved('A', 'A1'))).toMatchObject({ reload: false, changes: [{ type: 'record.changed' }] });
    expect(told(moved('A1', 'B')).reload).toBe(true);
    expect(sees('of')).toBe(false);
    const away: Change = { ...moved('B', 'A'), id: 'bare' } as Change;
    expect(told(away).reload).toBe(false);
  });

  test('that goes together with what it supports is told to go by who saw it, and to nobody else', () => {
    const both = (one: PlanRecord, of: PlanRecord) => [removed(of), removed(one)];
    const [seen, hidden] = [evidence('seen', ['ofA']), evidence('hidden', ['ofB'])];
    const { told } = planOf(ofA, ofB, seen, hidden);
    expect(told(...both(ofA, seen)).changes).toEqual([removed(seen), removed(ofA)]);
    expect(told(...both(ofB, hidden)).changes).toEqual([]);
  });
});
