import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useExplain, useUndo } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Callout } from '../../../design/index.ts';
import { useNarrow } from '../../../design/use-media.ts';
import {
  Grid,
  type GridEdit,
  type GridHandle,
  type GridSelection,
  PrintedList,
} from '../../../grid/index.ts';
import { useRecords } from '../../../records/index.ts';
import { cellKey } from '../breakdown/cell-key.ts';
import { afterGesture, type BadCell, givenUp, takenBack, unsaved } from '../breakdown/refused-texts.ts';
import { useRefusedTexts } from '../breakdown/use-refused-texts.ts';
import { gridWords, refusalText } from '../words.ts';
import { listCommands, listMeaning } from './list-edits.ts';
import { type ListRow, listModel } from './list-model.ts';

interface TargetListProps {
  readonly rows: readonly ListRow[];
  readonly selected: string | undefined;
  readonly onSelect: (target: string) => void;
  /** For whoever leads into one of its cells. */
  readonly grid: RefObject<GridHandle | null>;
}

/** Template T1: every target of the plan in one row, typed in place. */
export function TargetList({ rows, selected, onSelect, grid }: TargetListProps) {
  const t = useT();
  const { store, state } = usePlan();
  const workspace = useWorkspace();
  const { undo, redo } = useUndo(store);
  const narrow = useNarrow();
  const [refused, setRefused, setDraft] = useRefusedTexts('list');
  const model = useListModel(rows, narrow, refused.cells);
  const explain = useExplain();
  const words = useMemo(() => gridWords(t), [t]);

  /** The row that Enter has just led out of, down its column: that is no choice of another target. */
  const left = useRef<string | null>(null);
  const edit = async (edits: readonly GridEdit[]): Promise<void> => {
    left.current = edits.find(({ below }) => below)?.rowId ?? null;
    const bad = new Map<string, BadCell>();
    const texts: Record<string, string> = {};
    const commands = edits.flatMap((one) => {
      const row = rows.find(({ target }) => target.id === one.rowId);
      const asked = row ? listCommands(row, one) : [];
      const key = cellKey(one.rowId ?? '', one.columnId);
      if (!('code' in asked)) {
        texts[key] = one.text;
        return asked;
      }
      const number = { t, state, format: row!.format, memberName: workspace.memberName };
      bad.set(key, { text: one.text, message: refusalText(number, asked) });
      return [];
    });
    const over = edits.map((one) => cellKey(one.rowId ?? '', one.columnId));
    const kept = afterGesture(refused, over, bad);
    setRefused(kept);
    if (commands.length === 0) return;
    const result = await store.submit(commands);
    if (explain(result) || result.error?.code !== 'OFFLINE') return;
    setRefused({ ...kept, cells: new Map([...kept.cells, ...unsaved(texts, t('targets.unsaved')).cells]) });
  };

  const problem = [...refused.cells.values()].find((cell) => !cell.unsaved);

  const [box, round, ask] = useFollowed(selected);
  const select = ({ rowId }: GridSelection): void => {
    ask(rowId);
    const above = left.current;
    left.current = null;
    const entered = above !== null && rows.findIndex(({ target }) => target.id === above) + 1;
    if (rowId !== selected && rows[entered || -1]?.target.id !== rowId) onSelect(rowId);
  };

  return (
    <>
      {problem && (
        <Callout tone="bad" announce="urgent">
          {problem.message}
        </Callout>
      )}
      <div className="targets-list print-wide" data-testid="target-list" ref={box}>
        <Grid
          key={round}
          ref={grid}
          model={model}
          label={t('targets.list.name')}
          words={words}
          density="normal"
          {...(selected !== undefined && { initialCell: { rowId: selected, columnId: 'metric' } })}
          onEdit={(edits) => void edit(edits)}
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
          onSelect={select}
          onUndo={() => {
            const { texts, done } = takenBack(refused);
            setRefused(texts);
            if (!done) void undo();
          }}
          onRedo={() => void redo()}
          previewText={(text, { row, column }) => {
            const meaning = rows[row] && listMeaning(rows[row], model.column(column).id, text);
            return meaning ? `= ${meaning}` : null;
          }}
        />
      </div>
      <PrintedList
        model={model}
        label={t('targets.list.name')}
        leftOut={(printed, left) => t('records.print.leftOut', { printed, left })}
      />
    </>
  );
}

/**
 * The table marks the target that is broken down below, also when it was chosen elsewhere: by defining it, by removing
 * another, by going back. It is drawn anew for that, but never while somebody works in it.
 */
function useFollowed(selected: string | undefined) {
  const box = useRef<HTMLDivElement>(null);
  const asked = useRef<string | undefined>(selected);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (asked.current === selected || box.current?.contains(document.activeElement)) return;
    asked.current = selected;
    setRound((before) => before + 1);
  }, [selected]);
  const ask = (target: string | null): void => {
    asked.current = target ?? undefined;
  };
  return [box, round, ask] as const;
}

/** T1 as the grid sees it. */
export function useListModel(rows: readonly ListRow[], narrow: boolean, bad: ReadonlyMap<string, BadCell>) {
  const t = useT();
  const { members, memberName, may } = useWorkspace();
  const { mayChange } = useRecords();
  return useMemo(
    () =>
      listModel({
        rows,
        narrow,
        bad,
        locale: t.locale,
        mayEdit: mayChange,
        mayEnter: may('target.enter'),
        people: members
          .filter(({ active }) => active)
          .map(({ id, displayName }) => ({ value: id, label: displayName })),
        words: {
          header: (column) => t(`targets.column.${column}`),
          targetClass: (value) => t(value === 'core' ? 'targets.class.core' : 'targets.class.supporting'),
          person: memberName,
          tier: (amount, percent) => t('targets.tier', { amount, percent }),
        },
      }),
    [rows, narrow, bad, t, members, memberName, may, mayChange],
  );
}
