import type { Locale } from '@shapan/contract';
import { type Field, kinds } from '@shapan/engine';
import { createTranslate, type Translate } from '@shapan/i18n';

const locales: readonly Locale[] = ['zh-CN', 'en'];

/** Fields of a task in the order in which a table of tasks has them; `no`, `predecessors` and `id` are of the table alone. */
export const taskColumns = [
  'no',
  'name',
  'initiative',
  'from',
  'to',
  'duration',
  'effort',
  'milestone',
  'predecessors',
  'accountable',
  'responsible',
  'consulted',
  'informed',
  'departments',
  'departmentsConsulted',
  'departmentsInformed',
  'support',
  'deliverable',
  'acceptance',
  'priority',
  'status',
  'progress',
  'constraint',
  'constraintDate',
  'repeat',
  'repeatEvery',
  'doneOn',
  'resources',
  'id',
] as const;

export type TaskColumn = (typeof taskColumns)[number];

const ofTable: ReadonlySet<string> = new Set(['no', 'predecessors', 'id']);

/** The heading of a column. */
export const headingOf = (t: Translate, column: TaskColumn): string =>
  t.find(ofTable.has(column) ? `documents.tasks.column.${column}` : `field.task.${column}`) ?? column;

/** What other programs call their columns. */
const elsewhere: Partial<Readonly<Record<TaskColumn, readonly string[]>>> = {
  no: ['id', 'no', '#', '标识号', '编号'],
  name: ['task name', '任务', '任务名称'],
  from: ['start date', '开始', '开始时间'],
  to: ['finish', 'end date', '完成时间', '结束', '结束时间'],
  duration: ['duration', '工期'],
  progress: ['% complete', '完成百分比'],
};

/** What a heading means, in whatever language; nothing where it is none of these. */
export function columnNamed(heading: string): TaskColumn | undefined {
  const plain = heading.trim().toLowerCase();
  return taskColumns.find(
    (column) =>
      (column !== 'id' && column.toLowerCase() === plain) ||
      elsewhere[column]?.includes(plain) ||
      locales.some((locale) => {
        const t = createTranslate(locale);
        return [headingOf(t, column), t.find(`template.T3.${column}`)].some(
          (word) => word?.toLowerCase() === plain,
        );
      }),
  );
}

/** The field that a column fills; nothing for those of the table alone. */
export function fieldOf(column: TaskColumn): Field | undefined {
  return ofTable.has(column) ? undefined : kinds.get('task')?.fields[column];
}

/** An option by its word in any language, or by itself. */
export function optionNamed(
  column: TaskColumn,
  options: readonly string[],
  text: string,
): string | undefined {
  const plain = text.trim().toLowerCase();
  return options.find(
    (option) =>
      option.toLowerCase() === plain ||
      locales.some((locale) => optionWord(createTranslate(locale), column, option).toLowerCase() === plain),
  );
}

export const optionWord = (t: Translate, column: TaskColumn, option: string): string =>
  t.find(`option.${column}.${option}`) ?? option;
