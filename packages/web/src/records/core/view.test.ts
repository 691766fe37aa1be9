import { expect, it } from 'vitest';
import { isShown } from './view.ts';

it('shows a field that is asked for no more only where it says something', () => {
  const former = { type: 'text', former: true } as const;
  expect(isShown('painPoint', former, { painPoint: 'Nobody to turn to' })).toBe(true);
  expect(isShown('painPoint', former, {})).toBe(false);
  expect(isShown('painPoint', { type: 'text' }, {})).toBe(true);
  expect(isShown('fileKey', { type: 'text', ofFile: true }, { fileKey: 'a#1' })).toBe(false);
});
