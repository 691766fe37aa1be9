import type { CommandRequest } from '@shapan/contract';
import { type FieldValue, kinds, type PlanRecord, problem, refuse } from '@shapan/engine';
import { ClipboardList, CornerDownRight, FolderTree, ListTree, PanelRight, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useUndo } from '../../app/use-submit.ts';
import { Button, EmptyState } from '../../design/index.ts';
import { useNarrow } from '../../design/use-media.ts';
import { Grid, type GridEdit, type GridSelection, PrintedList } from '../../grid/index.ts';
import {
  gridWords,
  NewDialog,
  nameOf,
  type RecordSubmit,
  type Records,
  RemoveDialog,
  readValue,
  sayProblem,
  updateOf,
  useOpenRecord,
} from '../../records/index.ts';
import { ListDialog } from './list-dialog.tsx';
import { memberTree } from './member-tree.ts';
import { membersModel, newMemberId, type WrongMember } from './members-model.ts';
import { MoveDialog } from './move-dialog.tsx';
import { MovesDialog } from './moves-dialog.tsx';

interface MembersProps {
  readonly records: Records;
  readonly dimension: PlanRecord;
  readonly submit: RecordSubmit['submit'];
}

type Open = 'child' | 'move' | 'moves' | 'list' | 'remove' | null;

/** The tree of one dimension, typed in place. */
export function Members({ records, dimension, submit }: MembersProps) {
  const { context, mayEdit, store } = records;
  const { t } = context;
  const { undo, redo } = useUndo(store);
  const [, openRecord] = useOpenRecord();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [wrong, setWrong] = useState<readonly WrongMember[]>([]);
  const [selection, setSelection] = useState<GridSelection | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const narrow = useNarrow();
  const tree = useMemo(
    () => memberTree(context.master, dimension.id, closed, context.today),
    [context, dimension.id, closed],
  );
  const model = useMemo(
    () => membersModel({ context, tree, closed, wrong, mayEdit, narrow }),
    [context, tree, closed, wrong, mayEdit, narrow],
  );
  const words = useMemo(() => gridWords(t), [t]);
  const { top = 0, bottom = -1 } = selection?.range ?? {};
  const chosen = tree.slice(top, bottom + 1).map(({ record }) => record);
  const one = chosen.length === 1 ? chosen[0] : undefined;
  const close = () => setOpen(null);

  const edit = (edits: readonly GridEdit[]): void => {
    const outcome = memberCommands(
      records,
      dimension.id,
      tree.map(({ record }) => record),
      edits,
    );
    const touched = new Set(edits.map(({ rowId, columnId }) => `${rowId ?? newMemberId} ${columnId}`));
    setWrong([...wrong.filter(({ id, column }) => !touched.has(`${id} ${column}`)), ...outcome.wrong]);
    if (outcome.commands.length > 0) void submit(outcome.commands);
  };

  return (
    <>
      {mayEdit && (
        <div className="records__bar screen-only">
          <Button size="small" icon={<ClipboardList aria-hidden="true" />} onClick={() => setOpen('list')}>
            {t('data.list')}
          </Button>
          <Button
            kind="quiet"
            size="small"
            icon={<PanelRight aria-hidden="true" />}
            disabled={!one}
            onClick={() => one && openRecord(one.id)}
          >
            {t('records.open')}
          </Button>
          <Button
            kind="quiet"
            size="small"
            icon={<CornerDownRight aria-hidden="true" />}
            disabled={!one}
            onClick={() => setOpen('child')}
          >
            {t('data.child')}
          </Button>
          <Button
            kind="quiet"
            size="small"
            icon={<FolderTree aria-hidden="true" />}
            disabled={chosen.length === 0}
            onClick={() => setOpen('move')}
          >
            {t('data.move')}
          </Button>
          <Button
            kind="quiet"
            size="small"
            icon={<ListTree aria-hidden="true" />}
            disabled={tree.length === 0}
            onClick={() => setOpen('moves')}
          >
            {t('data.moves')}
          </Button>
          <Button
            kind="quiet"
            size="small"
            icon={<Trash2 aria-hidden="true" />}
            disabled={chosen.length === 0}
            onClick={() => setOpen('remove')}
          >
            {t('records.remove')}
          </Button>
          <span className="records__count num">{t('records.count', { count: tree.length })}</span>
        </div>
      )}
      {tree.length === 0 && <EmptyState text={t('data.members.empty')} />}
      {(tree.length > 0 || mayEdit) && (
        <div className="records__grid">
          <Grid
            model={model}
            label={t('data.members', { dimension: nameOf(context, dimension) })}
            words={words}
            density="normal"
            onEdit={edit}
            onSelect={setSelection}
            onToggleRow={(id, expanded) =>
              setClosed(new Set(expanded ? [...closed].filter((other) => other !== id) : [...closed, id]))
            }
            onContext={({ row }) => tree[row] && openRecord(tree[row].record.id)}
            onUndo={() => void undo()}
            onRedo={() => void redo()}
          />
        </div>
      )}
      <PrintedList
        model={model}
        label={t('data.members', { dimension: nameOf(context, dimension) })}
        leftOut={(printed, left) => t('records.print.leftOut', { printed, left })}
      />
      {open === 'child' && one && (
        <NewDialog
          context={context}
          view={{ kind: 'dimensionMember', card: [] }}
          given={{ dimension: dimension.id, parent: one.id }}
          submit={submit}
          onMade={() => setClosed(new Set([...closed].filter((id) => id !== one.id)))}
          onClose={close}
        />
      )}
      {open === 'move' && (
        <MoveDialog
          context={context}
          dimension={dimension.id}
          members={chosen}
          submit={submit}
          onClose={close}
        />
      )}
      {open === 'moves' && <MovesDialog context={context} dimension={dimension.id} onClose={close} />}
      {open === 'list' && (
        <ListDialog context={context} dimension={dimension.id} submit={submit} onClose={close} />
      )}
      {open === 'remove' && (
        <RemoveDialog context={context} records={chosen} submit={submit} onClose={close} />
      )}
    </>
  );
}

