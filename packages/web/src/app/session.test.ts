import { describe, expect, it } from 'vitest';
import { safeNext } from './session.ts';

describe('where a sign-in leads', () => {
  it.each(['/', '/w/1/plans?unit=wan', '/w/1/plans/2/targets#a'])('goes on to %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'w/1',
    undefined,
    7,
    '/sign-in?next=/',
    '/start',
  ])('never to %s', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});
