import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { Later, usePlan } from '../../../app/open-plan.tsx';
import { useUndo } from '../../../app/use-submit.ts';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { isComposing, MenuAt, type MenuGroup } from '../../../design/index.ts';
import { type CellAddress, Grid, type GridHandle, type GridSelection } from '../../../grid/index.ts';
import { useColumnActions } from '../arrange/use-column-actions.tsx';
import { useRowActions } from '../arrange/use-row-actions.tsx';
import { useCascade } from '../cascade/use-cascade.tsx';
import { CodesDialog } from '../codes/codes-dialog.tsx';
import { wholeOf } from '../codes/share-entries.ts';
import { useHoldCodes } from '../codes/use-hold-codes.ts';
import { DownloadMenu } from '../download/download-menu.tsx';
import { ExplainDrawer } from '../explain/explain-drawer.tsx';
import type { MetricFormat } from '../metric-format.ts';
import { PrintedBreakdown } from '../printed/printed-breakdown.tsx';
import { SeriesDialog } from '../series/series-dialog.tsx';
import type { SeriesRange } from '../series/series-plan.ts';
import { useFillQuestion } from '../series/use-fill-question.tsx';
import { typedText } from '../typed-text.ts';
import { type AddressChange, type TargetsView, usePlaceInAddress } from '../view.ts';
import { ViewMenu } from '../views/view-menu.tsx';
import { gridWords } from '../words.ts';
import { type Arrangement, viewOfArrangement } from './arrangement.ts';
import { cellKey } from './cell-key.ts';
import { OfChosen, useChosen } from './chosen.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { wayAt } from './entries.ts';
import { HeldDialog } from './held-dialog.tsx';
import { nameOfLine } from './lines.ts';
import { MethodDialog } from './method-dialog.tsx';
import type { BreakdownCell, BreakdownModel } from './model.ts';
import { PivotBar } from './pivot-bar.tsx';
import { RateDialog } from './rate-dialog.tsx';
import { RefusalNote } from './refusal-note.tsx';
import { givenUp, takenBack } from './refused-texts.ts';
import { SpreadDialog } from './spread-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { SightTools, Toolbar, type ToolbarProps } from './toolbar.tsx';
import { useArrangement, useAxisName } from './use-arrangement.ts';
import { useAttainment } from './use-attainment.ts';
import { useBreakdown } from './use-breakdown.ts';
import { type CellQuestion, mayFill, useCellActions } from './use-cell-actions.tsx';
import { useEnter } from './use-enter.ts';
import { useGoTo } from './use-go-to.ts';
import { useHolding } from './use-holding.tsx';
import { useOrganisation } from './use-organisation.ts';
import { usePasteQuestion } from './use-paste-question.tsx';
import { useRefusedTexts } from './use-refused-texts.ts';
import { useSpreading } from './use-spreading.ts';
import { useToggleHold } from './use-toggle-hold.ts';
import { useWhyNot } from './use-why-not.ts';

interface BreakdownProps {
  /** What the target is called. */
  readonly name: string;
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly view: TargetsView;
  readonly onView: (change: AddressChange, later?: boolean) => void;
}

/**
 * The numbers of one target: members by periods, every level typed. The table and what it says of the selection are drawn at
 * once; what stands around it is drawn a picture later.
 */
