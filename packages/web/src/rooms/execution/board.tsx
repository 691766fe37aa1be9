import { isDropped, type PlanRecord, recordsOf } from '@shapan/engine';
import { dateText } from '../../app/dates.ts';
import { StatusTag } from '../../design/index.ts';
import {
  Board,
  memberNameOf,
  nameOf,
  optionWord,
  type RecordPicture,
  updateOf,
} from '../../records/index.ts';
import { seenTask } from './schedule-of.ts';
import { stateTones, taskState } from './task-state.ts';

const columns = ['planned', 'running', 'done', 'dropped'] as const;
type Column = (typeof columns)[number];

/** The tasks by their status: a card moves between the columns. */
export function TaskBoard({ records, submit, onOpen }: RecordPicture) {
  const { context, mayChange } = records;
  const { t } = context;
  const word = (column: Column): string => optionWord(t, 'status', column);
  const put = (task: PlanRecord, status: Column): void => {
    // What is done is done whole, and what is taken up again is not.
    const progress =
      status === 'done' ? { progress: 100 } : Number(task.fields['progress']) >= 100 ? { progress: 0 } : {};
    void submit([updateOf(task, { status, ...progress })]);
  };
  return (
    <Board
      {...{ columns, columnOf, onOpen }}
      titleOf={word}
      emptyOf={() => t('execution.board.empty')}
      records={recordsOf(context.state, 'task').toSorted(byEnd)}
      mayMove={mayChange}
      renderCard={(task) => <Card {...{ records, task }} />}
      detailOf={(task) => word(columnOf(task))}
      movedText={(task, column) =>
        t('execution.board.moved', { name: nameOf(context, task), status: word(column) })
      }
      onMove={put}
    />
  );
}

/** The column of a task: what is done to the last percent is done. */
export function columnOf({ fields }: PlanRecord): Column {
  const status = columns.find((one) => one === fields['status']) ?? 'planned';
  return !isDropped(fields) && Number(fields['progress'] ?? 0) >= 100 ? 'done' : status;
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
