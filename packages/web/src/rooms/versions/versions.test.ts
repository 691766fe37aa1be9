import { applyChanges, type Change, createState, kinds } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { compareSummary } from './compare-summary.ts';
import { conflictText } from './conflict-text.ts';
import { conflictKey, conflictsIn, isOfRecord, nothingChosen, promotionOf, withPage } from './conflicts.ts';
import { undoneSteps } from './history.tsx';
import { ownVersions } from './own-versions.ts';

describe('undone steps', () => {
  it('are those whose undoing stands', () => {
    const entries = [
      { position: 4, undoes: 3, alsoUndoes: [] },
      { position: 3, undoes: 1, alsoUndoes: [2] },
      { position: 2, undoes: null, alsoUndoes: [] },
      { position: 1, undoes: null, alsoUndoes: [] },
    ];
    expect([...undoneSteps(entries.slice(1))]).toEqual([1, 2]);
    expect([...undoneSteps(entries)]).toEqual([3]);
  });
});

describe('the versions of a what-if', () => {
  const version = (id: string, log?: string): Change => ({
    type: 'record.added',
    record: { kind: 'version', id, fields: { name: id, position: 3, ...(log !== undefined && { log }) } },
  });
  const state = createState();
  applyChanges(state, [version('old'), version('plan', 'p'), version('own', 'b')]);
  const names = (book: string, base?: string) => ownVersions(state, book, base).map(({ id }) => id);

  it('are those of its own log; positions of its plan mean nothing in it', () => {
    expect(names('b', 'p')).toEqual(['own']);
    expect(names('p')).toEqual(['old', 'plan']);
  });
});

describe('a comparison', () => {
  const master = createState();
  applyChanges(master, [
    {
      type: 'record.added',
      record: { kind: 'metric', id: 'm', fields: { name: 'Revenue', aggregation: 'sum', decimals: 2 } },
    },
    {
      type: 'record.added',
      record: { kind: 'dimensionMember', id: 'A', fields: { dimension: 'r', name: 'A' } },
    },
    {
      type: 'record.added',
      record: { kind: 'dimensionMember', id: 'B', fields: { dimension: 'r', name: 'B' } },
    },
  ]);
  const start: readonly Change[] = [
    {
      type: 'record.added',
      record: {
        kind: 'target',
        id: 't',
        fields: { metric: 'm', grain: 'month', from: '2026-07-01', to: '2026-07-31' },
      },
    },
    { type: 'record.added', record: { kind: 'risk', id: 'k', fields: { title: 'Price war' } } },
    {
      type: 'cube.shaped',
      target: 't',
      before: null,
      after: { dimensions: ['r'], parts: 1, firstSlot: 2026 * 12 + 6, slotCount: 1 },
    },
    { type: 'rows.changed', target: 't', rows: [['A'], ['B']], present: true },
  ];
  const slot = 2026 * 12 + 6;
  const edit: readonly Change[] = [
    {
      type: 'cells.changed',
      target: 't',
      part: 0,
      cells: [slot, 2 ** 20 + slot],
      before: [null, null],
      after: [300, 200],
    },
    {
      type: 'record.changed',
      kind: 'risk',
      id: 'k',
      before: { title: 'Price war' },
      after: { title: 'Price cut' },
    },
  ];
  const before = createState();
  applyChanges(before, start);
  const after = createState();
  applyChanges(after, [...start, ...edit]);

  it('tells totals, the rows that moved most, and records with both sides', () => {
    const { targets, records } = compareSummary(edit, { before, after, master, kinds });
    expect(targets).toMatchObject([
      {
        before: null,
        after: { numerator: 500, denominator: 1 },
        leaves: 2,
        movers: [
          { coordinate: ['A'], difference: 300 },
          { coordinate: ['B'], difference: 200 },
        ],
      },
    ]);
    expect(records).toMatchObject([
      { how: 'changed', kind: 'risk', fields: [{ name: 'title', before: 'Price war', after: 'Price cut' }] },
    ]);
  });

  it('does not list the versions themselves', () => {
    const record = { kind: 'version', id: 'v', fields: { name: 'V1', position: 3 } };
    const sides = { before, after, master, kinds };
    expect(compareSummary([{ type: 'record.added', record }], sides).records).toEqual([]);
  });

  it('is empty where nothing differs', () =>
    expect(compareSummary([], { before, after, master, kinds })).toEqual({ targets: [], records: [] }));
});

describe('[SPR-T92] what stands in the way of a what-if', () => {
  const [master, state] = [createState(), createState()];
  const added = (kind: string, id: string, fields: object) =>
    ({ type: 'record.added', record: { kind, id, fields } }) as Change;
  applyChanges(master, [
    added('dimension', 'd', { name: 'Region', category: 'region' }),
    added('dimensionMember', 'a', { dimension: 'd', name: 'East' }),
    added('dimensionMember', 'b', { dimension: 'd', name: 'West' }),
  ]);
  const rule = {
    target: 't',
    time: 'M2026-07',
    dimension: 'd',
    level: 'next',
    basis: 'weights',
    keeps: 'shares',
  };
  applyChanges(state, [added('breakdownRule', 'r', rule)]);
  it('names a rule by what it divides, and the weights that it ran with in the plan', () => {
    const params = { kind: 'breakdownRule', id: 'r', field: 'ranWith', theirs: '{"a":1,"b":2.5}' };
    const said = conflictText(createTranslate('en'), { state, master }, {
      code: 'STALE',
      body: { code: 'STALE', params },
    } as never);
    expect(said).toContain('Jul 2026 · By Region: Weights');
    expect(said).toContain('Weights of the last run');
    expect(said).toContain('now East 1, West 2.5');
  });
});

