import { describe, expect, test } from 'vitest';
import { trailingYear } from '../../src/index.ts';

/** The trailing twelve months of a window that begins on a day, or of a day before it. */
const trailing = (from: string, today = '2030-01-01') => {
  const { from: first, to } = trailingYear({ target: { kind: 'target', id: 't', fields: { from } } }, today);
  return [first, to];
};

describe('[SPR-T94] the trailing twelve months', () => {
  test('end the day before the window, or before today where that is earlier', () => {
    expect(trailing('2026-01-01')).toEqual(['2025-01-01', '2025-12-31']);
    expect(trailing('2026-01-01', '2025-10-15')).toEqual(['2024-10-15', '2025-10-14']);
  });

  test('are never a day too long around 29 February', () => {
    expect(trailing('2025-03-01')).toEqual(['2024-03-01', '2025-02-28']);
    expect(trailing('2024-03-01')).toEqual(['2023-03-01', '2024-02-29']);
    expect(trailing('2024-02-29')).toEqual(['2023-03-01', '2024-02-28']);
    expect(trailing('2025-02-28')).toEqual(['2024-02-28', '2025-02-27']);
  });
});
