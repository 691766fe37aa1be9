import { memo } from 'react';
import { percent } from './percent.ts';
import type { Scale, ScaleMark, Zoom } from './scale.ts';

/** Labels stand no closer than this, in CSS pixels. */
const CLOSEST: Readonly<Record<Zoom, number>> = { day: 18, week: 34, xun: 34, month: 0 };

interface HeadingProps {
  readonly scale: Scale;
  readonly zoom: Zoom;
  readonly width: number;
  readonly locale: string;
}

/** Months, and below them days, weeks or ten-day periods. */
export const Heading = memo(function Heading({ scale, zoom, width, locale }: HeadingProps) {
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  const fine = zoom === 'month' ? [] : scale.marks(zoom);
  const narrowest = Math.min(...fine.slice(1, -1).map((mark) => mark.width * width), Number.MAX_SAFE_INTEGER);
  const step = Math.max(1, Math.ceil(CLOSEST[zoom] / narrowest));
  return (
    <div className="timeline__head" aria-hidden="true">
      <div className="timeline__marks" style={{ width }}>
        {scale.marks('month').map((mark) => (
          <span key={mark.date} style={placeOf(mark)}>
            {month.format(new Date(`${mark.date}T00:00:00Z`))}
          </span>
        ))}
      </div>
      {fine.length > 0 && (
        <div className="timeline__marks timeline__marks--fine" style={{ width }}>
          {fine.map((mark, index) => (
            <span key={mark.date} style={placeOf(mark)}>
              {index % step === 0 && labelOf(zoom, mark)}
            </span>
          ))}
        </div>
      )}
    </div>
  );
});

const placeOf = ({ start, width }: ScaleMark) => ({
  insetInlineStart: percent(start),
  width: percent(width),
});

const labelOf = (zoom: Zoom, { date }: ScaleMark): string =>
  zoom === 'day' ? String(Number(date.slice(8))) : `${Number(date.slice(5, 7))}/${Number(date.slice(8))}`;
