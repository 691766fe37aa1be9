import type { TaskFileReport } from '@shapan/contract';
import type { BookState, WorkCalendar } from '@shapan/engine';
import { Refused, refused } from '../../../http/refused.ts';
import type { MemberRow } from '../../people/store.ts';
import type { TableSheet } from '../table.ts';
import { readProjectInWorker, readTablesInWorker } from '../table-worker.ts';
import type { FileDrafts, FindPerson } from './draft.ts';
import { draftProject } from './draft-project.ts';
import { draftTable } from './draft-table.ts';
import { MOST_TASKS, type ProjectFile } from './model.ts';

/** A file of tasks, read whole in a thread of its own. */
export type TaskFile = { readonly name: string; readonly format: TaskFileReport['format'] } & (
  | { readonly project: ProjectFile }
  | { readonly sheet: TableSheet }
);

/** A file by its content and never by its name: a project file where it is XML, else a table. */
export async function readTaskFile(content: Buffer, fileName: string): Promise<TaskFile> {
  const name = fileName.replace(/^.*[/\\]/, '').slice(0, 255);
  if (isCompoundFile(content)) throw refused('MPP_FILE', undefined, 'file');
  if (isXml(content)) {
    const read = await readProjectInWorker(content, name);
    if (!read.ok) throw new Refused(...read.problems);
    return { name: read.value.name, format: 'mspdi', project: read.value };
  }
  const read = await readTablesInWorker(content, name);
  if (!read.ok) throw new Refused(...read.problems);
  const [sheet] = read.value.sheets.filter(({ rows }) => rows.length > 0);
  if (!sheet) throw refused('FILE_EMPTY', undefined, 'file');
  if (sheet.rows.length - 1 > MOST_TASKS)
    throw refused('FILE_TOO_LARGE', { limit: 'tasks', most: MOST_TASKS }, 'file');
  return { name, format: read.value.format, sheet };
}

/** The container of .mpp and of old workbooks. */
const isCompoundFile = (content: Buffer): boolean => content.subarray(0, 4).toString('hex') === 'd0cf11e0';

const isXml = (content: Buffer): boolean =>
  /^(?:\xef\xbb\xbf)?\s*<|^(?:\xff\xfe)?\s*<\0|^(?:\xfe\xff)?\0</.test(
    content.subarray(0, 200).toString('latin1'),
  );

interface Around {
  readonly calendar: WorkCalendar;
  readonly find: FindPerson;
  readonly members: readonly MemberRow[];
  readonly master: BookState;
}

export function draftsOf(file: TaskFile, { calendar, find, members, master }: Around): FileDrafts {
  if ('project' in file) return { ...draftProject(file.project, calendar, find), errors: [] };
  return draftTable(file.sheet, { find, members, master });
}
