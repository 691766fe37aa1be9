import {
  addDays,
  type DateRange,
  occurrencesOf,
  type PlanRecord,
  type PlanSchedule,
  type TaskSchedule,
  workCalendarOf,
} from '@shapan/engine';
import { type CSSProperties, type KeyboardEvent, memo } from 'react';
import { dateText, rangeText } from '../../../app/dates.ts';
import { classes, isComposing, StatusTag } from '../../../design/index.ts';
import { memberNameOf, nameOf, type Records } from '../../../records/index.ts';
import { overloadedBy } from '../resources/overload-note.tsx';
import { taskAt } from '../schedule-of.ts';
import { stateTones, taskState } from '../task-state.ts';
import { breachWord } from '../window-breaches.tsx';
import { movedRange } from './bar-move.ts';
import type { TaskRow } from './rows.ts';
import type { Scale } from './scale.ts';
import { useBarDrag } from './use-bar-drag.ts';

/** What people do with a bar; the same for every row, so that only rows that change are drawn anew. */
export interface BarActions {
  /** Where a task is held, before anything is done; `null` when it is let go or put back. */
  readonly hold: (row: TaskRow, range: DateRange | null) => void;
  readonly drop: (row: TaskRow, range: DateRange) => void;
  readonly open: (id: string) => void;
  /** To the next task, or the one before. */
  readonly go: (id: string, steps: number) => void;
}

interface GanttRowProps {
  readonly records: Records;
  readonly plan: PlanSchedule;
  readonly scale: Scale;
  readonly width: number;
  readonly row: TaskRow;
  readonly top: number;
  readonly position: number;
  readonly count: number;
  /** Where it would stand if what is held were dropped. */
  readonly preview: DateRange | undefined;
  /** Taken up by keyboard. */
  readonly lifted: boolean;
  readonly baseline: DateRange | undefined;
  /** Reached by the tab key. */
  readonly current: boolean;
  readonly actions: BarActions;
}

/** One task: its name, and the bar that is dragged, or taken up and moved by keyboard. */
export const GanttRow = memo(function GanttRow(props: GanttRowProps) {
  const { records, plan, scale, width, row, top, position, count, preview, lifted, baseline, actions } =
    props;
  const { context } = records;
  const { t } = context;
  const { task, days: own } = row;
  const mayEdit = records.mayChange(task);
  const seen = row.place === undefined ? undefined : taskAt(plan, row.place);
  const state = taskState(task, seen);
  const name = nameOf(context, task);
  const owner = memberNameOf(context, task.fields['accountable']);
  const onHold = (range: DateRange | null): void => actions.hold(row, range);
  const drag = useBarDrag({
    range: own,
    days: scale.days,
    enabled: mayEdit,
    onHold,
    onMove: (range) => actions.drop(row, range),
  });
  const held = drag.dragging || lifted;
  const { from, to } = drag.dragging ? drag.range : (preview ?? own);
  const dates = from === to ? dateText(from, t.locale) : rangeText(from, to, t.locale);
  const progress = Number(task.fields['progress'] ?? 0);
  const milestone = task.fields['milestone'] === true;
  const said = t('execution.bar', {
    name,
    range: dates,
    owner: owner || t('execution.noOwner'),
    state: t(`execution.state.${state}`),
    progress,
  });
  const label = [said, ...notesOf(props, seen)].join(t('execution.bar.and'));
  const x = (date: string): number => Math.round(width * scale.at(date));
  const [left, right] = [x(from), x(addDays(to, 1))];
  return (
    <li className="timeline__line" style={{ top }} aria-posinset={position + 1} aria-setsize={count}>
      <span className="timeline__name" title={name}>
        <span>{name}</span>
        <span className="quiet">{owner || t('execution.noOwner')}</span>
      </span>
      <div className="timeline__track" style={{ width }}>
        {baseline && (
          <span className="timeline__ghost" style={spanStyle(x(baseline.from), x(addDays(baseline.to, 1)))} />
        )}
        {preview && !milestone && (
          <span className="timeline__was" style={spanStyle(x(own.from), x(addDays(own.to, 1)))} />
        )}
        {seen && (state === 'late' || state === 'atRisk') && seen.expectedTo > to && !held && (
          <span
            className="timeline__expected"
            style={spanStyle(right, Math.min(width, x(addDays(seen.expectedTo, 1))))}
          />
        )}
        {milestone && from < to && <span className="timeline__reach" style={spanStyle(left, right)} />}
        <button
          type="button"
          className={classes('timeline__bar', milestone && 'timeline__bar--milestone')}
          data-state={state}
          data-task={task.id}
          data-critical={seen?.critical || undefined}
          style={milestone ? { insetInlineStart: x(to) } : spanStyle(left, right)}
          tabIndex={props.current ? 0 : -1}
          aria-label={label}
          title={label}
          aria-pressed={mayEdit ? lifted : undefined}
          aria-keyshortcuts={
            mayEdit
              ? 'Space Alt+ArrowLeft Alt+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight'
              : undefined
          }
          data-movable={mayEdit || undefined}
          data-dragging={held || undefined}
          {...drag.handlers}
          onKeyDown={(event) => onBarKey(event, props, { from, to })}
          onKeyUp={(event) => event.key === ' ' && event.preventDefault()}
          onBlur={() => lifted && actions.hold(row, null)}
          onClick={() => !lifted && actions.open(task.id)}
        >
          {!held && <Times {...{ records, task, from, x }} />}
          {!milestone && <span className="timeline__done" style={{ width: `${Math.min(100, progress)}%` }} />}
          {mayEdit && !milestone && (
            <>
              <span className="timeline__end" data-part="start" aria-hidden="true" />
              <span className="timeline__end" data-part="end" aria-hidden="true" />
            </>
          )}
        </button>
        {held && (
          // Beside the bar, so that both can be seen; where the calendar ends there is room before it.
          <span
            className="timeline__dates"
            style={
              right + DATES > width + END
                ? { insetInlineEnd: width - left + 6 }
                : { insetInlineStart: right + 6 }
            }
          >
            {dates}
          </span>
        )}
        {!held && <RowTag {...{ records, task, seen, state, right, milestone }} />}
      </div>
    </li>
  );
});

