import type { ReactNode } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { DataTable } from '../../../design/index.ts';
import type { EditPlan, GridEdit } from '../../../grid/index.ts';
import { cellKey } from '../breakdown/cell-key.ts';
import { meaningOf } from '../breakdown/entries.ts';
import { nameOfLine } from '../breakdown/lines.ts';
import type { BreakdownModel } from '../breakdown/model.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';

/** So many cells are shown before they are filled; the others are counted. */
const shownCells = 12;

interface EditsPreviewProps {
  readonly model: BreakdownModel;
  readonly plan: EditPlan;
  readonly format: MetricFormat;
  /** Of texts from elsewhere: the cells whose text cannot be read. They come first, and the others say what they mean. */
  readonly unread?: ReadonlySet<string> | undefined;
}

/** What a gesture would write, cell by cell, and what of it may not be written. */
export function EditsPreview({ model, plan, format, unread }: EditsPreviewProps) {
  const t = useT();
  const { edits, refused, following = 0 } = plan;
  const nameOf = ({ row, column }: GridEdit): string =>
    [model.rows[row], model.columns[column - 1]]
      .flatMap((line) => (line ? [nameOfLine(line)] : []))
      .join(' · ');
  const isUnread = ({ rowId = '', columnId }: GridEdit): boolean =>
    unread?.has(cellKey(rowId, columnId)) ?? false;
  const becomes = (edit: GridEdit): ReactNode => {
    if (!unread) return edit.text;
    if (isUnread(edit))
      return <span className="targets-unread">{t('targets.paste.unread', { text: edit.text })}</span>;
    const value = model.at(edit.row, edit.column)?.value ?? null;
    return edit.text.trim() === ''
      ? t('targets.grid.nothing')
      : (meaningOf(edit.text, value, format) ?? edit.text);
  };
  const inOrder = unread ? [...edits.filter(isUnread), ...edits.filter((edit) => !isUnread(edit))] : edits;
  if (edits.length === 0) return <p className="targets-hint">{t('targets.series.nothing')}</p>;
  return (
    <>
      <DataTable
        caption={t('targets.series.preview')}
        density="compact"
        rows={inOrder.slice(0, shownCells)}
        rowKey={({ row, column }) => `${row} ${column}`}
        columns={[
          { id: 'cell', header: t('targets.series.cell'), cell: nameOf },
          {
            id: 'before',
            header: inUnit(t, t('targets.series.before'), format.unitLabel),
            numeric: true,
            cell: ({ row, column }) => model.cell(row, column).text || t('targets.grid.nothing'),
          },
          {
            id: 'after',
            header: unread
              ? t('targets.series.after')
              : inUnit(t, t('targets.series.after'), format.unitLabel),
            numeric: true,
            cell: becomes,
          },
        ]}
      />
      {edits.length > shownCells && (
        <p className="targets-hint">{t('targets.series.more', { cells: edits.length - shownCells })}</p>
      )}
      {following > 0 && <p className="targets-hint">{t('targets.fill.following', { cells: following })}</p>}
      {refused.length > 0 && (
        <p className="targets-hint">{t('targets.paste.refused', { cells: refused.length })}</p>
      )}
    </>
  );
}