export function BreakdownTable({ name: targetName, table: asWas, format, view, onView }: BreakdownProps) {
  const t = useT();
  const { store } = usePlan();
  const { undo, redo } = useUndo(store);
  const { table, organisation, readOnly, choosable } = useOrganisation(asWas, view.organisation);
  const { target, metric } = table.layout;
  const [spreading, setSpreading] = useSpreading(target.id);
  const [refused, setRefused, setDraft] = useRefusedTexts(target.id);
  const reached = view.reached === '1';
  const arrangement = useArrangement(table, view);
  const attainment = useAttainment(table, reached, arrangement, organisation);
  const axisName = useAxisName(table);
  const breakdown = useBreakdown({
    table,
    arrangement,
    format,
    view,
    onView,
    attainment,
    bad: refused.cells,
    readOnly,
  });
  const { model } = breakdown;
  const holding = useHolding(table, format);
  const codes = useHoldCodes(table, holding);
  const { mayRelease } = holding;
  const entering = useEnter({ table, format, spreading, refused, setRefused, codes, mayRelease });
  const chosen = useChosen();
  const placeInAddress = usePlaceInAddress();
  const [menu, setMenu] = useState<{ readonly anchor: Element; readonly column?: string } | null>(null);
  const [asked, setAsked] = useState<CellQuestion | null>(null);
  const [series, setSeries] = useState<SeriesRange | null>(null);
  const grid = useRef<GridHandle>(null);
  const words = useMemo(() => gridWords(t), [t]);
  const at = (address: CellAddress | undefined): BreakdownCell | null =>
    address ? model.at(address.row, address.column) : null;
  // What is under the parents of today is compared, not worked on.
  const cellOf = (selection: GridSelection | null) => (readOnly ? null : at(selection?.active));
  const nameOf = (selection: GridSelection | null) => nameOfCell(model, selection?.active);
  const cascade = useCascade({ table, format });
  const fill = useFillQuestion(model, format, () => grid.current?.focus());
  const paste = usePasteQuestion(model, format, (plan) => entering.unreadable(plan.edits, model));

  const whyNot = useWhyNot(table, arrangement);
  const goTo = useGoTo({ table, model, arrangement, view, onView, grid });
  const toggleHold = useToggleHold({
    model,
    holding,
    cellOf,
    nameOf,
    chosen: chosen.now,
    onHeldAbove: (cell) => entering.setRefusal(whyNot(cell)),
  });
  const keys = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.code !== 'KeyL' || !event.shiftKey || !(event.ctrlKey || event.metaKey))
      return;
    event.preventDefault();
    toggleHold();
  };
  const cellActions = useCellActions({
    table,
    format,
    entering,
    mayHold: holding.may,
    onHold: toggleHold,
    structureOf: (cell) => holding.structureOf(cell)?.id,
    onRelease: (id) => holding.change({ released: [id] }),
    onAsk: setAsked,
    onSeries: setSeries,
  });
  const columnActions = useColumnActions({ ...breakdown, view, onView });
  const rowActions = useRowActions({ model, view, onView });
  const menuGroups = (selection: GridSelection | null): readonly MenuGroup[] => {
    if (menu?.column !== undefined) return [columnActions(menu.column)];
    const active = cellOf(selection);
    const onCell = cellActions(active, selection);
    const groups = [...onCell, { id: 'cascade', actions: cascade.actions(active, nameOf(selection)) }];
    if (!selection) return groups;
    const column = columnActions(selection.columnId, t('targets.columns.this'));
    return [...groups, rowActions(selection.active.row), column];
  };
  const comparing = { text: t('targets.organisation.readOnly'), holds: [], waysOut: [] };
  const [row, column] = placeInAddress()?.split('@') ?? [model.rows[0]?.id, model.columns[0]?.id];
  const arrange = (next: Arrangement): void =>
    onView({ ...viewOfArrangement(table.layout.frame, next), open: undefined, place: undefined });
  const tools: ToolbarProps = {
    ...breakdown,
    table,
    format,
    view,
    onView,
    arrangement,
    axisName,
    spreading,
    reached,
    readOnly,
    choosable,
    chosen,
    onSpreading: setSpreading,
    isHeld: (selection) => cellOf(selection)?.hold !== undefined,
    mayHold: (selection) => holding.may(cellOf(selection)),
    onHold: toggleHold,
    onExplain: () => setAsked('explain'),
    mayFill: (selection) => mayFill(table, format, cellOf(selection)),
    onFill: () => setAsked('method'),
    onReached: (on) => onView({ reached: on ? '1' : undefined }),
  };

  return (
    // The keys belong to the grid inside; this only adds one more.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="targets-breakdown" onKeyDown={keys}>
      <Later>
        <div className="targets-toolbar">
          <PivotBar {...{ table, arrangement, axisName }} onArrange={arrange} />
          <div className="targets-toolbar__end">
            <SightTools {...tools} />
            <DownloadMenu table={table} format={format} />
            <ViewMenu target={target.id} view={view} onView={onView} />
          </div>
        </div>
        <Toolbar {...tools} />
      </Later>
      {entering.refusal && (
        <RefusalNote
          refusal={entering.refusal}
          releasable={mayRelease}
          onRelease={(released) => holding.change({ released })}
          onAskRelease={(ids) => holding.askRelease(ids, nameOf(chosen.now()))}
          onGoTo={goTo}
          onWayOut={entering.takeWayOut}
          onClose={() => {
            entering.setRefusal(null);
            // What was pressed is gone with the note.
            grid.current?.focus();
          }}
        />
      )}
      <div className="targets-grid" data-testid="breakdown">
        <Grid
          ref={grid}
          key={JSON.stringify([target.id, arrangement, organisation])}
          model={model}
          label={t('targets.breakdown.name', { metric: targetName })}
          words={words}
          {...(row !== undefined &&
            column !== undefined && { initialCell: { rowId: row, columnId: column } })}
          onEdit={(edits) => entering.edit(edits, model)}
          onRefuse={([first]) => entering.setRefusal(readOnly ? comparing : whyNot(at(first)))}
          onPasteLarge={(plan) => paste.ask(plan)}
          onFillLarge={(plan) => fill.ask(plan)}
          onToggleRow={breakdown.toggleRow}
          onToggleColumn={breakdown.toggleColumn}
          onSelect={(next) => {
            chosen.choose(next);
            const place = next.columnId === 'name' ? undefined : `${next.rowId}@${next.columnId}`;
            if (place !== placeInAddress()) onView({ place }, true);
          }}
          onContext={(_, anchor) => setMenu({ anchor })}
          onColumnMenu={(column, anchor) => setMenu({ anchor, column })}
          onFillSeries={(range, source) => setSeries({ range, source })}
          onMoveColumn={breakdown.moveColumn}
          onResizeColumn={breakdown.resizeColumn}
          density={view.density === 'normal' ? 'normal' : 'compact'}
          onUndo={() => {
            const { texts, done } = takenBack(refused);
            setRefused(texts);
            if (!done) void undo();
          }}
          onDraft={(draft) =>
            setDraft(draft && { key: cellKey(draft.rowId, draft.columnId), text: draft.text })
          }
          onGiveUp={(cells) =>
            setRefused(
              givenUp(
                refused,
                cells.map(({ rowId, columnId }) => cellKey(rowId, columnId)),
              ),
            )
          }
          onRedo={() => void redo()}
          previewText={(text, address) => {
            const cell = at(address);
            const way = cell && wayAt(spreading, cell, format);
            return typedText(t, text, cell?.value ?? null, format, wholeOf(model, address), way);
          }}
        />
      </div>
      <PrintedBreakdown
        model={model}
        label={t('targets.breakdown.name', { metric: targetName })}
        hidden={breakdown.hidden}
      />
      <OfChosen chosen={chosen}>
        {(selection) => <StatusBar {...{ model, selection, format }} hidden={breakdown.hidden} />}
      </OfChosen>
      {menu && (
        <OfChosen chosen={chosen}>
          {(selection) => (
            <MenuAt
              anchor={menu.anchor}
              label={nameOf(selection)}
              groups={menuGroups(selection)}
              onClose={() => setMenu(null)}
            />
          )}
        </OfChosen>
      )}
      {paste.dialog}
      {fill.dialog}
      {holding.dialog}
      {cascade.dialog}
      {entering.pending && (
        <SpreadDialog
          {...{ table, format }}
          pending={entering.pending}
          onCancel={() => entering.setPending(null)}
          onConfirm={() => entering.pending && void entering.send(entering.pending)}
          onPattern={(position) => entering.pending && void entering.takePattern(entering.pending, position)}
          onOther={(other) => entering.pending && entering.takeOther(entering.pending, other)}
        />
      )}
      {entering.held && (
        <HeldDialog question={entering.held} format={format} onAnswer={entering.answerHeld} />
      )}
      {entering.conflict && (
        <ConflictDialog
          {...{ table, format }}
          conflict={entering.conflict}
          onAnswer={entering.answerConflict}
        />
      )}
      {entering.question && (
        <RateDialog
          question={entering.question}
          format={format}
          names={{
            numerator: String(metric.fields['numerator'] ?? ''),
            denominator: String(metric.fields['denominator'] ?? ''),
          }}
          onCancel={() => entering.setQuestion(null)}
          onEnter={(entry) => {
            const cell = entering.question?.cell;
            entering.setQuestion(null);
            if (cell) entering.enter([entry], cell);
          }}
        />
      )}
      {asked === 'method' && (
        <OfChosen chosen={chosen}>
          {(selection) => {
            const cell = cellOf(selection);
            if (!cell) return null;
            return (
              <MethodDialog
                {...{ table, format, cell }}
                name={nameOf(selection)}
                keepManual={spreading.keepManual === true}
                onClose={() => setAsked(null)}
                onEnter={(entry, expect, multiway) => {
                  setAsked(null);
                  entering.enter([entry], cell, { expect, ...(multiway && { multiway }) });
                }}
              />
            );
          }}
        </OfChosen>
      )}
      {asked === 'codes' && <CodesDialog onClose={() => setAsked(null)} />}
      {series && (
        <SeriesDialog
          {...{ model, format }}
          asked={series}
          onClose={() => setSeries(null)}
          onFill={({ edits }) => {
            setSeries(null);
            entering.edit(edits, model);
          }}
        />
      )}
      <Later>
        <OfChosen chosen={chosen}>
          {(selection) => (
            <ExplainDrawer
              open={asked === 'explain'}
              onOpenChange={(open) => setAsked(open ? 'explain' : null)}
              cell={cellOf(selection)}
              name={nameOf(selection)}
              {...{ table, format }}
            />
          )}
        </OfChosen>
      </Later>
    </div>
  );
}

function nameOfCell(model: BreakdownModel, address: CellAddress | undefined): string {
  const row = address && model.rows[address.row];
  const column = address && model.columns[address.column - 1];
  // The totals of the two edges may bear one name.
  return [...new Set([row, column].flatMap((line) => (line ? [nameOfLine(line)] : [])))].join(' · ');
}
