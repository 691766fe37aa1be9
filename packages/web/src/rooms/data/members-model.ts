import { kinds } from '@shapan/engine';
import { type GridChoice, type GridColumn, type GridModel, linesIn } from '../../grid/index.ts';
import {
  editText,
  fieldWord,
  kindPhrase,
  memberNameOf,
  type RecordContext,
  showValue,
} from '../../records/index.ts';
import type { TreeMember } from './member-tree.ts';

export const memberColumns = ['name', 'code', 'person', 'from', 'to'] as const;

/** What was typed and could not be taken, by member and column. */
export interface WrongMember {
  readonly id: string;
  readonly column: string;
  readonly text: string;
  readonly message: string;
}

export const newMemberId = 'new';

interface MembersModelInput {
  readonly context: RecordContext;
  readonly tree: readonly TreeMember[];
  readonly closed: ReadonlySet<string>;
  readonly wrong: readonly WrongMember[];
  readonly mayEdit: boolean;
  /** On a narrow screen the names leave room for a column beside them. */
  readonly narrow: boolean;
}

const widths = { name: 300, code: 140, person: 140, from: 120, to: 120 } as const;
/** The names of a narrow screen; what each level takes of a name, and what the mark of its branch takes. */
const [narrowNames, perLevel, besideName] = [160, 14, 24];
const widestSign = 14;

/** The tree of a dimension as the grid sees it, with a row that waits for a new member. */
export function membersModel({
  context,
  tree,
  closed,
  wrong,
  mayEdit,
  narrow,
}: MembersModelInput): GridModel {
  const { t } = context;
  const kind = kinds.get('dimensionMember');
  const newLabel = t('records.add', { kind: kindPhrase(t, 'dimensionMember') });
  const columns = memberColumns.map(
    (id): GridColumn => ({
      id,
      header: fieldWord(t, 'dimensionMember', id),
      width: id === 'name' && narrow ? narrowNames : widths[id],
      align: 'start',
      sticky: id === 'name',
      editor: id === 'person' ? 'choice' : id === 'from' || id === 'to' ? 'date' : 'text',
    }),
  );
  const people: readonly GridChoice[] = [
    ...context.members
      .filter(({ active }) => active)
      .map(({ id }) => ({ value: memberNameOf(context, id), label: memberNameOf(context, id) })),
    { value: '', label: t('records.empty') },
  ];
  return {
    rowCount: tree.length + (mayEdit ? 1 : 0),
    columnCount: columns.length,
    growable: mayEdit,
    // A name is read whole, however deep in the tree it stands.
    lines: (index) => {
      const member = tree[index];
      if (!member) return 1;
      const room = (narrow ? narrowNames : widths.name) - besideName - member.depth * perLevel;
      const name = String(member.record.fields['name'] ?? '');
      // Nearly every name is short, and there may be a hundred thousand of them.
      return name.length * widestSign <= room ? 1 : linesIn(name, room);
    },
    row: (index) => {
      const member = tree[index];
      if (!member)
        return {
          id: newMemberId,
          label: newLabel,
          depth: 0,
          expandable: false,
          expanded: false,
          kind: 'new',
        };
      const { record, depth, children } = member;
      return {
        id: record.id,
        depth,
        expandable: children > 0,
        expanded: !closed.has(record.id),
        kind: 'leaf',
      };
    },
    column: (index) => columns[index] as GridColumn,
    cell: (row, at) => {
      const column = columns[at] as GridColumn;
      const id = tree[row]?.record.id ?? newMemberId;
      const bad = wrong.find((one) => one.id === id && one.column === column.id);
      if (bad) return { text: bad.text, edit: bad.text, state: { editable: mayEdit, invalid: bad.message } };
      const member = tree[row];
      if (!member) {
        const inviting = at === 0;
        return {
          text: inviting ? `＋ ${newLabel}` : '',
          edit: '',
          state: { editable: inviting, muted: inviting },
        };
      }
      const field = kind?.fields[column.id];
      const value = member.record.fields[column.id];
      const text = field ? showValue(context, column.id, field, value) : '';
      return {
        text,
        edit: field ? editText(context, column.id, field, value) : '',
        state: { editable: mayEdit },
      };
    },
    choices: () => people,
  };
}
