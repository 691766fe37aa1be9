import { addDays, isWorkday, weekday, workCalendarOf } from '@shapan/engine';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { dateText } from '../../app/dates.ts';
import { Checkbox, classes, IconButton } from '../../design/index.ts';
import { nameOf, type RecordPicture } from '../../records/index.ts';
import { nextMonth } from './gantt/scale.ts';
import { type DayEntry, monthToOpen, tasksByDay } from './tasks-by-day.ts';
import { tickedOff } from './ticked.ts';
import { useExecutionView } from './use-execution-view.ts';
import './calendar.css';

/** A month of tasks: what begins, what is due, and the times of what is repeated. */
export function Calendar({ records, submit, onOpen }: RecordPicture) {
  const { context } = records;
  const { t, today, state, master } = context;
  const [view, change] = useExecutionView();
  // oxlint-disable-next-line react/exhaustive-deps -- states change in place: a new context says that they did
  const byDay = useMemo(() => tasksByDay(state, master), [context]);
  const first = useMemo(() => view.month ?? monthToOpen(byDay.keys(), today), [view.month, byDay, today]);
  const work = useMemo(() => workCalendarOf(master), [master]);
  const month = new Intl.DateTimeFormat(t.locale, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const name = new Intl.DateTimeFormat(t.locale, { weekday: 'short', timeZone: 'UTC' });
  const at = (date: string): Date => new Date(`${date}T00:00:00Z`);
  const days = daysAround(first);
  return (
    <div className="task-calendar">
      <div className="task-calendar__bar">
        <IconButton
          label={t('execution.calendar.before')}
          icon={<ChevronLeft />}
          onClick={() => change({ month: `${addDays(first, -1).slice(0, 7)}-01` })}
        />
        <h3 aria-live="polite">{month.format(at(first))}</h3>
        <IconButton
          label={t('execution.calendar.after')}
          icon={<ChevronRight />}
          onClick={() => change({ month: nextMonth(first) })}
        />
      </div>
      <div className="task-calendar__names quiet" aria-hidden="true">
        {days.slice(0, 7).map((date) => (
          <span key={date}>{name.format(at(date))}</span>
        ))}
      </div>
      <ol className="task-calendar__days">
        {days.map((date) => {
          const entries = byDay.get(date) ?? [];
          const inside = date.slice(0, 7) === first.slice(0, 7);
          return (
            <li
              key={date}
              className={classes('task-calendar__day', !isWorkday(work, date) && 'task-calendar__day--off')}
              data-empty={entries.length === 0 || undefined}
              data-outside={!inside || undefined}
              aria-current={date === today ? 'date' : undefined}
              aria-label={dateText(date, t.locale)}
            >
              <span className="task-calendar__date num">{Number(date.slice(8))}</span>
              {entries.map((entry) => (
                <Entry
                  key={`${entry.task.id} ${entry.what} ${entry.time ?? ''}`}
                  {...{ records, entry, submit, onOpen }}
                />
              ))}
            </li>
          );
        })}
      </ol>
      {days.every((date) => !byDay.has(date)) && <p className="quiet">{t('execution.calendar.empty')}</p>}
    </div>
  );
}

/** Whole weeks around a month, from Monday on. */
function daysAround(first: string): readonly string[] {
  const start = addDays(first, 1 - weekday(first));
  const last = addDays(nextMonth(first), -1);
  const days: string[] = [];
  for (let date = start; date <= last || days.length % 7 !== 0; date = addDays(date, 1)) days.push(date);
  return days;
}

interface EntryProps extends RecordPicture {
  readonly entry: DayEntry;
}

function Entry({ records: { context, mayChange }, entry, submit, onOpen }: EntryProps) {
  const { t } = context;
  const { task, what, time, done } = entry;
  const name = nameOf(context, task);
  return (
    <span className="task-calendar__entry" data-what={what} data-done={done || undefined}>
      {time !== undefined && mayChange(task) && (
        <Checkbox
          label={t('execution.time.done', { name })}
          hideLabel
          checked={done}
          onChange={(next) => void submit([tickedOff(task, time, next)])}
        />
      )}
      <button type="button" onClick={() => onOpen(task.id)} title={name}>
        {t(`execution.calendar.${what}`, { name })}
      </button>
    </span>
  );
}
