import type { Locale, TaskFileFormat } from '@shapan/contract';
import { createTranslate } from '@shapan/i18n';
import { writeCsv } from '../write-table.ts';
import { projectOfPlan } from './project-of-plan.ts';
import type { SeenPlan } from './seen-plan.ts';
import { writeMspdi } from './write-mspdi.ts';
import { tableOfTasks } from './write-task-table.ts';

/** The tasks of a plan as a file, in the words of whoever asks. */
export function writeTaskFile(plan: SeenPlan, format: TaskFileFormat, locale: Locale): Buffer {
  const t = createTranslate(locale);
  if (format === 'csv') return Buffer.from(writeCsv(tableOfTasks(plan, t)));
  return Buffer.from(writeMspdi(projectOfPlan(plan, t('documents.tasks.calendar')), plan.at), 'utf8');
}
