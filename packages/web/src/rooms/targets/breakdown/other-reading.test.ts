import type { Notice, TargetEntry } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { otherReading } from './other-reading.ts';

const at = { members: ['*'], time: 'all' };
const held: readonly Notice[] = [{ code: 'SKIPPED', params: { held: 1, closed: 0 } }];
const told: readonly Notice[] = [{ code: 'OTHER_PERCENT', params: { other: 5 } }];

describe('[SPR-T23] the other reading of a percentage', () => {
  it('of a typed +p % is each cell +p %, where something in it stays', () => {
    const typed: TargetEntry = { at, value: 110, expect: 100 };
    const other = { reading: 'each', percent: '+10%' };
    const entry = { at, expect: 100, method: 'percent', percent: 10, action: 'add' };
    for (const text of ['+10%', ' + 10 %', '＋１０％']) {
      expect(otherReading([typed], text, held)).toEqual({ ...other, entry });
    }
    expect(otherReading([typed], '−2.5%', held)).toMatchObject({
      percent: '-2.5%',
      entry: { percent: -2.5 },
    });
  });

  it('is not offered where both come to the same, or no percentage was typed', () => {
    const typed: TargetEntry = { at, value: 110 };
    expect(otherReading([typed], '+10%', [])).toBeNull();
    expect(otherReading([typed], '+10%', [{ code: 'SKIPPED', params: { outside: 2, held: 0 } }])).toBeNull();
    for (const text of ['110', '10%', '+10', undefined]) expect(otherReading([typed], text, held)).toBeNull();
    expect(otherReading([typed, typed], '+10%', held)).toBeNull();
    expect(otherReading([{ ...typed, method: 'equal' }], '+10%', held)).toBeNull();
  });

  it('goes both ways between the total and each cell', () => {
    const each: TargetEntry = {
      at,
      method: 'percent',
      percent: 10,
      action: 'add',
      sign: 'raise',
      keepManual: true,
    };
    const total = otherReading([each], undefined, told);
    const entry = { at, method: 'proportional', percent: 10, action: 'add', keepManual: true };
    expect(total).toEqual({ reading: 'total', percent: '+10%', entry });
    const { sign: _, ...back } = each;
    expect(otherReading([entry as TargetEntry], undefined, told)).toEqual({
      reading: 'each',
      percent: '+10%',
      entry: back,
    });
    expect(otherReading([each], undefined, held)).toBeNull();
    expect(otherReading([{ ...each, action: 'subtract' }], undefined, told)?.percent).toBe('-10%');
  });
});
