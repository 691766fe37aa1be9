import { type FocusEvent, useId, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { BodyRow, rowMark } from './body-row.tsx';
import type { Desk } from './commands.ts';
import { isEditable } from './core/edits.ts';
import type { CellRange } from './core/model.ts';
import { addressOf } from './core/relocate.ts';
import { selectCell, selectedRange } from './core/selection.ts';
import { isTree } from './core/tree.ts';
import { Field } from './field.tsx';
import { FindBar } from './find-bar.tsx';
import './grid.css';
import { Head } from './head.tsx';
import type { GridProps } from './props.ts';
import { SpokenText } from './spoken.tsx';
import { usePanes } from './use-panes.ts';
import { usePointer } from './use-pointer.ts';
import type { DrawnRow } from './use-rows.ts';
import { useSelection, useSession } from './use-session.ts';

/**
 * A spreadsheet over a model: rows may be a tree, columns too. It fills the height its container allows and scrolls
 * inside; give the container a height.
 */
export function Grid({ ref, ...props }: GridProps) {
  const { model, density = 'compact' } = props;
  const gridId = useId();
  const scrollerRef = useRef<HTMLDivElement>(null);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const [selection, setSelection] = useSelection(props);
  const panes = usePanes(model, scrollerRef, selection.active, density);
  const session = useSession(props, selection, setSelection, panes, fieldRef);
  const [finding, setFinding] = useState<'find' | 'replace' | null>(null);
  const desk: Desk = { gridId, props, session, panes, find: setFinding };
  const { filling, dropBefore, ...pointer } = usePointer(desk, scrollerRef, fieldRef);
  const filled = model.rowCount > 0 && model.columnCount > 0;

  useImperativeHandle(ref, () => ({
    focus: () => fieldRef.current?.focus({ preventScroll: true }),
    select: (rowId: string, columnId: string) => {
      const cell = addressOf(model, rowId, columnId);
      if (cell) session.select(selectCell(cell));
      return cell !== null;
    },
    follow: (rowId: string, toRowId: string) => {
      const { active, origin } = selection;
      if (!filled || model.row(active.row).id !== rowId) return;
      const cell = addressOf(model, toRowId, model.column(active.column).id);
      if (cell) session.select({ ...selectCell(cell), origin });
    },
  }));

  const onBlur = (event: FocusEvent<HTMLDivElement>) => {
    const inside = event.currentTarget.contains(event.relatedTarget);
    // The window lost the focus, not the cell: whoever comes back goes on typing.
    const windowLeft = event.target === document.activeElement;
    if (!inside && !windowLeft) session.commit();
  };

  return (
    <div className="grid" data-density={density} onBlur={onBlur}>
      {finding && (
        <FindBar
          desk={desk}
          replacing={finding === 'replace'}
          onReplacing={(on) => setFinding(on ? 'replace' : 'find')}
          onClose={() => {
            setFinding(null);
            fieldRef.current?.focus({ preventScroll: true });
          }}
        />
      )}
      <div ref={scrollerRef} className="grid-scroll" tabIndex={-1} {...pointer}>
        <Content desk={desk} filling={filling} dropBefore={dropBefore} filled={filled} />
        {filled && <Field desk={desk} fieldRef={fieldRef} />}
      </div>
      {!filled && props.empty !== undefined && <div className="grid-empty">{props.empty}</div>}
      <p id={`${gridId}-hint`} className="visually-hidden">
        {props.words.hint}
      </p>
      <SpokenText spoken={session.spoken} />
    </div>
  );
}

interface ContentProps {
  readonly desk: Desk;
  readonly filling: CellRange | null;
  readonly dropBefore: number | null;
  readonly filled: boolean;
}

function Content({ desk, filling, dropBefore, filled }: ContentProps) {
  const { gridId, props, session, panes } = desk;
  const { model } = props;
  const { rows, columns } = panes;
  const tree = useMemo(() => isTree(model), [model]);
  const draw = (places: readonly DrawnRow[]) => (
    <Rows desk={desk} places={places} filling={filling} tree={tree} />
  );
  return (
    <div
      role={tree ? 'treegrid' : 'grid'}
      id={gridId}
      className="grid-content"
      aria-label={props.label}
      aria-rowcount={model.rowCount + headRows(desk)}
      aria-colcount={model.columnCount}
      aria-multiselectable
      style={{ width: columns.total, height: rows.total }}
    >
      <div role="rowgroup" className="grid-head">
        <Head
          {...{ model, columns, dropBefore }}
          words={props.words}
          selected={filled ? selectedRange(session.selection) : null}
        />
        {draw(rows.pinnedTop)}
      </div>
      {filled && (
        <div role="rowgroup" style={{ height: rows.bodyHeight }}>
          {draw(rows.body)}
        </div>
      )}
      {rows.pinnedBottom.length > 0 && (
        <div role="rowgroup" className="grid-foot" style={{ height: rows.footHeight }}>
          {draw(rows.pinnedBottom)}
        </div>
      )}
    </div>
  );
}

interface RowsProps {
  readonly desk: Desk;
  readonly places: readonly DrawnRow[];
  readonly filling: CellRange | null;
  readonly tree: boolean;
}

function Rows({ desk, places, filling, tree }: RowsProps) {
  const { gridId, props, session, panes } = desk;
  const { selection } = session;
  const handle = session.draft === null && isEditable(props.model, selection.active);
  return places.map((place) => (
    <BodyRow
      key={props.model.row(place.index).id}
      gridId={gridId}
      model={props.model}
      place={place}
      columns={panes.columns.drawn}
      headRows={headRows(desk)}
      tree={tree}
      mark={rowMark(place.index, selection.active, selectedRange(selection), filling, handle)}
      words={props.words}
    />
  ));
}

const headRows = ({ panes }: Desk): number => (panes.columns.headings.length > 0 ? 2 : 1);
