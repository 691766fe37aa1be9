import { describe, expect, it } from 'vitest';
import { serverDay } from './server-day.ts';

describe('the day of the server', () => {
  const evening = Date.parse('2026-12-31T16:30:00Z');

  it.each([
    ['Asia/Shanghai', '2027-01-01'],
    ['UTC', '2026-12-31'],
    ['America/New_York', '2026-12-31'],
  ])('in %s is %s, whatever the reader has', (zone, day) => {
    expect(serverDay(zone, evening)).toBe(day);
  });

  it('begins with the minute in which it begins', () => {
    const midnight = Date.parse('2026-12-31T16:00:00Z');
    expect(serverDay('Asia/Shanghai', midnight - 1)).toBe('2026-12-31');
    expect(serverDay('Asia/Shanghai', midnight)).toBe('2027-01-01');
  });
});
