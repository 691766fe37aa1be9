import { type PlanRecord, recordsOf } from '@shapan/engine';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useUndo } from '../../app/use-submit.ts';
import { EmptyState, useNarrow } from '../../design/index.ts';
import { Grid, type GridHandle, type GridSelection, PrintedList } from '../../grid/index.ts';
import { arrange, groupsOf, isFiltered } from '../core/arrange.ts';
import { useRecords } from '../core/context.ts';
import { asksByAnswer, columnsOf, kindOf, type RecordView } from '../core/view.ts';
import { kindPhrase } from '../core/words.ts';
import { useArrangement, useOpenRecord } from '../use-arrangement.ts';
import { useRecordSubmit } from '../use-record-submit.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { Cards } from './cards.tsx';
import { useFollowMade } from './follow-made.ts';
import { gridWords } from './grid-words.ts';
import { NewDialog } from './new-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { rowsOf, type TableRow, tableModel } from './table-model.ts';
import { Toolbar } from './toolbar.tsx';
import { usePaste } from './use-paste.ts';
import { useTableEdits } from './use-table-edits.ts';
import '../records.css';

export interface RecordTableProps {
  readonly view: RecordView;
  /** The name of the table for those who listen. */
  readonly label: string;
  /** Only these of the kind's records. */
  readonly only?: ((record: PlanRecord) => boolean) | undefined;
  /** Said where there is nothing yet: what will stand here and what it is good for. */
  readonly empty: ReactNode;
  /** Says below the table how to work with it: once a page. */
  readonly hint?: boolean | undefined;
}

/** With more columns than these, a page of paper lies down. */
const mostUpright = 6;

type Open = 'bulk' | 'remove' | 'new' | null;

/** The records of one kind as their template: a table to type in, or cards on a narrow screen. */
export function RecordTable({ view, label, only, empty, hint }: RecordTableProps) {
  const records = useRecords();
  const { context, store, mayChange } = records;
  const mayAdd = records.mayAdd(view.kind);
  const { t } = context;
  const narrow = useNarrow();
  const [arrangement, change] = useArrangement(view);
  const [, openRecord] = useOpenRecord();
  const { submit, send, dialog } = useRecordSubmit(records);
  const { undo, redo } = useUndo(store);
  const grid = useRef<GridHandle>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [selection, setSelection] = useState<GridSelection | null>(null);
  const [open, setOpen] = useState<Open>(null);

  const columns = useMemo(() => columnsOf(t, view), [t, view]);
  const all = useMemo(
    () => recordsOf(context.state, view.kind).filter(only ?? (() => true)),
    // The state is changed in place; the context is new whenever it was.
    [context, view, only],
  );
  const isWide = all.length > 0 && columns.length > mostUpright;
  // Where there is nothing yet there is nothing to put below anything.
  const grouped = arrangement.group !== '' && all.length > 0;
  const rows = useMemo(() => {
    const shown = arrange(context, view, columns, all, arrangement);
    const one = { value: '', name: '', head: undefined, records: shown };
    const keepEmpty = !isFiltered(arrangement);
    const groups = grouped ? groupsOf(context, view, arrangement.group, shown, keepEmpty) : [one];
    return rowsOf(groups, grouped, closed, mayAdd);
  }, [context, view, columns, all, arrangement, grouped, closed, mayAdd]);
  const shownCount = rows.filter((row) => row.type === 'record').length;

  const newLabel = t('records.add', { kind: kindPhrase(t, view.kind) });
  const followMade = useFollowMade(grid, all);
  const edits = useTableEdits({
    records,
    view,
    columns,
    rows,
    group: arrangement.group,
    send,
    onMade: followMade,
  });
  const paste = usePaste({ records, view, columns, rows, selection, givenBy: edits.givenBy });
  const model = useMemo(
    () =>
      tableModel({
        context,
        view,
        columns,
        rows,
        mayAdd,
        mayChange,
        drafts: edits.drafts,
        wrong: edits.wrong,
        newLabel,
      }),
    [context, view, columns, rows, mayAdd, mayChange, edits.drafts, edits.wrong, newLabel],
  );
  const words = useMemo(() => gridWords(t), [t]);
  const chosen = selectedRecords(rows, selection);

  const addRow = (): void => {
    const fresh = rows.findLast((row) => row.type === 'new');
    // What a record is decides what else it must say: that is asked before it is made, not after.
    if (narrow || !fresh || asksByAnswer(kindOf(view))) return setOpen('new');
    if (grid.current?.select(fresh.id, columns[0]?.id ?? '')) grid.current.focus();
  };
  const toggle = (id: string, expanded: boolean): void => {
    const value = id.replace(/^group:/, '');
    setClosed(new Set(expanded ? [...closed].filter((one) => one !== value) : [...closed, value]));
  };

  return (
    <div className={isWide ? 'records print-wide' : 'records'} data-kind={view.kind}>
      <Toolbar
        {...{
          context,
          view,
          columns,
          arrangement,
          change,
          mayAdd,
          mayChange,
          narrow,
          chosen,
          addRow,
          newLabel,
        }}
        label={label}
        records={rows.flatMap((row) => (row.type === 'record' ? [row.record] : []))}
        onRead={paste.onFile}
        total={all.length}
        shown={shownCount}
        onOpen={() => chosen[0] && openRecord(chosen[0].id)}
        onBulk={() => setOpen('bulk')}
        onRemove={() => setOpen('remove')}
      />
      {all.length === 0 && <EmptyState text={empty} />}
      {narrow ? (
        <Cards context={context} view={view} rows={rows} columns={columns} onOpen={openRecord} />
      ) : (
        (all.length > 0 || mayAdd) && (
          <div className="records__grid" onPasteCapture={paste.onPaste}>
            <Grid
              ref={grid}
              model={model}
              label={label}
              words={words}
              density="normal"
              empty={<p className="quiet">{t('records.none')}</p>}
              onEdit={edits.edit}
              onDraft={edits.typing}
              onSelect={setSelection}
              onToggleRow={toggle}
              onContext={({ row }) => {
                const at = rows[row];
                if (at?.type === 'record') openRecord(at.id);
                if (at?.type === 'group' && at.group.head) openRecord(at.group.head.id);
              }}
              onUndo={() => void undo()}
              onRedo={() => void redo()}
            />
          </div>
        )
      )}
      <PrintedList
        model={model}
        label={label}
        leftOut={(printed, left) => t('records.print.leftOut', { printed, left })}
      />
      {hint === true && !narrow && mayAdd && (
        <p className="records__hint quiet screen-only">{t('records.hint')}</p>
      )}
      {paste.sheet && (
        <PasteDialog
          context={context}
          view={view}
          sheet={paste.sheet}
          onClose={paste.close}
          submit={submit}
        />
      )}
      {open === 'bulk' && (
        <BulkDialog {...{ context, view, columns, submit }} records={chosen} onClose={() => setOpen(null)} />
      )}
      {open === 'remove' && (
        <RemoveDialog context={context} records={chosen} submit={submit} onClose={() => setOpen(null)} />
      )}
      {open === 'new' && (
        <NewDialog
          context={context}
          view={view}
          given={{}}
          submit={submit}
          onMade={openRecord}
          onClose={() => setOpen(null)}
        />
      )}
      {dialog}
    </div>
  );
}

function selectedRecords(rows: readonly TableRow[], selection: GridSelection | null): readonly PlanRecord[] {
  if (!selection) return [];
  const { top, bottom } = selection.range;
  return rows.slice(top, bottom + 1).flatMap((row) => (row.type === 'record' ? [row.record] : []));
}
