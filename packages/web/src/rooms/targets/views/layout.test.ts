import { beforeEach, describe, expect, it, vi } from 'vitest';
import { plainLayout } from '../view.ts';
import { layoutOf, layoutText, readLayout, sameLayout } from './layout.ts';
import { keepOwnViews, readOwnViews } from './own-views.ts';

const layout = {
  ...plainLayout,
  rows: 't-0',
  columns: '1',
  only: '*,北方区',
  where: '*,*;Q2026-3:atLeast:5',
};

describe('a layout that is kept', () => {
  it('comes back as it was, without the cell somebody stood on', () => {
    const view = { ...layout, target: 'revenue', place: 'A@all', saved: undefined };
    expect(readLayout(layoutText(layoutOf(view)))).toEqual(layout);
    expect(layoutText(layoutOf(view))).not.toContain('revenue');
  });

  it('is the plain one while nothing is said', () => {
    expect(layoutText(plainLayout)).toBe('');
    expect(sameLayout(readLayout(''), plainLayout)).toBe(true);
    expect(sameLayout(layout, plainLayout)).toBe(false);
  });

  it('knows nothing of what it does not know', () =>
    expect(readLayout('rows=0&password=secret')).toEqual({ ...plainLayout, rows: '0' }));
});

describe('views kept for oneself', () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
  });

  it('belong to one target of one book', () => {
    const view = { id: '1', name: '按季度', layout, owner: null };
    keepOwnViews('plan', 'revenue', [view]);
    expect(readOwnViews('plan', 'revenue')).toEqual([view]);
    expect(readOwnViews('plan', 'customers')).toEqual([]);
    keepOwnViews('plan', 'revenue', []);
    expect(readOwnViews('plan', 'revenue')).toEqual([]);
  });

  it('are none when what is kept cannot be read', () => {
    localStorage.setItem('shapan.views.plan.revenue', '{"id":');
    expect(readOwnViews('plan', 'revenue')).toEqual([]);
    localStorage.setItem('shapan.views.plan.revenue', '[{"id":1},null]');
    expect(readOwnViews('plan', 'revenue')).toEqual([]);
  });
});
