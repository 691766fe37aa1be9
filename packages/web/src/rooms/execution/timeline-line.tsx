import { addDays, type DateRange, type PlanRecord } from '@shapan/engine';
import type { KeyboardEvent } from 'react';
import { dateText, rangeText } from '../../app/dates.ts';
import { classes, isComposing, StatusTag } from '../../design/index.ts';
import { memberNameOf, nameOf, type RecordPicture, updateOf } from '../../records/index.ts';
import { movedRange } from './bar-move.ts';
import type { Scale } from './scale.ts';
import { stateTones, taskState } from './task-state.ts';
import { useBarDrag } from './use-bar-drag.ts';

export const startOf = ({ fields }: PlanRecord): string => String(fields['from'] ?? fields['to'] ?? '');
const endOf = ({ fields }: PlanRecord): string => String(fields['to'] ?? fields['from'] ?? '');

export const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

interface TimelineLineProps extends RecordPicture {
  readonly scale: Scale;
  readonly task: PlanRecord;
}

/** One task of the timeline: its name, and the bar that is dragged or moved with Alt and an arrow. */
export function TimelineLine({ records, scale, task, submit, onOpen }: TimelineLineProps) {
  const { context, mayEdit } = records;
  const { t, today } = context;
  const state = taskState(task, today);
  const name = nameOf(context, task);
  const owner = memberNameOf(context, task.fields['accountable']);
  const own = { from: startOf(task), to: endOf(task) };
  const onMove = (range: DateRange): void => void submit([updateOf(task, changedDates(own, range))]);
  const drag = useBarDrag({ range: own, days: scale.days, enabled: mayEdit, onMove });
  const { from, to } = drag.range;
  const dates = from === to ? dateText(from, t.locale) : rangeText(from, to, t.locale);
  const progress = Number(task.fields['progress'] ?? 0);
  const milestone = task.fields['milestone'] === true;
  const label = t('execution.bar', {
    name,
    range: dates,
    owner: owner || t('execution.noOwner'),
    state: t(`execution.state.${state}`),
    progress,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (isComposing(event) || !event.altKey || step === 0 || !mayEdit) return;
    event.preventDefault();
    const range = movedRange(own, event.shiftKey ? 'end' : 'whole', step);
    if (range.from !== own.from || range.to !== own.to) onMove(range);
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
          data-movable={mayEdit || undefined}
          data-dragging={drag.dragging || undefined}
          {...drag.handlers}
          onKeyDown={onKeyDown}
          onClick={() => onOpen(task.id)}
        >
          {!milestone && (
            <span className="timeline__done" style={{ width: percent(Math.min(1, progress / 100)) }} />
          )}
          {mayEdit && !milestone && (
            <>
              <span className="timeline__end" data-part="start" aria-hidden="true" />
              <span className="timeline__end" data-part="end" aria-hidden="true" />
            </>
          )}
        </button>
        {drag.dragging && (
          <span className="timeline__dates" style={{ insetInlineStart: percent(scale.at(from)) }}>
            {dates}
          </span>
        )}
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

/** What a move writes: whatever of the two dates it changed. */
function changedDates(own: DateRange, { from, to }: DateRange): Readonly<Record<string, string>> {
  return { ...(from !== own.from && { from }), ...(to !== own.to && { to }) };
}
