import { v7 as uuidv7 } from 'uuid';
import type { Cast, Persona } from './cast.ts';
import { command, entered, numberEntered, numberIn, only, type Row, risk } from './matrix.ts';

/** The one road in more detail: who may ask for which command, in the plan (or the master data). */
export const commands: Readonly<
  Record<
    string,
    {
      readonly answers: Row['answers'];
      readonly book?: 'master';
      readonly one: (cast: Cast, persona: Persona) => object | Promise<object>;
    }
  >
> = {
  'a risk inside region A': {
    answers: only(200, 'manager', 'director', 'operations', 'owner'),
    one: () => risk({ coordinate: { region: 'A1' } }),
  },
  'a risk of one’s own': {
    answers: only(200, 'rep', 'manager', 'director', 'operations', 'owner'),
    one: (cast, persona) => risk({ accountable: memberOf(cast, persona) }),
  },
  'a number inside region A': {
    answers: only(200, 'rep', 'manager', 'director', 'operations', 'owner'),
    one: () => ({
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['A1'], time: 'M2026-07' }, value: Date.now() % 1_000_000 }],
    }),
  },
  'a number outside region A': {
    answers: only(200, 'rep', 'director', 'operations', 'owner'),
    one: () => ({
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['B'], time: 'M2026-07' }, value: Date.now() % 1_000_000 }],
    }),
  },
  'a version': {
    answers: only(200, 'director', 'operations', 'owner'),
    one: () => ({ type: 'version.freeze', id: uuidv7(), name: 'V', purpose: 'snapshot' }),
  },
  'new rows of the target table': {
    answers: only(200, 'director', 'operations', 'owner'),
    one: () => ({ type: 'target.rows', target: 'target', add: [['B']] }),
  },
  'a hold of the system': {
    answers: only(200, 'director', 'operations', 'owner'),
    one: (cast, persona) =>
      added('hold', {
        target: 'target',
        members: ['A1'],
        time: 'M2026-09',
        keeps: 'value',
        strength: 'system',
        owner: memberOf(cast, persona),
        reason: 'a test',
      }),
  },
  'a view of one’s own': {
    answers: only(200, 'rep', 'manager', 'director', 'operations', 'owner'),
    one: (cast, persona) =>
      added('targetView', {
        target: 'target',
        name: 'mine',
        layout: 'rows=region',
        owner: memberOf(cast, persona),
      }),
  },
  'a view in somebody else’s name': {
    answers: only(200, 'director', 'operations', 'owner', 'manager'),
    one: (cast, persona) =>
      added('targetView', {
        target: 'target',
        name: 'theirs',
        layout: 'rows=region',
        owner: memberOf(cast, persona === 'owner' ? 'viewer' : 'owner'),
      }),
  },
  'a number from below, for region A': {
    answers: only(200, 'rep', 'manager', 'director', 'operations', 'owner'),
    one: () => proposal(['A1']),
  },
  'a number from below, for region B': {
    answers: only(200, 'rep', 'director', 'operations', 'owner'),
    one: () => proposal(['B']),
  },
  'an answer to a number from below': {
    answers: only(200, 'manager', 'director', 'owner'),
    one: async (cast) => {
      const made = proposal(['A1']);
      const body = command(made);
      const path = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}/commands`;
      await cast.world.ask(cast.people.rep, 'POST', path, { body });
      return { type: 'target.answer', proposal: made.id, answer: 'decline', reason: 'too low' };
    },
  },
  'a rule that divides everything': {
    answers: only(200, 'director', 'operations', 'owner'),
    one: () => rule(),
  },
  'running a rule that divides everything': {
    answers: only(200, 'rep', 'director', 'operations', 'owner'),
    one: async (cast) => {
      const made = rule();
      await entered(cast, made);
      return { type: 'target.runRule', rule: made.id };
    },
  },
  'undo of what the owner entered in region A': {
    answers: only(200, 'director', 'operations', 'owner'),
    one: async (cast) => ({ type: 'undo', position: await numberEntered(cast, 'A1') }),
  },
  'a compensating entry for what the owner entered in region A': {
    answers: only(200, 'director', 'operations', 'owner'),
    one: async (cast) => ({ type: 'compensate', position: await numberEntered(cast, 'A1') }),
  },
  'back to an earlier version': {
    answers: only(200, 'director', 'owner'),
    one: async (cast) => {
      const id = uuidv7();
      await entered(cast, { type: 'version.freeze', id, name: 'V', purpose: 'snapshot' });
      await numberEntered(cast, 'B');
      return { type: 'version.restore', version: id };
    },
  },
  'a what-if to be adopted': {
    answers: only(200, 'director', 'owner'),
    one: async (cast) => {
      const branch = uuidv7();
      const path = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}/branches`;
      await cast.world.ask(cast.people.owner, 'POST', path, { body: { id: branch, name: 'What if' } });
      await entered(cast, numberIn('B'), branch);
      return { type: 'branch.promote', branch };
    },
  },
  'a region in the master data': {
    book: 'master',
    answers: only(200, 'director', 'operations', 'owner'),
    one: () => {
      const id = uuidv7();
      return {
        type: 'record.add',
        kind: 'dimensionMember',
        id,
        fields: { dimension: 'region', name: id, code: id },
      };
    },
  },
};

function memberOf(cast: Cast, persona: Persona): string {
  return (cast.people[persona === 'viewerKey' ? 'viewer' : persona] as { memberId: string }).memberId;
}

interface Made {
  readonly id: string;
  readonly [field: string]: unknown;
}

const added = (kind: string, fields: object): Made => ({
  type: 'record.add',
  kind,
  id: uuidv7(),
  fields,
});

const rule = () =>
  added('breakdownRule', {
    target: 'target',
    coordinate: {},
    time: 'M2026-08',
    dimension: 'region',
    level: 'next',
    basis: 'equal',
    keeps: 'shares',
  });

const proposal = (members: readonly string[]): Made => ({
  type: 'target.propose',
  id: uuidv7(),
  target: 'target',
  at: { members, time: 'M2026-08' },
  value: 100,
  reason: 'what we see',
});
