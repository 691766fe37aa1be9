import { addDays, isDropped, type PlanRecord, recordsOf } from '@shapan/engine';
import { dateText, rangeText } from '../../app/dates.ts';
import { Checkbox, StatusTag } from '../../design/index.ts';
import { memberNameOf, nameOf, type RecordContext, type RecordPicture } from '../../records/index.ts';
import { seenTask } from './schedule-of.ts';
import { stateTones, taskState } from './task-state.ts';
import { tasksByDay } from './tasks-by-day.ts';
import { finished, tickedOff } from './ticked.ts';
import './my-tasks.css';

/** Times of repeated tasks are shown so many days ahead. */
const AHEAD = 14;

/** What the reader answers for or does: what is urgent first, and the next times of what is repeated. */
export function MyTasks({ records, submit, onOpen }: RecordPicture) {
  const { context, mayChange } = records;
  const { t } = context;
  const mine = recordsOf(context.state, 'task').filter((task) => isMine(context, task));
  const open = mine.filter(({ fields }) => fields['status'] !== 'done' && !isDropped(fields)).toSorted(byEnd);
  const times = timesOf(context, mine);
  if (open.length === 0 && times.length === 0) return <p className="quiet">{t('execution.mine.empty')}</p>;
  return (
    <>
      {open.length > 0 && (
        <ul className="my-tasks">
          {open.map((task) => (
            <MyTask key={task.id} {...{ records, task, submit, onOpen }} />
          ))}
        </ul>
      )}
      {times.length > 0 && (
        <>
          <h3 className="my-tasks__head">{t('execution.mine.times')}</h3>
          <ul className="my-tasks">
            {times.map(({ on, task, time, done }) => {
              const name = nameOf(context, task);
              return (
                <li key={`${task.id} ${time}`} className="my-tasks__line">
                  <Checkbox
                    label={t('execution.time.done', { name })}
                    hideLabel
                    checked={done}
                    disabled={!mayChange(task)}
                    onChange={(next) => void submit([tickedOff(task, time, next)])}
                  />
                  <button type="button" className="my-tasks__name" onClick={() => onOpen(task.id)}>
                    {name}
                  </button>
                  <span className="quiet num">{dateText(on, t.locale)}</span>
                  {on < context.today && !done && (
                    <StatusTag tone={stateTones.late} plain>
                      {t('execution.state.late')}
                    </StatusTag>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </>
  );
}

/** The reader answers for it or does it. */
export const isMine = (
  { me }: RecordContext,
  { fields: { accountable, responsible } }: PlanRecord,
): boolean =>
  accountable === me || (Array.isArray(responsible) && (responsible as readonly unknown[]).includes(me));

const byEnd = (a: PlanRecord, b: PlanRecord): number =>
  String(a.fields['to'] ?? '9').localeCompare(String(b.fields['to'] ?? '9'));

/** Times that are over and not ticked off, and those of the next days. */
function timesOf({ state, master, today }: RecordContext, mine: readonly PlanRecord[]) {
  const own = new Set(mine.map(({ id }) => id));
  const until = addDays(today, AHEAD);
  return [...tasksByDay(state, master)]
    .flatMap(([on, entries]) =>
      entries.flatMap(({ task, time, done }) =>
        time !== undefined && own.has(task.id) ? [{ on, task, time, done }] : [],
      ),
    )
    .filter(({ on, done }) => on <= until && (on >= today || !done))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
}

interface MyTaskProps extends RecordPicture {
  readonly task: PlanRecord;
}

function MyTask({ records: { context, mayChange }, task, submit, onOpen }: MyTaskProps) {
  const { t, me } = context;
  const seen = seenTask(context, task.id);
  const state = taskState(task, seen);
  const name = nameOf(context, task);
  const { from, to, accountable } = task.fields;
  return (
    <li className="my-tasks__line">
      <Checkbox
        label={t('execution.mine.done', { name })}
        hideLabel
        checked={state === 'done'}
        disabled={!mayChange(task)}
        onChange={(done) => void submit([finished(task, done)])}
      />
      <button type="button" className="my-tasks__name" onClick={() => onOpen(task.id)}>
        {name}
      </button>
      <span className="quiet num">
        {typeof from === 'string' && typeof to === 'string'
          ? rangeText(from, to, t.locale)
          : dateText(to ?? from, t.locale)}
      </span>
      {accountable !== me && (
        <span className="quiet">
          {t('execution.mine.for', { owner: memberNameOf(context, accountable) || t('execution.noOwner') })}
        </span>
      )}
      {(state === 'late' || state === 'atRisk') && (
        <StatusTag tone={stateTones[state]} plain>
          {t(`execution.state.${state}`)}
        </StatusTag>
      )}
      {seen?.critical && (
        <StatusTag tone="neutral" plain>
          {t('execution.bar.critical')}
        </StatusTag>
      )}
    </li>
  );
}
