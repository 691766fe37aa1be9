import { addDays, type PlanRecord } from '@shapan/engine';
import type { KeyboardEvent } from 'react';
import { dateText, rangeText } from '../../app/dates.ts';
import { classes, isComposing, StatusTag } from '../../design/index.ts';
import { memberNameOf, nameOf, type RecordPicture, updateOf } from '../../records/index.ts';
import { type Scale, scaleOf } from './scale.ts';
import { stateTones, taskState } from './task-state.ts';
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
            <Line key={task.id} {...{ records, scale, task, submit, onOpen }} />
          ))}
        </ul>
      </div>
    </div>
  );
}

const startOf = ({ fields }: PlanRecord): string => String(fields['from'] ?? fields['to'] ?? '');
const endOf = ({ fields }: PlanRecord): string => String(fields['to'] ?? fields['from'] ?? '');

/** A share of the track as a place on the sheet, whose left edge is the column of names. */
const along = (share: number): string =>
  `calc(var(--timeline-names) + (100% - var(--timeline-names) - var(--timeline-end)) * ${share.toFixed(5)})`;
const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

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

interface LineProps extends RecordPicture {
  readonly scale: Scale;
  readonly task: PlanRecord;
}

function Line({ records, scale, task, submit, onOpen }: LineProps) {
  const { context, mayEdit } = records;
  const { t, today } = context;
  const state = taskState(task, today);
  const name = nameOf(context, task);
  const owner = memberNameOf(context, task.fields['accountable']);
  const [from, to] = [startOf(task), endOf(task)];
  const progress = Number(task.fields['progress'] ?? 0);
  const milestone = task.fields['milestone'] === true;
  const label = t('execution.bar', {
    name,
    range: from === to ? dateText(from, t.locale) : rangeText(from, to, t.locale),
    owner: owner || t('execution.noOwner'),
    state: t(`execution.state.${state}`),
    progress,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (isComposing(event) || !event.altKey || step === 0 || !mayEdit) return;
    event.preventDefault();
    const end = addDays(to, step);
    if (event.shiftKey && end < from) return;
    void submit([updateOf(task, event.shiftKey ? { to: end } : { from: addDays(from, step), to: end })]);
  };
  return (
    <li className="timeline__line">
      <span className="timeline__name">
        <span>{name}</span>
        <span className="quiet">{owner || t('execution.noOwner')}</span>
      </span>
      <div className="timeline__track">
        <button
          type="button"
          className={classes('timeline__bar', milestone && 'timeline__bar--milestone')}
          data-state={state}
          style={{
            insetInlineStart: percent(milestone ? scale.at(to) : scale.at(from)),
            width: milestone ? undefined : percent(scale.at(addDays(to, 1)) - scale.at(from)),
          }}
          aria-label={label}
          title={label}
          aria-keyshortcuts={
            mayEdit ? 'Alt+ArrowLeft Alt+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight' : undefined
          }
          onKeyDown={onKeyDown}
          onClick={() => onOpen(task.id)}
        >
          {!milestone && (
            <span className="timeline__done" style={{ width: percent(Math.min(1, progress / 100)) }} />
          )}
        </button>
        {state === 'late' && (
          <span
            className={classes('timeline__late', milestone && 'timeline__late--milestone')}
            style={{ insetInlineStart: percent(scale.at(addDays(to, 1))) }}
          >
            <StatusTag tone={stateTones.late} plain>
              {t('execution.state.late')}
            </StatusTag>
          </span>
        )}
      </div>
    </li>
  );
}
