import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Command,
  createState,
  cubeOf,
  decide,
  kinds,
  layoutOf,
  planRates,
  ratesToCome,
  readLeaf,
  readTypedAmount,
  type TargetEntry,
} from '../../src/index.ts';

/** A target in yuan and 分 that begins in July 2026, and whatever rates are added. */
function opened() {
  const [master, plan] = [createState(), createState()];
  const run = (state: BookState, book: 'master' | 'plan', command: Command) => {
    const context = { book, state, master, kinds, actor: 'me', writable: () => true };
    const decided = decide(context, command);
    if (decided.ok) applyChanges(state, decided.value.changes);
    return decided;
  };
  const add = (kind: string, id: string, fields: Record<string, string | number>) =>
    run(master, 'master', { type: 'record.add', kind, id, fields });
  add('dimension', 'region', { name: 'Region', category: 'region' });
  for (const id of ['A', 'B']) add('dimensionMember', id, { dimension: 'region', name: id });
  const sales = { name: 'Sales', key: 'sales', aggregation: 'sum', direction: 'up', unit: 'money' };
  add('metric', 'sales', { ...sales, decimals: 2, currency: 'CNY' });
  const fields = {
    metric: 'sales',
    targetClass: 'core',
    dimensions: ['region'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-07-31',
  };
  run(plan, 'plan', { type: 'target.define', id: 'target', fields, rows: [['A'], ['B']] });
  return {
    rate: (id: string, more: Record<string, string | number>) =>
      add('fxRate', id, { currency: 'USD', into: 'CNY', rate: 7.1, ...more }),
    change: (id: string, set: Record<string, string | number>) =>
      run(master, 'master', { type: 'record.update', kind: 'fxRate', id, set }),
    read: (text: string, currentAmount: number | null = null) => {
      const rates = planRates(master, layoutOf(plan, master, 'target')!);
      return readTypedAmount(text, { decimals: 2, currency: 'CNY', currentAmount, rates });
    },
    toCome: () => [...ratesToCome(master, layoutOf(plan, master, 'target')!)],
    enter: (member: string, entry: Pick<TargetEntry, 'value' | 'typed'>) =>
      run(plan, 'plan', {
        type: 'target.enter',
        target: 'target',
        entries: [{ at: { members: [member], time: 'all' }, ...entry }],
      }),
    leaves: () => {
      const { cube } = cubeOf(plan, 'target')!;
      return [0, 1].map((row) => readLeaf(cube, 0, row, cube.firstSlot));
    },
  };
}

const amountOf = (read: ReturnType<typeof readTypedAmount>) =>
  read.ok ? read.value.amount : read.problems[0];

describe('[SPR-T86] a number typed in another currency', () => {
  it('is refused where the rate begins after the target; from which day on there is one is known', () => {
    const plan = opened();
    expect(plan.toCome()).toEqual([]);
    plan.rate('late', { from: '2026-09-01' });
    plan.rate('sooner', { from: '2026-08-01' });
    plan.rate('other', { currency: 'EUR', into: 'USD' });
    expect(amountOf(plan.read('$500'))).toMatchObject({ code: 'NUMBER_CURRENCY' });
    expect(plan.toCome()).toEqual([['USD', '2026-08-01']]);
    plan.rate('now', { from: '2026-07-01' });
    expect(plan.toCome()).toEqual([]);
  });

  it('is converted once at the plan rate, exactly, and rounded after that, halves away from zero', () => {
    const plan = opened();
    plan.rate('usd', { rate: 7.1234 });
    expect(plan.read('$500')).toEqual({
      ok: true,
      value: { amount: 356_170, relative: false, converted: ['USD'] },
    });
    expect(amountOf(plan.read('500万美元'))).toBe(3_561_700_000);
    expect(amountOf(plan.read('-$500'))).toBe(-356_170);
    expect(amountOf(plan.read('USD 0.01'))).toBe(7);
    plan.rate('eur', { currency: 'EUR', rate: 0.005 });
    expect(amountOf(plan.read('€1'))).toBe(1);
    expect(amountOf(plan.read('(€1)'))).toBe(-1);
    // Three times a third of a 分 is one: nothing is rounded on the way.
    plan.rate('jpy', { currency: 'JPY', rate: 0.0001 });
    expect(amountOf(plan.read('=20円+20円+20円'))).toBe(1);
  });

  it('changes the number there by what it is worth, beside yuan in one formula too', () => {
    const plan = opened();
    plan.rate('usd', {});
    expect(amountOf(plan.read('+$100', 100_00))).toBe(810_00);
    expect(plan.read('=¥100+$100')).toMatchObject({ value: { amount: 810_00, converted: ['USD'] } });
    expect(amountOf(plan.read('*$2', 100_00))).toMatchObject({ code: 'NUMBER_CURRENCY' });
    expect(plan.read('¥100')).toEqual({ ok: true, value: { amount: 100_00, relative: false } });
  });

  it('is refused without a rate, and where a sign stands for several currencies that have one', () => {
    const plan = opened();
    expect(amountOf(plan.read('$5'))).toMatchObject({ code: 'NUMBER_CURRENCY' });
    plan.rate('usd', {});
    expect(amountOf(plan.read('€5'))).toMatchObject({ code: 'NUMBER_CURRENCY' });
    plan.rate('hkd', { currency: 'HKD', rate: 0.91 });
    expect(amountOf(plan.read('$5'))).toMatchObject({ code: 'NUMBER_AMBIGUOUS' });
    expect(amountOf(plan.read('HK$5'))).toBe(455);
    expect(amountOf(plan.read('US$5'))).toBe(3550);
    expect(amountOf(plan.read('$5美元'))).toMatchObject({ code: 'NUMBER_AMBIGUOUS' });
    plan.rate('pln', { currency: 'PLN', rate: 2 });
    expect(amountOf(plan.read('5 PLN'))).toBe(1000);
  });

  it('takes the rate that began last on or before the first day of the target', () => {
    const plan = opened();
    plan.rate('old', { rate: 6.5 });
    expect(amountOf(plan.read('$1'))).toBe(650);
    plan.rate('year', { rate: 7.1, from: '2026-01-01' });
    plan.rate('later', { rate: 9, from: '2026-07-02' });
    plan.rate('other', { rate: 5, into: 'EUR', from: '2026-06-01' });
    expect(amountOf(plan.read('$1'))).toBe(710);
  });

  it('is stored in the currency of the metric: the promise is about that number, and a later rate moves nothing', () => {
    const plan = opened();
    plan.rate('usd', { rate: 7.1234 });
    const read = plan.read('$0.05');
    expect(amountOf(read)).toBe(36);
    expect(plan.enter('*', { value: 36, typed: '$0.05' }).ok).toBe(true);
    expect(plan.leaves()).toEqual([18, 18]);
    plan.change('usd', { rate: 8 });
    expect(plan.leaves()).toEqual([18, 18]);
  });

  it('is refused with both numbers when the rate is another by now, and changes nothing', () => {
    const plan = opened();
    plan.rate('usd', {});
    plan.enter('A', { value: 100_00 });
    plan.change('usd', { rate: 7.2 });
    expect(plan.enter('A', { value: 810_00, typed: '+$100' })).toEqual({
      ok: false,
      problems: [
        {
          code: 'STALE',
          path: 'entries[0].typed',
          params: { field: 'value', yours: 810_00, theirs: 820_00 },
        },
      ],
    });
    expect(plan.enter('A', { value: 1, typed: '€1' })).toMatchObject({
      problems: [{ code: 'NUMBER_CURRENCY', path: 'entries[0].typed' }],
    });
    expect(plan.leaves()).toEqual([100_00, null]);
    expect(plan.enter('A', { value: 820_00, typed: '+$100' }).ok).toBe(true);
  });
});

describe('[SPR-T86] a plan rate', () => {
  it('leads from one currency into another, once from each day', () => {
    const plan = opened();
    const refusal = (id: string, more: Record<string, string | number>) => {
      const decided = plan.rate(id, more);
      return decided.ok ? null : decided.problems.map(({ code, path }) => `${code} ${path}`);
    };
    expect(refusal('a', { from: '2026-01-01' })).toBeNull();
    expect(refusal('b', { from: '2026-01-01', rate: 8 })).toEqual(['DUPLICATE fields.currency']);
    expect(refusal('c', {})).toBeNull();
    expect(refusal('d', { currency: 'CNY' })).toEqual(['INVALID fields.into']);
    expect(refusal('e', { currency: 'usd' })).toEqual(['INVALID fields.currency']);
    expect(refusal('f', { currency: 'EUR', rate: 0 })).toEqual(['OUT_OF_RANGE fields.rate']);
  });
});
