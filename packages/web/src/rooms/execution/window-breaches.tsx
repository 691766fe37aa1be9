import {
  consequenceOf,
  type DateRange,
  movedInside,
  type PlanRecord,
  type PlanSchedule,
  recordsOf,
  type UpdateRecord,
  type WindowBreach,
  widenWindow,
  windowBreaches,
} from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { useMemo, useState } from 'react';
import { dateText, rangeText } from '../../app/dates.ts';
import { Button, Callout } from '../../design/index.ts';
import {
  findAnywhere,
  nameOf,
  type RecordContext,
  type RecordSubmit,
  type Records,
  updateOf,
  useRecordSubmit,
  useRecords,
} from '../../records/index.ts';
import { scheduleOf } from './schedule-of.ts';
import './window-breaches.css';

/** A window for people: both days, or from or until when. */
function windowText(t: Translate, { min, max }: WindowBreach['window']): string {
  if (min !== '' && max !== '') return rangeText(min, max, t.locale);
  return min === ''
    ? t('execution.window.until', { date: dateText(max, t.locale) })
    : t('execution.window.since', { date: dateText(min, t.locale) });
}

/** In a word which window a task does not lie in; nothing where it lies in all. */
export function breachWord({ state, t }: Pick<RecordContext, 'state' | 't'>, task: PlanRecord): string {
  const [breach] = windowBreaches(state, task);
  return breach ? t(`execution.window.tag.${breach.of}`) : '';
}

/** What moves a task inside, with all that it pushes; nothing where links or the window leave no room for it. */
function moveInside(
  { context, mayChange }: Records,
  plan: PlanSchedule | null,
  task: PlanRecord,
  breach: WindowBreach,
): { readonly range: DateRange; readonly commands: readonly UpdateRecord[] } | null {
  const range = movedInside(breach);
  const place = plan?.places.get(task.id);
  if (!plan || !range || place === undefined) return null;
  const { moved, held, outside } = consequenceOf(plan, place, range);
  if (held || outside.length > 0) return null;
  const commands = moved.flatMap(({ id, set }) => {
    const record = findAnywhere(context, ['task'], id);
    return record && Object.keys(set).length > 0 ? [{ record, command: updateOf(record, set) }] : [];
  });
  if (!commands.every(({ record }) => mayChange(record))) return null;
  return { range, commands: commands.map(({ command }) => command as UpdateRecord) };
}

interface BreachLineProps {
  readonly records: Records;
  readonly submit: RecordSubmit['submit'];
  readonly task: PlanRecord;
  readonly breach: WindowBreach;
  /** Opens the task; without it the task is not named. */
  readonly onOpen?: ((id: string) => void) | undefined;
}

/** One task and one window that it does not lie in, with what puts it right in one step. */
function BreachLine({ records, submit, task, breach, onOpen }: BreachLineProps) {
  const { context, mayChange } = records;
  const { state, t } = context;
  const { of, record, window, days } = breach;
  const inside = moveInside(records, scheduleOf(context), task, breach);
  const text = t(`execution.window.${of}`, {
    range: rangeText(days.from, days.to, t.locale),
    window: windowText(t, window),
    name: nameOf(context, record),
  });
  const name = nameOf(context, task);
  return (
    <div className="breach">
      <p>
        {onOpen && (
          <button type="button" className="breach__task" onClick={() => onOpen(task.id)}>
            {name}
          </button>
        )}
        {text}
      </p>
      <span className="breach__fixes screen-only">
        {mayChange(record) && (
          <Button size="small" onClick={() => void submit([...widenWindow(state, breach)])}>
            {t(`execution.window.widen.${of}`)}
            <span className="visually-hidden"> {name}</span>
          </Button>
        )}
        {inside && (
          <Button size="small" onClick={() => void submit([...inside.commands])}>
            {t('execution.window.move', {
              range: rangeText(inside.range.from, inside.range.to, t.locale),
            })}
            <span className="visually-hidden"> {name}</span>
          </Button>
        )}
      </span>
    </div>
  );
}

/** So many tasks are named at once. */
const SHOWN = 3;

interface BreachesProps {
  readonly records: Records;
  readonly submit: RecordSubmit['submit'];
  readonly onOpen: (id: string) => void;
}

/** All tasks that lie outside the windows around them. */
export function Breaches({ records, submit, onOpen }: BreachesProps) {
  const { context } = records;
  const { t } = context;
  const [all, showAll] = useState(false);
  const found = useMemo(
    () =>
      recordsOf(context.state, 'task').flatMap((task) =>
        windowBreaches(context.state, task)
          .slice(0, 1)
          .map((breach) => ({ task, breach })),
      ),
    // The state is changed in place; the context is new whenever it was.
    [context],
  );
  if (found.length === 0) return null;
  const shown = all ? found : found.slice(0, SHOWN);
  return (
    <Callout tone="warn" title={t('execution.window.title', { count: found.length })}>
      {shown.map(({ task, breach }) => (
        <BreachLine key={task.id} {...{ records, submit, task, breach, onOpen }} />
      ))}
      {found.length > shown.length && (
        <Button kind="quiet" size="small" onClick={() => showAll(true)}>
          {t('records.more', { count: found.length - shown.length })}
        </Button>
      )}
    </Callout>
  );
}

/** In the drawer of a task: the windows that it does not lie in. */
export function TaskBreaches({ task }: { readonly task: PlanRecord }) {
  const records = useRecords();
  const { submit, dialog } = useRecordSubmit(records);
  const found = windowBreaches(records.context.state, task);
  if (found.length === 0) return null;
  return (
    <>
      <Callout tone="warn">
        {found.map((breach) => (
          <BreachLine key={breach.of} {...{ records, submit, task, breach }} />
        ))}
      </Callout>
      {dialog}
    </>
  );
}
