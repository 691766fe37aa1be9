import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { claimFile } from './once.ts';
import { refused } from './refused.ts';

/**
 * The one file of a form, whole. What is no proper form is the sender's mistake, however the reader words it. More than
 * `bytes` is read no further and thrown with status 413; without it the limit of the whole server counts.
 */
export async function formFile(
  request: FastifyRequest,
  bytes?: number,
): Promise<MultipartFile & { readonly content: Buffer }> {
  if (!request.isMultipart()) throw refused('UNSUPPORTED_MEDIA_TYPE');
  const file = await request
    .file(bytes === undefined ? {} : { limits: { fileSize: bytes } })
    .catch(malformed);
  if (!file) throw refused('REQUIRED', undefined, 'file');
  const content = await file.toBuffer().catch(malformed);
  claimFile(request, content);
  return Object.assign(file, { content });
}

/** Limits say so with a status of their own; everything else is a form that cannot be read. */
function malformed(error: unknown): never {
  if (typeof (error as { statusCode?: number }).statusCode === 'number') throw error;
  throw refused('INVALID', undefined, 'body');
}
