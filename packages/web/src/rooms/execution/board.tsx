import { type PlanRecord, recordsOf } from '@shapan/engine';
import { useState } from 'react';
import { dateText } from '../../app/dates.ts';
import { Button, StatusTag } from '../../design/index.ts';
import {
  type Direction,
  dropProps,
  Movable,
  memberNameOf,
  nameOf,
  optionWord,
  type RecordPicture,
  updateOf,
  useMoves,
} from '../../records/index.ts';
import { seenTask } from './schedule-of.ts';
import { stateTones, taskState } from './task-state.ts';
import '../../records/board.css';

const columns = ['planned', 'running', 'done', 'dropped'] as const;
type Column = (typeof columns)[number];

/** Cards of a column before somebody asks for more. */
const AT_ONCE = 50;

/** The tasks by their status: a card moves between the columns. */
export function Board({ records, submit, onOpen }: RecordPicture) {
  const { context, mayChange } = records;
  const { t } = context;
  const { said, moved } = useMoves();
  const [shown, show] = useState(AT_ONCE);
  const tasks = recordsOf(context.state, 'task').toSorted(byEnd);
  const put = (task: PlanRecord, status: Column | undefined): void => {
    if (status === undefined || columnOf(task) === status) return;
    moved(
      task.id,
      t('execution.board.moved', { name: nameOf(context, task), status: optionWord(t, 'status', status) }),
    );
    // What is done is done whole, and what is taken up again is not.
    const progress =
      status === 'done' ? { progress: 100 } : Number(task.fields['progress']) >= 100 ? { progress: 0 } : {};
    void submit([updateOf(task, { status, ...progress })]);
  };
  const push = (task: PlanRecord, direction: Direction): void => {
    const step = direction === 'right' ? 1 : direction === 'left' ? -1 : 0;
    put(task, columns[columns.indexOf(columnOf(task)) + step]);
  };
  return (
    <div className="board">
      {columns.map((column) => {
        const here = tasks.filter((task) => columnOf(task) === column);
        const drop = (id: string): void => {
          const task = tasks.find((one) => one.id === id);
          if (task && mayChange(task)) put(task, column);
        };
        return (
          <section
            key={column}
            className="board__column"
            aria-label={optionWord(t, 'status', column)}
            {...dropProps(drop)}
          >
            <header className="board__head">
              <h3>{optionWord(t, 'status', column)}</h3>
              <span className="quiet num">{here.length}</span>
            </header>
            {here.length === 0 && <p className="quiet">{t('execution.board.empty')}</p>}
            {here.slice(0, shown).map((task) => (
              <Movable
                key={task.id}
                id={task.id}
                detail={optionWord(t, 'status', column)}
                className="board__card"
                mayMove={mayChange(task)}
                onOpen={() => onOpen(task.id)}
                onMove={(direction) => push(task, direction)}
              >
                <Card {...{ records, task }} />
              </Movable>
            ))}
            {here.length > shown && (
              <Button kind="quiet" size="small" onClick={() => show(shown + AT_ONCE)}>
                {t('execution.board.more', { count: here.length - shown })}
              </Button>
            )}
          </section>
        );
      })}
      {said}
    </div>
  );
}

/** The column of a task: what is done to the last percent is done. */
export function columnOf({ fields }: PlanRecord): Column {
  const status = columns.find((one) => one === fields['status']) ?? 'planned';
  return status !== 'dropped' && Number(fields['progress'] ?? 0) >= 100 ? 'done' : status;
}

const byEnd = (a: PlanRecord, b: PlanRecord): number =>
  String(a.fields['to'] ?? '9').localeCompare(String(b.fields['to'] ?? '9'));

interface CardProps extends Pick<RecordPicture, 'records'> {
  readonly task: PlanRecord;
}

function Card({ records: { context }, task }: CardProps) {
  const { t } = context;
  const state = taskState(task, seenTask(context, task.id));
  const { to, progress, accountable } = task.fields;
  return (
    <>
      <span>{nameOf(context, task)}</span>
      <span className="board__facts quiet">
        <span>{memberNameOf(context, accountable) || t('execution.noOwner')}</span>
        {typeof to === 'string' && <span>{dateText(to, t.locale)}</span>}
        {state === 'running' && <span className="num">{Number(progress ?? 0)}%</span>}
        {(state === 'late' || state === 'atRisk') && (
          <StatusTag tone={stateTones[state]} plain>
            {t(`execution.state.${state}`)}
          </StatusTag>
        )}
      </span>
    </>
  );
}
