import type { FieldValue, PlanRecord } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { type Cell, emptyCell } from '../table.ts';
import type { OutputTable } from '../write-table.ts';
import type { SeenPlan } from './seen-plan.ts';
import { fieldOf, headingOf, optionWord, type TaskColumn, taskColumns } from './task-columns.ts';

/** The tasks of a plan as a table that comes back in whole: what a task is, whom it names, and what it waits for. */
export function tableOfTasks(plan: SeenPlan, t: Translate): OutputTable {
  const tasks = plan.records('task');
  const numbers = new Map(tasks.map(({ id }, i) => [id, i + 1]));
  const initiatives = new Map(
    plan.records('initiative').map(({ id, fields }) => [id, String(fields['name'])]),
  );
  const before = predecessors(plan, numbers);
  const names = {
    person: personNames(plan),
    department: (id: string): string => plan.departments.get(id) ?? id,
  };
  const cellOf = (task: PlanRecord, column: TaskColumn): Cell => {
    if (column === 'no') return { type: 'number', text: String(numbers.get(task.id)) };
    if (column === 'id') return { type: 'text', text: task.id };
    if (column === 'predecessors') return textCell(before.get(task.id) ?? '');
    const value = task.fields[column];
    if (value === undefined || value === null) return emptyCell;
    if (column === 'initiative') return textCell(initiatives.get(String(value)) ?? '');
    return valueCell(value, column, t, names);
  };
  return {
    name: plan.name,
    columns: taskColumns.map((column) => ({ header: headingOf(t, column) })),
    rows: tasks.map((task) => taskColumns.map((column) => cellOf(task, column))),
  };
}

const textCell = (text: string): Cell => (text === '' ? emptyCell : { type: 'text', text });

function valueCell(
  value: FieldValue,
  column: TaskColumn,
  t: Translate,
  names: { readonly person: (id: string) => string; readonly department: (id: string) => string },
): Cell {
  const field = fieldOf(column);
  switch (field?.type) {
    case 'number':
      return { type: 'number', text: String(value) };
    case 'date':
      return { type: 'date', text: String(value) };
    case 'boolean':
      return { type: 'boolean', value: value === true };
    case 'choice':
      return textCell(optionWord(t, column, String(value)));
    case 'person':
      return textCell(
        (Array.isArray(value) ? value : [value]).map((id) => names.person(String(id))).join('; '),
      );
    case 'reference':
      return textCell(
        (Array.isArray(value) ? value : [value]).map((id) => names.department(String(id))).join('; '),
      );
    case 'list':
      return textCell(Array.isArray(value) ? value.join('; ') : '');
    default:
      return textCell(String(value));
  }
}

/** What each task waits for, as in project programs: `3`, `4SS+2`, `5FF-1`. */
function predecessors(plan: SeenPlan, numbers: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { fields } of plan.records('taskLink')) {
    const number = numbers.get(String(fields['from']));
    if (number === undefined) continue;
    const lag = Number(fields['lag'] ?? 0);
    const sign = lag > 0 ? `+${lag}` : lag < 0 ? String(lag) : '';
    const relation = fields['relation'] === 'FS' && lag === 0 ? '' : String(fields['relation']);
    const to = String(fields['to']);
    found.set(to, [found.get(to), `${number}${relation}${sign}`].filter(Boolean).join('; '));
  }
  return found;
}

/** A member by name; one whose name others bear too, by name and id. */
function personNames({ members }: SeenPlan): (id: string) => string {
  const count = new Map<string, number>();
  for (const name of members.values()) count.set(name, (count.get(name) ?? 0) + 1);
  return (id) => {
    const name = members.get(id);
    return name === undefined
      ? id
      : count.get(name) === 1 && !/[;；(（]/.test(name)
        ? name
        : `${name} (${id})`;
  };
}
