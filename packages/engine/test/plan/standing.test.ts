import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  createState,
  type DecideContext,
  decide,
  decideUndo,
  kinds,
  type Result,
  standingOn,
} from '../../src/index.ts';

let master: BookState;
let plan: BookState;

const contextOf = (book: 'master' | 'plan'): DecideContext => ({
  book,
  state: book === 'master' ? master : plan,
  master,
  kinds,
});

function decided(book: 'master' | 'plan', command: Command): Result<readonly Change[]> {
  const result = decide({ ...contextOf(book), actor: 'person', writable: () => true }, command);
  return result.ok ? { ok: true, value: result.value.changes } : result;
}

/** Commands of one entry, applied; answers what they changed. */
function enter(book: 'master' | 'plan', ...commands: readonly Command[]): readonly Change[] {
  return commands.flatMap((command) => {
    const result = decided(book, command);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    applyChanges(contextOf(book).state, result.value);
    return result.value;
  });
}

const add = (kind: string, id: string, fields: Record<string, never> | object): Command => ({
  type: 'record.add',
  kind,
  id,
  fields: fields as never,
});
const member = (id: string, fields: object = {}) =>
  add('dimensionMember', id, { dimension: 'region', name: `Region ${id}`, ...fields });
const remove = (kind: string, id: string): Command => ({ type: 'record.remove', kind, id });

const blocked = (params: object) => ({
  ok: false,
  problems: [{ code: 'UNDO_BLOCKED', path: 'position', params }],
});

beforeEach(() => {
  [master, plan] = [createState(), createState()];
  enter(
    'master',
    add('dimension', 'region', { name: 'Region', category: 'region' }),
    member('east'),
    member('city', { parent: 'east' }),
    member('north', { code: 'N' }),
    add('metric', 'revenue', {
      name: 'Revenue',
      key: 'revenue',
      aggregation: 'sum',
      direction: 'up',
      unit: 'money',
      decimals: 2,
    }),
  );
  enter('plan', {
    type: 'target.define',
    id: 'target',
    fields: {
      metric: 'revenue',
      targetClass: 'core',
      dimensions: ['region'],
      grain: 'month',
      from: '2026-07-01',
      to: '2026-09-30',
    },
    rows: [['city'], ['north']],
  });
});

describe('what stands on a record', () => {
  it('[P7] is every record that leads to it, and every row that names it', () => {
    enter(
      'plan',
      add('risk', 'r', { name: 'Late', coordinate: { region: 'north' } }),
      add('hold', 'h', {
        target: 'target',
        members: ['north'],
        time: 'all',
        keeps: 'value',
        owner: 'person',
        reason: 'Signed',
      }),
    );
    const found = standingOn(contextOf('plan'), new Set(['north']));
    expect(found.map(({ record, rows }) => [record.id, rows])).toEqual([
      ['target', 1],
      ['h', 0],
      ['r', 0],
    ]);
    expect(standingOn(contextOf('plan'), new Set(['revenue'])).map(({ name }) => name)).toEqual(['Revenue']);
    expect(standingOn(contextOf('plan'), new Set(['elsewhere']))).toEqual([]);
  });

  it('[P7] is no row that has left the breakdown', () => {
    enter('plan', { type: 'target.rows', target: 'target', remove: [['north']] });
    expect(standingOn(contextOf('plan'), new Set(['north']))).toEqual([]);
  });

  it('[P7] a member with others below it is not removed, and they are named', () => {
    expect(decided('master', remove('dimensionMember', 'east'))).toEqual({
      ok: false,
      problems: [{ code: 'IN_USE', path: 'id', params: { count: 1, by: 'Region city' } }],
    });
  });

  it('[P7] a hold names members that there are', () => {
    const hold = { target: 'target', time: 'all', keeps: 'value', owner: 'person', reason: 'Signed' };
    expect(decided('plan', add('hold', 'h', { ...hold, members: ['nowhere'] }))).toMatchObject({
      problems: [{ code: 'UNKNOWN_REFERENCE', path: 'fields.members' }],
    });
    expect(decided('plan', add('hold', 'h', { ...hold, members: ['*'] })).ok).toBe(true);
  });
});

describe('undo leaves nothing without ground', () => {
  it('[P8] not what came later and leads to what was added', () => {
    const made = enter('plan', add('initiative', 'i', { name: 'Agents' }));
    enter('plan', add('task', 't', { name: 'Sign', initiative: 'i' }));
    expect(decideUndo(contextOf('plan'), made)).toEqual(blocked({ count: 1, by: 'Sign' }));
  });

  it('[P8] not a member below which another was put', () => {
    const made = enter('master', member('south'));
    enter('master', member('port', { parent: 'south' }));
    expect(decideUndo(contextOf('master'), made)).toEqual(blocked({ count: 1, by: 'Region port' }));
  });

  it('[P8] but what came together goes together', () => {
    const made = enter('master', member('south'), member('port', { parent: 'south' }));
    expect(decideUndo(contextOf('master'), made).ok).toBe(true);
  });

  it('[P8] not a reference back to what is gone', () => {
    enter(
      'plan',
      add('initiative', 'i', { name: 'Agents' }),
      add('task', 't', { name: 'Sign', initiative: 'i' }),
    );
    const loosened = enter('plan', {
      type: 'record.update',
      kind: 'task',
      id: 't',
      set: { initiative: null },
    });
    enter('plan', remove('initiative', 'i'));
    expect(decideUndo(contextOf('plan'), loosened)).toEqual(
      blocked({ kind: 'task', id: 't', field: 'initiative', by: 'Sign' }),
    );
  });

  it('[P8] not rows back onto a member that is gone, nor the target with them', () => {
    const left = enter('plan', { type: 'target.rows', target: 'target', remove: [['north']] });
    enter('master', remove('dimensionMember', 'north'));
    expect(decideUndo(contextOf('plan'), left)).toEqual(
      blocked({ kind: 'target', id: 'target', rows: 1, by: 'Revenue' }),
    );
    const gone = enter('plan', { type: 'target.remove', target: 'target' });
    expect(decideUndo(contextOf('plan'), gone).ok).toBe(true);
    enter('master', remove('dimensionMember', 'city'));
    expect(decideUndo(contextOf('plan'), gone)).toEqual(
      blocked({ kind: 'target', id: 'target', rows: 1, by: 'Revenue' }),
    );
  });

  it('[P9] redo is refused as well while another bears the key', () => {
    const removed = enter('master', remove('dimensionMember', 'north'));
    enter('master', member('again', { code: 'N' }));
    expect(decideUndo(contextOf('master'), removed)).toEqual(
      blocked({ kind: 'dimensionMember', id: 'again', field: 'code', by: 'Region again' }),
    );
  });

  it('[P9] and while the record itself came in again', () => {
    const removed = enter('master', remove('dimensionMember', 'north'));
    enter('master', member('north', { code: 'N' }));
    expect(decideUndo(contextOf('master'), removed)).toEqual(
      blocked({ kind: 'dimensionMember', id: 'north', by: 'Region north' }),
    );
  });
});
