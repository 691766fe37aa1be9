import { applyChanges, type Change, createState, type Fields, findRecord } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { rightsIn } from './rights.ts';

type Role = Parameters<typeof rightsIn>[0]['role'];

const added = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

/** Regions N and S; the reader answers for one task and for one initiative, colleagues for the others. */
function books() {
  const master = createState();
  applyChanges(master, [
    added('dimension', 'region', { name: 'Region', category: 'region' }),
    added('dimensionMember', 'N', { dimension: 'region', name: 'N' }),
    added('dimensionMember', 'S', { dimension: 'region', name: 'S' }),
  ]);
  const state = createState();
  applyChanges(state, [
    added('initiative', 'mine', { name: 'Mine', accountable: 'me', coordinate: { region: 'S' } }),
    added('initiative', 'north', { name: 'North', accountable: 'other', coordinate: { region: 'N' } }),
    added('initiative', 'south', { name: 'South', accountable: 'other', coordinate: { region: 'S' } }),
    added('painPoint', 'pain', { name: 'Slow' }),
  ]);
  return { master, state };
}

function rights(role: Role, part?: 'N') {
  const made = books();
  const scope = part ? [{ dimension: 'region', member: part }] : [];
  const found = rightsIn({ member: 'me', role, scope }, { ...made, book: 'plan', today: '2026-08-15' });
  const changes = (kind: string, id: string) => found.mayChange(findRecord(made.state, kind, id)!);
  return { ...found, changes };
}

describe('what is offered to a reader', () => {
  it('is to a representative what names them: nothing of colleagues, and no kind that names nobody', () => {
    const { mayAdd, changes } = rights('rep');
    expect(['task', 'initiative', 'painPoint', 'painAnswer', 'customerInsight'].filter(mayAdd)).toEqual([
      'task',
      'initiative',
    ]);
    expect(['mine', 'north', 'south'].filter((id) => changes('initiative', id))).toEqual(['mine']);
    expect(changes('painPoint', 'pain')).toBe(false);
  });

  it('is to a manager all kinds, and of the records those of their part and those that name them', () => {
    expect(rights('manager').changes('painPoint', 'pain')).toBe(true);
    const { mayAdd, changes } = rights('manager', 'N');
    expect(mayAdd('painPoint')).toBe(true);
    expect(['mine', 'north', 'south'].filter((id) => changes('initiative', id))).toEqual(['mine', 'north']);
    // It lies nowhere, so it is everybody's.
    expect(changes('painPoint', 'pain')).toBe(false);
  });

  const fieldsAs = (role: Role, kind: string, fields: Fields, part?: 'N') => {
    const made = rights(role, part).asOwn({ type: 'record.add', kind, id: 'new', fields: { ...fields } });
    return made.type === 'record.add' && made.fields;
  };

  it('is to a representative to add what is theirs: they are named where nobody is, and whom they name stays', () => {
    for (const kind of ['task', 'risk', 'initiative'])
      expect(fieldsAs('rep', kind, { name: 'New' }), kind).toEqual({ name: 'New', accountable: 'me' });
    const typed = { name: 'New', accountable: 'other' };
    expect(fieldsAs('rep', 'task', typed)).toEqual(typed);
    // A kind that names nobody is not theirs whoever is named, and who adds everything adds it for nobody.
    expect(fieldsAs('rep', 'painPoint', { name: 'Slow' })).toEqual({ name: 'Slow' });
    expect(fieldsAs('manager', 'task', { name: 'New' })).toEqual({ name: 'New' });
    expect(fieldsAs('viewer', 'task', { name: 'New' })).toEqual({ name: 'New' });
  });

  it('is to a manager of a part to add what lies there: in their part where it says of no place', () => {
    const slow = { name: 'Slow' };
    expect(fieldsAs('manager', 'painPoint', slow, 'N')).toEqual({ ...slow, coordinate: { region: 'N' } });
    expect(fieldsAs('manager', 'initiative', slow, 'N')).toEqual({ ...slow, coordinate: { region: 'N' } });
    const elsewhere = { ...slow, coordinate: { region: 'S' } };
    expect(fieldsAs('manager', 'painPoint', elsewhere, 'N')).toEqual(elsewhere);
    // A task lies nowhere anyway, and a representative needs no place for what names them.
    expect(fieldsAs('manager', 'task', slow, 'N')).toEqual(slow);
    expect(fieldsAs('rep', 'initiative', slow, 'N')).toEqual({ ...slow, accountable: 'me' });
  });

  it('is nothing to a reader', () => {
    const { mayAdd, changes } = rights('viewer');
    expect(['task', 'painPoint'].filter(mayAdd)).toEqual([]);
    expect(changes('initiative', 'south')).toBe(false);
  });
});
