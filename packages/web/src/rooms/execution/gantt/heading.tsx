import type { DateRange } from '@shapan/engine';
import { memo } from 'react';
import { marksThatFit, type Scale, type ScaleMark, type Zoom } from './scale.ts';

interface HeadingProps {
  readonly scale: Scale;
  readonly zoom: Zoom;
  /** The days that are in sight: all others may be centuries. */
  readonly seen: DateRange;
  readonly width: number;
  readonly locale: string;
}

/** Months, and below them days, weeks or ten-day periods; years, decades and centuries where those are too many. */
export const Heading = memo(function Heading({ scale, zoom, seen, width, locale }: HeadingProps) {
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  const year = new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' });
  const { coarse, fine: below } = marksThatFit(scale, width, zoom);
  const fine = below === undefined ? [] : scale.marks(below, seen);
  const words = coarse === 'month' ? month : year;
  return (
    <div className="timeline__head" aria-hidden="true">
      <div className="timeline__marks" style={{ width }}>
        {scale.marks(coarse, seen).map((mark) => (
          <span key={mark.date} style={placeOf(mark, width)}>
            {words.format(new Date(`${mark.date}T00:00:00Z`))}
          </span>
        ))}
      </div>
      {fine.length > 0 && (
        <div className="timeline__marks timeline__marks--fine" style={{ width }}>
          {fine.map((mark) => (
            <span key={mark.date} style={placeOf(mark, width)}>
              {labelOf(zoom, mark)}
            </span>
          ))}
        </div>
      )}
    </div>
  );
});

const placeOf = (mark: ScaleMark, width: number) => ({
  insetInlineStart: mark.start * width,
  width: mark.width * width,
});

const labelOf = (zoom: Zoom, { date }: ScaleMark): string =>
  zoom === 'day' ? String(Number(date.slice(8))) : `${Number(date.slice(5, 7))}/${Number(date.slice(8))}`;
