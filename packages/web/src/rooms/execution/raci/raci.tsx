import { isDropped, recordsOf } from '@shapan/engine';
import { useMemo, useState } from 'react';
import { useUndo } from '../../../app/use-submit.ts';
import { Combobox, EmptyState } from '../../../design/index.ts';
import { Grid, PrintedList } from '../../../grid/index.ts';
import { gridWords, type RecordPicture } from '../../../records/index.ts';
import { keyOf, partiesOf, raciColumns, raciEdits, raciModel, type WrongLetters } from './raci-model.ts';
import './raci.css';

/** 责任矩阵: every task by everybody whom it names, typed letter by letter. */
export function Raci({ records, submit, onOpen }: RecordPicture) {
  const { context, store, mayChange } = records;
  const { t } = context;
  const { undo, redo } = useUndo(store);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [wrong, setWrong] = useState<readonly WrongLetters[]>([]);
  const tasks = useMemo(
    // The state goes on in place; it is the context that is new.
    () => recordsOf(context.state, 'task').filter(({ fields }) => !isDropped(fields)),
    [context],
  );
  const columns = useMemo(() => raciColumns(context, tasks, added), [context, tasks, added]);
  const model = useMemo(
    () => raciModel({ context, tasks, columns, wrong, mayChange }),
    [context, tasks, columns, wrong, mayChange],
  );
  const words = useMemo(() => gridWords(t), [t]);
  const rest = partiesOf(context).filter((one) => !columns.some((shown) => keyOf(shown) === keyOf(one)));
  const mayAny = tasks.some(mayChange);
  if (tasks.length === 0) return <EmptyState text={t('execution.board.empty')} />;
  return (
    <div className="raci print-wide">
      <p className="raci__legend quiet">{t('execution.raci.legend')}</p>
      {mayAny && rest.length > 0 && (
        <div className="raci__add screen-only">
          <Combobox
            key={added.join()}
            value={null}
            label={t('execution.raci.add')}
            placeholder={t('execution.raci.add')}
            onChange={(next) => next !== null && setAdded([...added, next])}
            choices={rest.map((one) => ({ value: keyOf(one), label: one.name }))}
            emptyText={t('records.grid.noChoice')}
            openLabel={t('records.choose')}
            clearLabel={t('records.clear')}
          />
        </div>
      )}
      <div className="records__grid">
        <Grid
          model={model}
          label={t('execution.picture.raci')}
          words={words}
          density="normal"
          onEdit={(edits) => {
            const asked = raciEdits({ context, tasks, columns }, edits);
            const over = new Set(edits.map(({ rowId, columnId }) => `${rowId} ${columnId}`));
            setWrong([...wrong.filter(({ row, column }) => !over.has(`${row} ${column}`)), ...asked.wrong]);
            void submit(asked.commands);
          }}
          onGiveUp={(cells) =>
            setWrong(
              wrong.filter(
                ({ row, column }) =>
                  !cells.some(({ rowId, columnId }) => rowId === row && columnId === column),
              ),
            )
          }
          onContext={({ row }) => {
            const task = tasks[row];
            if (task) onOpen(task.id);
          }}
          onUndo={() => void undo()}
          onRedo={() => void redo()}
        />
      </div>
      <PrintedList
        model={model}
        label={t('execution.picture.raci')}
        leftOut={(printed, left) => t('records.print.leftOut', { printed, left })}
      />
      {mayAny && <p className="picture-hint quiet screen-only">{t('execution.raci.hint')}</p>}
    </div>
  );
}
