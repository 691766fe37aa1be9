import { z } from 'zod';
import { fieldsSchema } from '../plan/commands.ts';

/** Largest file that evidence may be, in bytes; larger is refused with `FILE_TOO_LARGE`. */
export const EVIDENCE_FILE_BYTES = 10 * 1024 * 1024;

/**
 * Kinds of file that evidence may be, by the ending of the name, and what each is served as. Nothing that a browser or an
 * office program would run: any other ending is refused with `FILE_TYPE_REFUSED`, other content with `FILE_DISGUISED`.
 */
export const evidenceTypes = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  md: 'text/plain',
  csv: 'text/plain',
} as const;

/** An ending of `evidenceTypes`, in small letters. */
export type EvidenceEnding = keyof typeof evidenceTypes;

/** What is said of a file that becomes evidence: the id of the record and its fields, without those of the file itself. */
export const newEvidenceSchema = z.strictObject({ id: z.uuid(), fields: fieldsSchema });

/** A record of evidence to be made with a file. */
export type NewEvidence = z.infer<typeof newEvidenceSchema>;

/** The record that a file became. */
export const evidenceSchema = z.object({
  id: z.string(),
  /** Of the entry in the log of the book. */
  position: z.number().int(),
  fileName: z.string(),
  /** Bytes. */
  fileSize: z.number().int(),
});

/** See `evidenceSchema`. */
export type EvidenceMade = z.infer<typeof evidenceSchema>;