/** About how wide the dates beside a held bar are, and the room behind the calendar, in CSS pixels. */
const [DATES, END] = [150, 96];

interface TimesProps {
  readonly records: Records;
  readonly task: PlanRecord;
  readonly from: string;
  readonly x: (date: string) => number;
}

/** The times of a repeated task, on the days on which they are held; those that are ticked off are full. */
function Times({ records: { context }, task, from, x }: TimesProps) {
  if (!task.fields['repeat']) return null;
  return occurrencesOf(task, workCalendarOf(context.master)).map(({ day, on, done }) => (
    <span
      key={day}
      className="timeline__time"
      data-done={done || undefined}
      style={{ insetInlineStart: (x(on) + x(addDays(on, 1))) / 2 - x(from) }}
    />
  ));
}

const spanStyle = (left: number, right: number): CSSProperties => ({
  insetInlineStart: left,
  width: Math.max(0, right - left),
});

interface RowTagProps {
  readonly records: Records;
  readonly task: PlanRecord;
  readonly seen: TaskSchedule | undefined;
  readonly state: ReturnType<typeof taskState>;
  readonly right: number;
  readonly milestone: boolean;
}

/** Behind the bar, in a word, what somebody should look at. */
function RowTag({ records: { context }, task, seen, state, right, milestone }: RowTagProps) {
  const { t } = context;
  const pushed = seen && state !== 'done' ? seen.pushed : 0;
  const overloaded = state === 'done' || state === 'dropped' ? null : overloadedBy(context, task.id);
  const breach = breachWord(context, task);
  const said = state === 'late' || state === 'atRisk' || pushed > 0 || overloaded !== null || breach !== '';
  if (!said) return null;
  return (
    <span
      className={classes('timeline__late', milestone && 'timeline__late--milestone')}
      style={{ insetInlineStart: right }}
    >
      {(state === 'late' || state === 'atRisk') && (
        <StatusTag tone={stateTones[state]} plain>
          {t(`execution.state.${state}`)}
        </StatusTag>
      )}
      {pushed > 0 && (
        <StatusTag tone="warn" plain>
          {t('execution.pushed', { days: pushed })}
        </StatusTag>
      )}
      {overloaded !== null && (
        <StatusTag tone="warn" plain>
          {t('resources.overloaded', { names: overloaded })}
        </StatusTag>
      )}
      {breach !== '' && (
        <StatusTag tone="warn" plain>
          {breach}
        </StatusTag>
      )}
    </span>
  );
}

function notesOf(
  { records: { context }, row }: GanttRowProps,
  seen: TaskSchedule | undefined,
): readonly string[] {
  const { t } = context;
  if (!seen || seen.outlook === 'done') return [];
  const breach = breachWord(context, row.task);
  return [
    ...(breach === '' ? [] : [breach]),
    seen.critical ? t('execution.bar.critical') : t('execution.bar.slack', { days: seen.slack }),
    ...(seen.pushed > 0 ? [t('execution.pushed', { days: seen.pushed })] : []),
    ...(seen.outlook === 'onTrack'
      ? []
      : [t('execution.bar.expected', { date: dateText(seen.expectedTo, t.locale) })]),
  ];
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
const rowsAway: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };

/**
 * Up and down go from task to task. Alt with an arrow moves a bar at once. Space takes it up: arrows then show what would come of
 * it, with Shift they move its end, with Ctrl its beginning; Enter or Space puts it down, Escape back.
 */
function onBarKey(
  event: KeyboardEvent,
  { row, lifted, records, actions }: GanttRowProps,
  shown: DateRange,
): void {
  if (isComposing(event)) return;
  const step = steps[event.key];
  const away = rowsAway[event.key];
  const part = event.shiftKey ? 'end' : event.ctrlKey ? 'start' : 'whole';
  const done = (): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  if (lifted && step !== undefined) {
    done();
    actions.hold(row, movedRange(shown, part, step));
  } else if (lifted && (event.key === 'Enter' || event.key === ' ')) {
    done();
    actions.drop(row, shown);
  } else if (lifted && event.key === 'Escape') {
    done();
    actions.hold(row, null);
  } else if (away !== undefined && !event.altKey && !event.metaKey) {
    done();
    actions.go(row.id, away);
  } else if (records.mayChange(row.task) && event.altKey && step !== undefined) {
    done();
    const range = movedRange(row.days, part, step);
    if (range.from !== row.days.from || range.to !== row.days.to) actions.drop(row, range);
  } else if (records.mayChange(row.task) && event.key === ' ') {
    done();
    actions.hold(row, row.days);
  }
}
