import { decide, kinds, methodFields, type SpreadMethod, type TargetEntry } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { metricFormat } from '../metric-format.ts';
import {
  emptyForm,
  type MethodChoice,
  type MethodForm,
  methodChoices,
  optionsOf,
  readForm,
} from './method-form.ts';
import { type MethodOption, optionChoices } from './method-options.ts';
import { type Books, books, run, tableOf } from './sample-books.ts';
import { multiwayWaysOut } from './ways-out.ts';

const methods = Object.keys(methodChoices) as MethodChoice[];
const unassigned = { members: ['B', 'Y'], time: 'all' };
const leaf = { members: ['A1', 'X'], time: 'M2026-07' };

function read(form: Partial<MethodForm>, axes = 3) {
  const made = books();
  const { layout } = tableOf(made);
  const filled: MethodForm = {
    ...emptyForm,
    value: '1000',
    percent: '10',
    from: '1',
    to: '2',
    pattern: '1 2 3',
    reference: 'coverage',
    along: 'region',
    calendar: 'naturalDays',
    ...form,
  };
  const place = { members: [0, 0], time: 0 };
  const cell = {
    place,
    at: { members: ['*', '*'], time: 'all' },
    exists: true,
    value: null,
    leaf: false,
    hold: undefined,
    editable: true,
  };
  return readForm(filled, {
    cell,
    format: metricFormat(layout.metric, 'yuan', 'en'),
    past: {},
    options: optionsOf(filled, axes),
    places: { leaves: new Map([['one', leaf]]), unassigned },
  });
}

const entryOf = (form: Partial<MethodForm>): TargetEntry => {
  const found = read(form);
  if (!('entry' in found)) throw new Error(`${found.field} ${found.code}`);
  return found.entry;
};

describe('what the dialog of methods asks for', () => {
  /** Of what the engine hears: what the toolbar says, what another dialog is for, and what a field implies. */
  const elsewhere: ReadonlySet<string> = new Set([
    'givesWay',
    'driver',
    'asOf',
    'weekPattern',
    'past',
    'years',
    'reference',
    'source',
    'value',
    'target',
  ]);

  it('[SPR-T16] reaches every option that the engine hears of a method it offers', () => {
    const wide = { residue: 'location', calendar: '445' } as const;
    for (const method of methods) {
      const asked = new Set<string>([
        ...methodChoices[method],
        ...optionsOf({ ...emptyForm, ...wide, method }, 3).map((one) => (one === 'axis' ? 'along' : one)),
      ]);
      const missing = methodFields[method].takes.filter((one) => !asked.has(one) && !elsewhere.has(one));
      // A percentage says by its sign whether it adds.
      expect(missing, method).toEqual(method === 'percent' ? ['action'] : []);
    }
  });

  it('says nothing of what is left as it is', () => {
    for (const method of methods) {
      const { at: _, method: named, ...rest } = entryOf({ method });
      expect(named).toBe(method);
      for (const option of Object.keys(optionChoices))
        if (option !== 'action') expect(rest, `${method} ${option}`).not.toHaveProperty(option);
    }
  });

  it('turns each answer into the field of the entry that it stands for', () => {
    const answers: readonly (readonly [
      SpreadMethod & MethodChoice,
      Partial<MethodForm>,
      Partial<TargetEntry>,
    ])[] = [
      ['proportional', { action: 'add' }, { action: 'add' }],
      ['equal', { filter: 'nonZero', floor: '1', cap: '2' }, { filter: 'nonZero', floor: 100, cap: 200 }],
      ['evenSkip', { skip: 'missingAndZero' }, { skip: 'missingAndZero' }],
      ['equal', { granularity: '10', residue: 'divisor' }, { granularity: 1000, residue: 'divisor' }],
      ['equal', { residue: 'location', location: 'one' }, { residue: 'location', location: leaf }],
      ['equal', { fair: 'no' }, { fair: false }],
      ['percent', { sign: 'raise' }, { sign: 'raise', action: 'add' }],
      ['straightLine', { axis: 'region' }, { along: 'region' }],
      ['proportional', { zeroBasis: 'unassigned' }, { zeroBasis: 'unassigned', target: unassigned }],
      ['proportional', { nearer: 'coverage' }, { nearer: 'coverage' }],
      ['share', { negativeBasis: 'abs' }, { negativeBasis: 'abs' }],
      ['like', { mode: 'each' }, { mode: 'each' }],
      ['copy', { emptySource: 'clear' }, { emptySource: 'clear' }],
      ['calendar', { calendar: '445', week53: 'last' }, { weekPattern: '445', week53: 'last' }],
      ['equal', { overSoft: 'yes' }, { overSoft: true }],
      ['copy', { keepManual: 'yes' }, { keepManual: true }],
    ];
    for (const [method, form, part] of answers) expect(entryOf({ method, ...form })).toMatchObject(part);
  });

  it('[SPR-T72] asks about totals that conflict only where three axes can, with a number of steps', () => {
    expect(optionsOf(emptyForm, 2)).not.toContain('multiway');
    const wish = (form: Partial<MethodForm>) => {
      const found = read({ method: 'equal', ...form });
      return 'entry' in found ? found.multiway : found;
    };
    expect(wish({})).toBeUndefined();
    expect(wish({ multiway: 'release' })).toEqual({ release: true });
    expect(wish({ multiway: 'park' })).toEqual({ park: unassigned });
    expect(wish({ multiway: 'search' })).toEqual({ steps: 1_000_000 });
    expect(wish({ multiway: 'search', steps: '50,000' })).toEqual({ steps: 50_000 });
    expect(wish({ multiway: 'search', steps: '2000000' })).toEqual({ field: 'steps', code: 'OUT_OF_RANGE' });
  });

  it('names the field where an answer lacks something', () => {
    const field = (form: Partial<MethodForm>): MethodOption | string | undefined => {
      const found = read({ method: 'equal', ...form });
      return 'field' in found ? found.field : undefined;
    };
    expect(field({ residue: 'location' })).toBe('location');
    expect(field({ granularity: '0' })).toBe('granularity');
    expect(field({ floor: 'much' })).toBe('floor');
  });
});

