import {
  type TaskFileOptions,
  taskFileFormats,
  taskFileOptionsSchema,
  taskFileReportSchema,
} from '@shapan/contract';
import { z } from 'zod';
import { attachment } from '../../../http/attachment.ts';
import type { Callers } from '../../../http/caller.ts';
import { formFile } from '../../../http/form-file.ts';
import { refused } from '../../../http/refused.ts';
import { bookParams, type Routes } from '../../../http/routes.ts';
import type { TaskFileService } from './service.ts';

const types = { mspdi: 'application/xml; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;
const endings = { mspdi: 'xml', csv: 'csv' } as const;

/** Tasks of a plan in files: in and out. */
export function taskFileRoutes(app: Routes, callers: Callers, files: TaskFileService): void {
  const tags = ['documents'];

  app.post(
    '/workspaces/:workspace/books/:book/tasks/import',
    {
      schema: {
        tags,
        summary:
          'Tasks from Microsoft Project XML, CSV or xlsx: a dry run, or – with `commit` – one entry and one undo',
        description:
          'Before the multipart field `file` a field `options`: JSON as `TaskFileOptions`. Rows that were imported before are changed, not doubled.',
        consumes: ['multipart/form-data'],
        params: bookParams,
        response: { 200: taskFileReportSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      files.mayImport(caller);
      const file = await formFile(request);
      const part = file.fields['options'];
      const options = optionsOf(
        part && !Array.isArray(part) && part.type === 'field' ? part.value : undefined,
      );
      return files.import(
        caller,
        request.params.book,
        { name: file.filename, content: file.content },
        options,
      );
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/tasks/export',
    {
      schema: {
        tags,
        summary: 'The tasks that the caller sees, as Microsoft Project XML or CSV',
        params: bookParams,
        querystring: z.object({ format: z.enum(taskFileFormats).default('mspdi') }),
        response: { 200: z.string().meta({ description: 'The bytes of the file' }) },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      const { format } = request.query;
      const { name, content } = await files.export(caller, request.params.book, format);
      return reply
        .header('content-disposition', attachment(`${name}.${endings[format]}`))
        .header('x-content-type-options', 'nosniff')
        .type(types[format])
        .send(content as never);
    },
  );
}

function optionsOf(text: unknown): TaskFileOptions {
  if (text === undefined || text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(String(text));
  } catch {
    throw refused('INVALID', undefined, 'options');
  }
  const asked = taskFileOptionsSchema.safeParse(value);
  if (!asked.success)
    throw refused('INVALID', undefined, ['options', ...(asked.error.issues[0]?.path ?? [])].join('.'));
  return asked.data;
}
