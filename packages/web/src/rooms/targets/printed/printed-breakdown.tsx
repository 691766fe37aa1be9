import { Lock } from 'lucide-react';
import { useMemo } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { usePrinting } from '../../../design/use-media.ts';
import type { GridModel } from '../../../grid/index.ts';
import { sheetsOf } from './sheets.ts';

interface PrintedBreakdownProps {
  readonly model: GridModel;
  readonly label: string;
  /** How many rows a condition hides. */
  readonly hidden: number;
}

/**
 * The numbers of a target on paper: all rows and columns that are open, not the few that were in sight. What does not fit
 * beside each other follows below, under the same names.
 */
export function PrintedBreakdown(props: PrintedBreakdownProps) {
  return usePrinting() ? <Printed {...props} /> : null;
}

function Printed({ model, label, hidden }: PrintedBreakdownProps) {
  const t = useT();
  const { sheets, rows } = useMemo(() => sheetsOf(model), [model]);
  const missing = model.rowCount - rows;
  return (
    <div className="print-wide">
      {sheets.map((columns) => (
        <Sheet key={columns[0]} {...{ model, label, columns, rows }} />
      ))}
      <p className="printed__note">
        {t('targets.print.open', { rows, columns: model.columnCount - 1 })}
        {hidden > 0 && t('targets.print.hidden', { count: hidden })}
        {missing > 0 && t('targets.print.missing', { count: missing })}
      </p>
    </div>
  );
}

interface SheetProps {
  readonly model: GridModel;
  readonly label: string;
  readonly columns: readonly number[];
  readonly rows: number;
}

function Sheet({ model, label, columns, rows }: SheetProps) {
  const groups = groupsOf(model, columns);
  return (
    <table className="printed printed--numbers" aria-label={label}>
      <thead>
        {groups.some(({ text }) => text !== '') && (
          <tr>
            <td />
            {groups.map(({ text, from, span }) => (
              <th key={from} scope="colgroup" colSpan={span}>
                {text}
              </th>
            ))}
          </tr>
        )}
        <tr>
          <th scope="col">{model.column(0).header}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="printed__number">
              {model.column(column).header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          <PrintedRow key={model.row(row).id} {...{ model, row, columns }} />
        ))}
      </tbody>
    </table>
  );
}

function PrintedRow({ model, row, columns }: Omit<SheetProps, 'label' | 'rows'> & { readonly row: number }) {
  const t = useT();
  const { kind, depth, label } = model.row(row);
  const name = label ?? model.cell(row, 0).text;
  return (
    <tr data-kind={kind}>
      <th scope="row" style={{ paddingInlineStart: `${5 + depth * 12}px` }}>
        {name}
      </th>
      {columns.map((column) => {
        const { text, state } = model.cell(row, column);
        return (
          <td key={column} className="printed__number num">
            {state.held === true && <Lock size={9} aria-label={t('targets.grid.held')} />}
            {text}
          </td>
        );
      })}
    </tr>
  );
}

/** Neighbours under one heading. */
function groupsOf(model: GridModel, columns: readonly number[]) {
  const groups: { text: string; from: number; span: number }[] = [];
  for (const column of columns) {
    const text = model.column(column).group ?? '';
    const last = groups.at(-1);
    if (last && last.text === text) last.span += 1;
    else groups.push({ text, from: column, span: 1 });
  }
  return groups;
}
