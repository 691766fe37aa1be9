import { importReportSchema, importRequestSchema, uploadSchema } from '@shapan/contract';
import { z } from 'zod';
import type { Callers } from '../../../http/caller.ts';
import { formFile } from '../../../http/form-file.ts';
import { refused } from '../../../http/refused.ts';
import { type Routes, workspaceParams } from '../../../http/routes.ts';
import type { ImportService } from './service.ts';

const uploadParams = workspaceParams.extend({ upload: z.uuid() });
const fields = z.object({
  encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252', 'big5']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  headerRow: z.coerce.number().int().min(0).max(1_000).optional(),
});

/** Files in: preview, check, commit. */
export function importRoutes(app: Routes, callers: Callers, imports: ImportService): void {
  const tags = ['documents'];

  app.post(
    '/workspaces/:workspace/imports',
    {
      schema: {
        tags,
        summary: 'Upload a CSV or xlsx file and see what is in it (multipart field `file`)',
        description:
          'Optional fields before the file: `encoding`, `delimiter`, `headerRow`. The file is kept for a day.',
        consumes: ['multipart/form-data'],
        params: workspaceParams,
        response: { 201: uploadSchema },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      const file = await formFile(request);
      const reading = fields.safeParse(
        Object.fromEntries(
          Object.entries(file.fields).flatMap(([name, part]) =>
            part && !Array.isArray(part) && part.type === 'field' && part.value !== ''
              ? [[name, part.value]]
              : [],
          ),
        ),
      );
      if (!reading.success)
        throw refused('INVALID', undefined, String(reading.error.issues[0]?.path[0] ?? 'fields'));
      const view = await imports.preview(
        caller,
        { name: file.filename, content: file.content },
        reading.data,
      );
      return reply.status(201).send(view);
    },
  );

  app.post(
    '/workspaces/:workspace/imports/:upload/check',
    {
      schema: {
        tags,
        summary: 'Dry run: what an import would do, every error by row',
        params: uploadParams,
        body: importRequestSchema,
        response: { 200: importReportSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return imports.check(caller, request.params.upload, request.body);
    },
  );

  app.post(
    '/workspaces/:workspace/imports/:upload/commit',
    {
      schema: {
        tags,
        summary:
          'Import; nothing is written while there is an error, unless asked to. One undo takes it back',
        params: uploadParams,
        body: importRequestSchema,
        response: { 200: importReportSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return imports.commit(caller, request.params.upload, request.body);
    },
  );

  app.post(
    '/workspaces/:workspace/imports/:upload/errors',
    {
      schema: {
        tags,
        summary: 'Dry run: every error as a CSV file with row, column, value and reason',
        params: uploadParams,
        body: importRequestSchema,
        response: { 200: z.string().meta({ description: 'UTF-8 with byte order mark' }) },
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      const sheet = await imports.errors(caller, request.params.upload, request.body);
      return reply.type('text/csv; charset=utf-8').send(Buffer.from(sheet).toString('utf8'));
    },
  );
}
