import type { PlanRecord } from '@shapan/engine';
import type { RecordPicture } from '../../records/index.ts';
import { type Scale, scaleOf } from './scale.ts';
import { percent, startOf, TimelineLine } from './timeline-line.tsx';
import './timeline.css';

interface TimelineProps extends RecordPicture {
  readonly tasks: readonly PlanRecord[];
}

/** The tasks along the calendar. Alt with an arrow moves a bar by a day, with Shift its end. */
export function Timeline({ records, tasks, submit, onOpen }: TimelineProps) {
  const { context } = records;
  const { t, today } = context;
  const dated = tasks.filter(({ fields }) => fields['from'] ?? fields['to']);
  const scale = scaleOf(
    dated.flatMap(({ fields }) => [fields['from'], fields['to']].filter((date) => typeof date === 'string')),
  );
  if (!scale) return <p className="quiet">{t('execution.timeline.empty')}</p>;
  const inside = today >= scale.range.from && today <= scale.range.to;
  const ordered = dated.toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="timeline" role="group" aria-label={t('execution.timeline')} tabIndex={0}>
      <div className="timeline__sheet" style={{ minWidth: Math.max(720, scale.months.length * 110) }}>
        <Heading scale={scale} locale={t.locale} />
        {inside && (
          <div
            className="timeline__today"
            style={{ insetInlineStart: along(scale.at(today) + 0.5 / scale.days) }}
          >
            <span>{t('execution.today')}</span>
          </div>
        )}
        <ul>
          {ordered.map((task) => (
            <TimelineLine key={task.id} {...{ records, scale, task, submit, onOpen }} />
          ))}
        </ul>
      </div>
    </div>
  );
}

/** A share of the track as a place on the sheet, whose left edge is the column of names. */
const along = (share: number): string =>
  `calc(var(--timeline-names) + (100% - var(--timeline-names) - var(--timeline-end)) * ${share.toFixed(5)})`;

const MOST_WEEK_LABELS = 14;

function Heading({ scale, locale }: { readonly scale: Scale; readonly locale: string }) {
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  const step = Math.ceil(scale.weeks.length / MOST_WEEK_LABELS);
  return (
    <div className="timeline__head" aria-hidden="true">
      <div className="timeline__marks">
        {scale.months.map(({ date, start, width }) => (
          <span key={date} style={{ insetInlineStart: percent(start), width: percent(width) }}>
            {month.format(new Date(`${date}T00:00:00Z`))}
          </span>
        ))}
      </div>
      {scale.weeks.length > 0 && (
        <div className="timeline__marks timeline__marks--weeks">
          {scale.weeks.map(({ date, start, width }, index) => (
            <span key={date} style={{ insetInlineStart: percent(start), width: percent(width) }}>
              {index % step === 0 && `${Number(date.slice(5, 7))}/${Number(date.slice(8))}`}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
