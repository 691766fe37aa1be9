import { useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit, useUndo } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Callout } from '../../../design/index.ts';
import { useNarrow } from '../../../design/use-narrow.ts';
import { Grid, type GridEdit, type GridSelection } from '../../../grid/index.ts';
import { gridWords, refusalText } from '../words.ts';
import { listCommands, listMeaning } from './list-edits.ts';
import { type ListRow, listModel } from './list-model.ts';

interface TargetListProps {
  readonly rows: readonly ListRow[];
  readonly selected: string | undefined;
  readonly onSelect: (target: string) => void;
}

/** Template T1: every target of the plan in one row, typed in place. */
export function TargetList({ rows, selected, onSelect }: TargetListProps) {
  const t = useT();
  const { store, book } = usePlan();
  const workspace = useWorkspace();
  const submit = useSubmit(store);
  const { undo, redo } = useUndo(store);
  const [problem, setProblem] = useState<string | null>(null);
  const narrow = useNarrow();
  const model = useListModel(rows, narrow);
  const words = useMemo(() => gridWords(t), [t]);

  const edit = (edits: readonly GridEdit[]): void => {
    const wrong: string[] = [];
    const commands = edits.flatMap((one) => {
      const row = rows.find(({ target }) => target.id === one.rowId);
      const asked = row ? listCommands(row, one) : [];
      if (!('code' in asked)) return asked;
      const number = { t, state: book.state, format: row!.format, memberName: workspace.memberName };
      wrong.push(`${row!.name}: ${refusalText(number, asked)}`);
      return [];
    });
    setProblem(wrong[0] ?? null);
    if (commands.length > 0) void submit(commands);
  };

  const select = ({ rowId }: GridSelection): void => {
    if (rowId !== selected) onSelect(rowId);
  };

  return (
    <>
      {problem !== null && (
        <Callout tone="bad" announce="urgent">
          {problem}
        </Callout>
      )}
      <div className="targets-list" data-testid="target-list">
        <Grid
          model={model}
          label={t('targets.list.name')}
          words={words}
          density="normal"
          {...(selected !== undefined && { initialCell: { rowId: selected, columnId: 'metric' } })}
          onEdit={edit}
          onSelect={select}
          onUndo={() => void undo()}
          onRedo={() => void redo()}
          previewText={(text, { row, column }) => {
            const meaning = rows[row] && listMeaning(rows[row], model.column(column).id, text);
            return meaning ? `= ${meaning}` : null;
          }}
        />
      </div>
    </>
  );
}

function useListModel(rows: readonly ListRow[], narrow: boolean) {
  const t = useT();
  const { members, memberName, may } = useWorkspace();
  return useMemo(
    () =>
      listModel({
        rows,
        narrow,
        locale: t.locale,
        mayEdit: may('record.edit') || may('record.editOwn'),
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
    [rows, narrow, t, members, memberName, may],
  );
}
