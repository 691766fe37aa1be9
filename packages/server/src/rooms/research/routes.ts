import { EVIDENCE_FILE_BYTES, evidenceSchema, newEvidenceSchema } from '@shapan/contract';
import { z } from 'zod';
import { attachment } from '../../http/attachment.ts';
import type { Callers } from '../../http/caller.ts';
import { formFile } from '../../http/form-file.ts';
import { refused } from '../../http/refused.ts';
import { bookParams, type Routes } from '../../http/routes.ts';
import { type EvidenceService, tooLarge } from './evidence.ts';

const evidenceParams = bookParams.extend({ evidence: z.uuid() });

/** Files that back up what a plan says. */
export function researchRoutes(app: Routes, callers: Callers, evidence: EvidenceService): void {
  const tags = ['research'];

  app.post(
    '/workspaces/:workspace/books/:book/evidence',
    {
      schema: {
        tags,
        summary: 'Upload a file as evidence: a record and its bytes, one entry of the log, one undo',
        description: `Before the multipart field \`file\` a field \`record\`: JSON with the \`id\` and the \`fields\` of the record. At most ${EVIDENCE_FILE_BYTES} bytes. Evidence at a link is an ordinary record.`,
        consumes: ['multipart/form-data'],
        params: bookParams,
        response: { 201: evidenceSchema },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      evidence.mayAdd(caller);
      const file = await formFile(request, EVIDENCE_FILE_BYTES).catch((error: unknown) => {
        throw (error as { statusCode?: number }).statusCode === 413 ? tooLarge() : error;
      });
      const part = file.fields['record'];
      const asked = newEvidenceSchema.safeParse(
        jsonOf(part && !Array.isArray(part) && part.type === 'field' ? part.value : undefined),
      );
      if (!asked.success) {
        const [issue] = asked.error.issues;
        throw refused('INVALID', undefined, ['record', ...(issue?.path ?? [])].join('.'));
      }
      const sent = { name: file.filename, content: file.content };
      return reply.status(201).send(await evidence.add(caller, request.params.book, asked.data, sent));
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/evidence/:evidence/file',
    {
      schema: {
        tags,
        summary: 'The file of a piece of evidence, to be saved',
        params: evidenceParams,
        response: { 200: z.string().meta({ description: 'The bytes of the file' }) },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      const { book, evidence: id } = request.params;
      const { name, mediaType, content } = await evidence.read(caller, book, id);
      // Saved, never shown as a page of this site: not even what a browser takes for one.
      return reply
        .header('content-disposition', attachment(name))
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .type(mediaType)
        .send(content as never);
    },
  );
}

function jsonOf(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
