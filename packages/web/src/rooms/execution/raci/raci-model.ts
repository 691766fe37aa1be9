import type { CommandRequest } from '@shapan/contract';
import {
  type Fields,
  lettersOpenTo,
  type PlanRecord,
  type RaciLetter,
  type RaciParty,
  raciLetters,
  raciOf,
  raciParties,
  recordsOf,
  withRaci,
} from '@shapan/engine';
import type { GridCell, GridChoice, GridEdit, GridModel } from '../../../grid/index.ts';
import { memberNameOf, nameOf, type RecordContext, recordNames, updateOf } from '../../../records/index.ts';

/** Somebody with a column of their own. */
export interface RaciColumn extends RaciParty {
  readonly name: string;
}

/** A text that says no letters, by row and column. */
export interface WrongLetters {
  readonly row: string;
  readonly column: string;
  readonly text: string;
  readonly message: string;
}

export interface RaciInput {
  readonly context: RecordContext;
  readonly tasks: readonly PlanRecord[];
  readonly columns: readonly RaciColumn[];
  readonly wrong: readonly WrongLetters[];
  readonly mayChange: (task: PlanRecord) => boolean;
}

export const keyOf = ({ kind, id }: RaciParty): string => `${kind} ${id}`;

/** Everybody whom a task names, and who was added: people in the order of the workspace, then departments. */
export function raciColumns(
  context: RecordContext,
  tasks: readonly PlanRecord[],
  added: readonly string[],
): readonly RaciColumn[] {
  const named = new Set([...tasks.flatMap(raciParties).map(keyOf), ...added]);
  return partiesOf(context).filter((one) => named.has(keyOf(one)));
}

/** All whom a task could name; a colleague who has left is there as long as one does. */
export function partiesOf(context: RecordContext): readonly RaciColumn[] {
  const departments = recordNames(context, ['department']);
  return [
    ...context.members.map(({ id }) => ({
      kind: 'person' as const,
      id,
      name: memberNameOf(context, id),
    })),
    ...recordsOf(context.master, 'department').map(({ id }) => ({
      kind: 'department' as const,
      id,
      name: departments.get(id) ?? id,
    })),
  ];
}

/** `R/A`, `a r`, `RA`: the letters in their order; nothing where one is none of them. */
export function readLetters(text: string): readonly RaciLetter[] | undefined {
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s/,、，+–]/g, '');
  const known = [...typed].every((one) => raciLetters.some((letter) => letter === one));
  return known ? raciLetters.filter((letter) => typed.includes(letter)) : undefined;
}

export const lettersText = (letters: readonly RaciLetter[]): string => letters.join('/');

/** What a gesture over the matrix asks of the tasks, one command for each; what cannot be is told by cell. */
export function raciEdits(
  { context, tasks, columns }: Pick<RaciInput, 'context' | 'tasks' | 'columns'>,
  edits: readonly GridEdit[],
): { readonly commands: readonly CommandRequest[]; readonly wrong: readonly WrongLetters[] } {
  const sets = new Map<PlanRecord, Fields>();
  const wrong: WrongLetters[] = [];
  for (const { rowId = '', columnId, text } of edits) {
    const task = tasks.find(({ id }) => id === rowId);
    const party = columns.find((one) => keyOf(one) === columnId);
    if (!task || !party) continue;
    const letters = readLetters(text);
    const now = { fields: { ...task.fields, ...sets.get(task) } };
    const set = letters && withRaci(now, party, letters);
    if (set?.ok) sets.set(task, { ...sets.get(task), ...set.value });
    else
      wrong.push({
        row: rowId,
        column: columnId,
        text,
        message: context.t('records.wrong.options', { options: lettersOpenTo(party.kind).join('/') }),
      });
  }
  const commands = [...sets].flatMap(([task, set]) =>
    Object.keys(set).length === 0 ? [] : [updateOf(task, set)],
  );
  return { commands, wrong };
}

/** Tasks by people and departments; the second column says where nobody answers for one. */
export function raciModel(input: RaciInput): GridModel {
  const { context, tasks, columns } = input;
  const { t } = context;
  const wrong = new Map(input.wrong.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  const cell = (row: number, column: number): GridCell => {
    const task = tasks[row] as PlanRecord;
    if (column === 0) return read(nameOf(context, task));
    if (column === 1) return read(gapText(context, task));
    const party = columns[column - 2] as RaciColumn;
    const bad = wrong.get(`${task.id} ${keyOf(party)}`);
    const text = bad?.text ?? lettersText(raciOf(task, party));
    const editable = input.mayChange(task);
    return { text, edit: text, state: { editable, ...(bad && { invalid: bad.message }) } };
  };
  return {
    rowCount: tasks.length,
    columnCount: columns.length + 2,
    row: (index) => ({
      id: tasks[index]?.id ?? '',
      depth: 0,
      expandable: false,
      expanded: false,
      kind: 'leaf',
    }),
    column: (index) => {
      if (index === 0)
        return {
          id: 'name',
          header: t('template.T3.name'),
          width: 240,
          align: 'start',
          sticky: true,
          editor: 'none',
        };
      if (index === 1)
        return {
          id: 'gap',
          header: t('execution.raci.gap'),
          width: 72,
          align: 'start',
          editor: 'none',
        };
      const party = columns[index - 2] as RaciColumn;
      return {
        id: keyOf(party),
        header: party.name,
        group: t(`execution.raci.${party.kind}`),
        width: 112,
        align: 'center',
        editor: 'choice',
      };
    },
    cell,
    choices: (_, column) => choicesFor(context, columns[column - 2]),
  };
}

const read = (text: string): GridCell => ({ text, edit: text, state: { editable: false, computed: true } });

/** Exactly one answers for it; who does does it where nobody else is named. */
function gapText({ t }: RecordContext, task: PlanRecord): string {
  const letters = raciParties(task).flatMap((party) => raciOf(task, party));
  return letters.includes('A') ? '' : t('execution.raci.noA');
}

function choicesFor({ t }: RecordContext, party: RaciColumn | undefined): readonly GridChoice[] {
  if (!party) return [];
  const alone = lettersOpenTo(party.kind).map((letter) => ({
    value: letter,
    label: letter,
    search: t(`execution.raci.letter.${letter}`),
  }));
  const both = party.kind === 'person' ? [{ value: 'R/A', label: 'R/A' }] : [];
  return [...alone, ...both, { value: '', label: t('records.empty') }];
}