interface MemberOutcome {
  readonly commands: readonly CommandRequest[];
  readonly wrong: readonly WrongMember[];
}

/** What typing into the tree does; names typed or pasted below its end become new members. */
function memberCommands(
  { context }: Records,
  dimension: string,
  members: readonly PlanRecord[],
  edits: readonly GridEdit[],
): MemberOutcome {
  const wrong: WrongMember[] = [];
  const sets = new Map<PlanRecord, Record<string, FieldValue>>();
  const fresh = new Map<number, Record<string, FieldValue>>();
  for (const { rowId, row, columnId, text } of edits) {
    const member = members.find(({ id }) => id === rowId);
    const field = kinds.get('dimensionMember')?.fields[columnId];
    const read = field
      ? readValue(context, columnId, field, text)
      : refuse(problem('UNKNOWN_FIELD', columnId));
    if (!read.ok) {
      const message = read.problems.map((one) => sayProblem(context, one)).join(' ');
      wrong.push({ id: member?.id ?? newMemberId, column: columnId, text, message });
    } else if (member) sets.set(member, { ...sets.get(member), [columnId]: read.value });
    else fresh.set(row, { ...fresh.get(row), [columnId]: read.value });
  }
  const added = [...fresh.values()].filter(({ name }) => typeof name === 'string' && name.trim() !== '');
  return {
    wrong,
    commands: [
      ...[...sets].map(([member, set]) => updateOf(member, set)),
      ...added.map(
        (fields): CommandRequest => ({
          type: 'record.add',
          kind: 'dimensionMember',
          id: uuidv7(),
          fields: { ...fields, dimension },
        }),
      ),
    ],
  };
}
