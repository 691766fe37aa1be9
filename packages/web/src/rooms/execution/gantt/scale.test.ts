import { describe, expect, it } from 'vitest';
import { daysSeen, fittingZoom, type Mark, marksThatFit, paperTrack, scaleOf, trackWidth } from './scale.ts';

const startsOf = (dates: string[], zoom: Mark) =>
  scaleOf(dates)
    ?.marks(zoom)
    .map(({ date }) => date);

describe('the time scale of the tasks', () => {
  it('spans whole months around every date', () => {
    const scale = scaleOf(['2026-06-20', '2026-09-30', '2026-07-01']);
    expect(scale?.range).toEqual({ from: '2026-06-01', to: '2026-09-30' });
    expect(scale?.days).toBe(122);
    expect(scaleOf([])).toBeUndefined();
  });

  it('is marked by months, ten-day periods, weeks from Monday on, and days', () => {
    expect(startsOf(['2026-12-15', '2027-01-02'], 'month')).toEqual(['2026-12-01', '2027-01-01']);
    expect(startsOf(['2026-07-01'], 'xun')).toEqual(['2026-07-01', '2026-07-11', '2026-07-21']);
    expect(startsOf(['2026-07-01'], 'week')).toEqual([
      '2026-06-29',
      '2026-07-06',
      '2026-07-13',
      '2026-07-20',
      '2026-07-27',
    ]);
    expect(startsOf(['2026-02-10'], 'day')).toHaveLength(28);
  });

  it('is marked by years, decades or centuries where months would have no room for their names', () => {
    const [quarter, century] = [{ days: 92 }, { days: 63_000 }];
    expect(marksThatFit(quarter, 1_000, 'week')).toEqual({ coarse: 'month', fine: 'week' });
    expect(marksThatFit(quarter, 1_000, 'month')).toEqual({ coarse: 'month', fine: undefined });
    expect(marksThatFit(quarter, 300, 'day')).toEqual({ coarse: 'month', fine: undefined });
    expect(marksThatFit(century, 1_400, 'day')).toEqual({ coarse: 'decade', fine: undefined });
    expect(startsOf(['2026-06-30', '2028-01-01'], 'year')).toEqual([
      '2026-01-01',
      '2027-01-01',
      '2028-01-01',
    ]);
    const decades = scaleOf(['2026-06-30', '2199-12-31'])!.marks('decade');
    expect(decades.map(({ date }) => date).slice(0, 2)).toEqual(['2020-01-01', '2030-01-01']);
    expect(decades).toHaveLength(18);
    const all = decades.reduce((sum, { width }) => sum + width, 0);
    expect(all).toBeCloseTo(1, 10);
  });

  it('is no wider on paper than half its size leaves readable', () => {
    expect(paperTrack(900, 700)).toBe(900);
    expect(paperTrack(1_600_000, 700)).toBe(1_400);
  });

  it('fills the whole width at every zoom', () => {
    const scale = scaleOf(['2026-12-15', '2027-01-02']);
    for (const zoom of ['day', 'week', 'xun', 'month'] as const) {
      const marks = scale?.marks(zoom) ?? [];
      expect(marks[0]?.start).toBe(0);
      expect(marks.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1, 12);
    }
  });

  it('is marked only where it is in sight, however far the last day lies, and there as on the whole', () => {
    const scale = scaleOf(['2026-07-10', '2199-12-31'])!;
    const width = trackWidth(scale, 'day', 900);
    const start = daysSeen(scale, width, -200, 1_000);
    expect(start).toEqual({ from: '2026-07-01', to: '2026-08-08' });
    expect(daysSeen(scale, width, width - 100, width + 900)).toEqual({
      from: '2199-12-28',
      to: '2199-12-31',
    });
    expect(daysSeen(scale, width, 0, Number.MAX_SAFE_INTEGER)).toEqual(scale.range);
    expect(scale.marks('day', start)).toHaveLength(39);
    for (const zoom of ['day', 'week', 'xun', 'month'] as const) {
      const whole = scale.marks(zoom);
      const seen = { from: '2028-02-17', to: '2028-03-12' };
      const marks = scale.marks(zoom, seen);
      const at = whole.findIndex(({ date }) => date === marks[0]?.date);
      expect(marks).toEqual(whole.slice(at, at + marks.length));
      expect([marks[0]!.date <= seen.from, whole[at + 1]!.date > seen.from]).toEqual([true, true]);
      expect(whole[at + marks.length]!.date > seen.to).toBe(true);
    }
  });

  it('begins as close as everything fits, and is never narrower than the room', () => {
    const july = scaleOf(['2026-07-01'])!;
    const year = scaleOf(['2026-01-01', '2026-12-31'])!;
    expect([fittingZoom(july, 900), fittingZoom(july, 400), fittingZoom(year, 900)]).toEqual([
      'day',
      'week',
      'month',
    ]);
    expect([trackWidth(year, 'month', 2_000), trackWidth(year, 'day', 900)]).toEqual([2_000, 9_490]);
  });
});