describe('[SPR-T92] numbers that plan and what-if have both moved', () => {
  const problem = (members: string, theirs: string | null, more: object = {}) => ({
    code: 'STALE',
    message: '',
    path: 'branch',
    params: {
      kind: 'target',
      id: 't',
      members,
      time: 'M2026-07',
      base: null,
      theirs,
      yours: '7',
      conflicts: 2,
      ...more,
    },
  });
  const body = { ...problem('A', '5'), problems: [problem('A', '5'), problem('B', null)] };
  const conflicts = conflictsIn(body)!;
  const [a, b] = conflicts.listed.flatMap((one) => (isOfRecord(one) ? [] : [one]));

  it('are read from the refusal, each with what it was, is, and would be', () => {
    expect(conflicts).toEqual({
      total: 2,
      listed: [
        {
          target: 't',
          at: { members: ['A'], time: 'M2026-07' },
          base: { amount: null },
          theirs: { amount: 5 },
          mine: { amount: 7 },
        },
        {
          target: 't',
          at: { members: ['B'], time: 'M2026-07' },
          base: { amount: null },
          theirs: { amount: null },
          mine: { amount: 7 },
        },
      ],
    });
    expect(conflictsIn({ ...body, problems: [...body.problems, { code: 'STALE', message: '' }] })).toBeNull();
  });

  it('are asked about until each has an answer', () => {
    expect(promotionOf('w', null, nothingChosen)).toEqual({ type: 'branch.promote', branch: 'w' });
    expect(promotionOf('w', conflicts, nothingChosen)).toBeNull();
    const one = { all: null, byOne: new Map([[conflictKey(a!), 'mine' as const]]) };
    expect(promotionOf('w', conflicts, one)).toBeNull();
    expect(promotionOf('w', conflicts, { ...one, all: 'theirs' })).toEqual({
      type: 'branch.promote',
      branch: 'w',
      take: 'theirs',
      cells: [
        { target: 't', at: a!.at, take: 'mine' },
        { target: 't', at: b!.at, take: 'theirs' },
      ],
    });
  });

  it('ask anew about a number that is another one by now', () => {
    const moved = conflictsIn({ ...problem('A', '6', { conflicts: 1 }) });
    const choices = { all: null, byOne: new Map([[conflictKey(a!), 'mine' as const]]) };
    expect(promotionOf('w', moved, choices)).toBeNull();
  });

  it('of a row that is gone have one answer only, which no choice for all of the other kind gives', () => {
    const gone = conflictsIn({ ...problem('A', '6', { only: 'mine', conflicts: 1 }) });
    expect(promotionOf('w', gone, { all: 'theirs', byOne: new Map() })).toBeNull();
    expect(promotionOf('w', gone, { all: 'mine', byOne: new Map() })).toMatchObject({
      cells: [{ take: 'mine' }],
    });
  });

  it('of rates have both parts', () => {
    const parts = { base: '3', baseDenominator: '10', theirsDenominator: '11', yoursDenominator: null };
    expect(conflictsIn({ ...problem('A', '5', { ...parts, conflicts: 1 }) })?.listed).toMatchObject([
      {
        base: { amount: 3, denominator: 10 },
        theirs: { amount: 5, denominator: 11 },
        mine: { amount: 7, denominator: null },
      },
    ]);
  });

  it('of which some are not listed go out with what was chosen, and what comes back is the next page', () => {
    const many = { ...conflicts, total: 300 };
    const each = new Map(conflicts.listed.map((one) => [conflictKey(one), 'mine' as const]));
    expect(promotionOf('w', many, nothingChosen)).toBeNull();
    const asked = promotionOf('w', many, { all: null, byOne: each });
    expect(asked).toMatchObject({ cells: [{ take: 'mine' }, { take: 'mine' }] });
    expect(asked).not.toHaveProperty('take');
    const page = conflictsIn(problem('C', '9', { conflicts: 298 }));
    const both = withPage(many, page);
    expect([both.total, both.listed.length]).toEqual([300, 3]);
    expect(withPage(both, page)).toBe(both);
    expect(promotionOf('w', both, { all: null, byOne: each })).toBeNull();
    expect(promotionOf('w', many, { all: 'mine', byOne: new Map() })).toMatchObject({ take: 'mine' });
  });

  it('stand beside records, each chosen by itself or with all', () => {
    const told = (params: object) => ({ code: 'STALE', message: '', path: 'branch', params });
    const field = {
      kind: 'initiative',
      id: 'i',
      field: 'name',
      base: 'a',
      theirs: 'b',
      yours: 'c',
      conflicts: 3,
    };
    const whole = { kind: 'initiative', id: 'j', base: '{"name":"a"}', theirs: null, yours: '{"name":"c"}' };
    const problems = [told(field), told(whole), problem('A', '5')];
    const mixed = conflictsIn({ ...problems[0]!, problems } as never)!;
    expect(mixed).toMatchObject({
      total: 3,
      listed: [{ field: 'name', mine: 'c' }, { id: 'j', theirs: null }, {}],
    });
    expect(
      promotionOf('w', mixed, { all: 'theirs', byOne: new Map([[conflictKey(mixed.listed[0]!), 'mine']]) }),
    ).toEqual({
      type: 'branch.promote',
      branch: 'w',
      take: 'theirs',
      cells: [{ target: 't', at: { members: ['A'], time: 'M2026-07' }, take: 'theirs' }],
      records: [
        { kind: 'initiative', id: 'i', field: 'name', take: 'mine' },
        { kind: 'initiative', id: 'j', take: 'theirs' },
      ],
    });
    // A target that is gone leaves nothing to choose.
    expect(conflictsIn(told({ kind: 'target', id: 't', theirs: null }) as never)).toBeNull();
  });
});
