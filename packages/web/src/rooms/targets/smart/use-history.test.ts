import { describe, expect, it } from 'vitest';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { historyAsked } from './use-history.ts';

const { layout } = tableOf(books());
const whole = new Map<string, ReadonlySet<string>>();

describe('the history that growth is judged by', () => {
  it('is asked for the whole of a target, in the grain of its window', () => {
    const asked = historyAsked(layout, whole);
    const { from, to } = layout.target.fields;
    expect(asked).toMatchObject({ from, to });
    const query = new URLSearchParams(asked?.query);
    expect(Object.fromEntries(query)).toEqual({
      target: layout.target.id,
      years: '9',
      by: 'month',
      signed: 'true',
    });
  });

  it('is not asked for by who works in a part: the server would refuse it on every page', () => {
    expect(historyAsked(layout, new Map([['region', new Set(['east'])]]))).toBeNull();
    expect(historyAsked(undefined, whole)).toBeNull();
  });
});
