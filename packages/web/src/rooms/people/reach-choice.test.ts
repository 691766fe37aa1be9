import { describe, expect, it } from 'vitest';
import { reachMissing } from './reach-choice.tsx';

const part = [{ dimension: 'region', member: 'A' }];

describe('how far somebody sees', () => {
  it.each([
    ['is to be chosen where there are parts', true, null, [], true],
    ['may be everything', true, 'whole', [], false],
    ['may be a part', true, 'part', part, false],
    ['is not a part of which nothing is ticked', true, 'part', [], true],
    ['is no question where there are no parts', false, null, [], false],
  ] as const)('%s', (_, parted, reach, scope, missing) => {
    expect(reachMissing({ parted, reach, scope: [...scope] })).toBe(missing);
  });
});
