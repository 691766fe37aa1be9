/** Records of any kind as tables, forms and cards, made from the description of the kind. */
export { Board } from './board.tsx';
export {
  findAnywhere,
  memberNameOf,
  nameOf,
  type RecordContext,
  type Records,
  referable,
  useRecords,
} from './core/context.ts';
export { readDateText } from './core/date-text.ts';
export { recordNames } from './core/distinct-names.ts';
export { updateOf } from './core/edits.ts';
export { footing } from './core/footing.ts';
export { formulaText } from './core/formula-text.ts';
export { commentsOn } from './core/links.ts';
export { moneyNumber, showMoney } from './core/money.ts';
export { readValue, sayProblem } from './core/read.ts';
export { removalOf } from './core/removal.ts';
export { editText, estimateParts, idsOf, memberLabel, showValue } from './core/show.ts';
export { columnsOf, type DerivedColumn, type RecordView, type Writing } from './core/view.ts';
export { windowColumn } from './core/window-column.ts';
export { fieldWord, kindPhrase, kindWord, listWord, optionWord } from './core/words.ts';
export { CommentThread } from './form/comments.tsx';
export { evidenceFor } from './form/evidence.tsx';
export { FieldEditor } from './form/field-editor.tsx';
export { FlawMarks } from './form/flaw-marks.tsx';
export { RecordDrawer } from './form/record-drawer.tsx';
export { type Direction, dropProps, Movable, useMoves } from './movable.tsx';
export { FileMenu } from './sheet/file-menu.tsx';
export { gridWords } from './table/grid-words.ts';
export { NewDialog } from './table/new-dialog.tsx';
export { RecordTable, type RecordTableProps } from './table/record-table.tsx';
export { RemoveDialog } from './table/remove-dialog.tsx';
export { useOpenRecord } from './use-arrangement.ts';
export { type RecordPicture, useRecordRoom } from './use-record-room.tsx';
export { type RecordSubmit, useRecordSubmit } from './use-record-submit.tsx';