describe('[SPR-T72] ways out where totals of three dimensions cannot all be met', () => {
  const t = createTranslate('en');

  /** Four of eight cells hold one unit; every region, product and month is to hold one. */
  function conflict(): { readonly made: Books; readonly entries: readonly TargetEntry[] } {
    const made = books();
    run(made, 'plan', { type: 'target.rows', target: 'revenue', add: [['B', 'X']] });
    const unit = (members: string[], time: string) => ({ at: { members, time }, value: 1 });
    run(made, 'plan', {
      type: 'target.enter',
      target: 'revenue',
      entries: [
        unit(['A1', 'X'], 'M2026-07'),
        unit(['A1', 'Y'], 'M2026-08'),
        unit(['B', 'X'], 'M2026-08'),
        unit(['B', 'Y'], 'M2026-07'),
      ],
    });
    const entries = [
      unit(['A', '*'], 'all'),
      unit(['B', '*'], 'all'),
      unit(['*', 'X'], 'all'),
      unit(['*', 'Y'], 'all'),
      unit(['*', '*'], 'M2026-07'),
      unit(['*', '*'], 'M2026-08'),
    ];
    return { made, entries };
  }
  const enter = ({ master, plan }: Books, more: object) =>
    decide({ book: 'plan', state: plan, master, kinds, actor: 'me', writable: () => true }, {
      type: 'target.enter',
      target: 'revenue',
      ...more,
    } as Parameters<typeof decide>[1]);

  it('are to release what cannot be met, or to park it; none goes on searching for what is proven not to be', () => {
    const { made, entries } = conflict();
    const decided = enter(made, { entries });
    expect(decided.ok).toBe(false);
    if (decided.ok) return;
    const [refused] = decided.problems;
    expect(refused).toMatchObject({ code: 'MULTIWAY_UNPROVEN', params: { proven: true } });
    const ways = multiwayWaysOut({ t }, refused!, entries, unassigned);
    expect(ways.map(({ id }) => id)).toEqual(['release', 'park misses']);
    const [release] = ways;
    expect(enter(made, { entries: release!.entries, multiway: release!.multiway }).ok).toBe(true);
  });

  it('offer a longer search where nothing is proven, until it is as long as a server does', () => {
    const refused = (steps: number) => ({
      code: 'MULTIWAY_UNPROVEN' as const,
      params: { missed: 'c1', proven: false, steps },
    });
    const steps = (done: number) =>
      multiwayWaysOut({ t }, refused(done), [], null).flatMap(({ multiway }) => multiway?.steps ?? []);
    expect([20_000, 200_000, 1_000_000].map(steps)).toEqual([[200_000], [1_000_000], []]);
  });
});
