import { createHash } from 'node:crypto';
import { EVIDENCE_FILE_BYTES, type EvidenceMade, may, type NewEvidence } from '@shapan/contract';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../../http/caller.ts';
import { Refused, refused } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import { asMember } from '../people/as-member.ts';
import { alsoHiding, masterState, openBook } from '../plan/open-book.ts';
import { submitIn } from '../plan/submit-in.ts';
import { announce } from '../plan/submitted.ts';
import { recordsSeen } from '../plan/view.ts';
import { type EvidenceFile, findEvidenceFile, keepEvidenceFile } from './evidence-store.ts';
import { evidenceTypeOf, typeNamed } from './evidence-type.ts';

export type EvidenceService = ReturnType<typeof createEvidenceService>;

/** A file as somebody sends it. */
export interface SentFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Files that back something up. A file and the record that names it are written in one transaction, or neither is. */
export function createEvidenceService(deps: Deps) {
  return {
    /** Refuses who may make no record at all, before a file is read. */
    mayAdd(caller: Caller): void {
      if (!may(caller, 'record.editOwn'))
        throw refused('ROLE', { ability: 'record.editOwn', role: caller.role });
    },

    /** Keeps the file and makes its record by the one road: whoever may not make the record leaves no file either. */
    async add(caller: Caller, bookId: string, asked: NewEvidence, file: SentFile): Promise<EvidenceMade> {
      const { content } = file;
      if (content.length === 0) throw refused('FILE_EMPTY', undefined, 'file');
      if (content.length > EVIDENCE_FILE_BYTES) throw tooLarge(content.length);
      const name = plainName(file.name);
      const type = evidenceTypeOf(name, content);
      if (!type.ok) throw new Refused(...type.problems);
      const digest = createHash('sha256').update(content).digest('hex');
      const fields = {
        ...asked.fields,
        title: asked.fields['title'] ?? name,
        author: caller.member,
        fileName: name,
        fileSize: content.length,
        fileDigest: digest,
      };
      const work = async (tx: Tx) => {
        await openBook(tx, caller.workspaceId, bookId);
        const submitted = await submitIn(deps, tx, {
          workspaceId: caller.workspaceId,
          bookId,
          actor: caller,
          submission: {
            id: deps.newId(),
            commands: [{ type: 'record.add', kind: 'evidence', id: asked.id, fields }],
          },
        });
        const at = deps.clock().toISOString();
        const kept = { digest, mediaType: type.value, content, storedBy: caller.member, storedAt: at };
        await keepEvidenceFile(tx, caller.workspaceId, kept, deps.evidenceBytes);
        return submitted;
      };
      const submitted = await asMember(deps.pool, caller, work, { once: true });
      announce(deps, submitted);
      return { id: asked.id, position: submitted.entry.position, fileName: name, fileSize: content.length };
    },

    /** The file of evidence that the caller may see; for whom it is not, it is not there. */
    read: (caller: Caller, bookId: string, id: string): Promise<EvidenceFile & { readonly name: string }> =>
      asMember(deps.pool, caller, async (tx) => {
        const book = await openBook(tx, caller.workspaceId, bookId);
        const state = await deps.books.current(tx, book);
        const master = book.kind === 'master' ? state : await masterState(deps, tx, caller.workspaceId);
        const also = await alsoHiding(deps, tx, book, caller);
        const viewer = { master, actor: caller, today: todayOf(deps), also };
        const record = recordsSeen(state, viewer, 'evidence').find((one) => one.id === id);
        const digest = record?.fields['fileDigest'];
        const file =
          typeof digest === 'string' ? await findEvidenceFile(tx, caller.workspaceId, digest) : undefined;
        const name = String(record?.fields['fileName']);
        // A record may be written without a file being sent: by another name bytes could become what may not be kept.
        if (!file || file.mediaType !== typeNamed(name)) throw refused('NOT_FOUND', { kind: 'evidence', id });
        return { ...file, name };
      }),
  };
}

export const tooLarge = (bytes?: number): Refused =>
  refused('FILE_TOO_LARGE', { limit: EVIDENCE_FILE_BYTES, ...(bytes !== undefined && { bytes }) }, 'file');

/** A name and no path, without what a file system or a header trips over. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  return clean.length <= 255 ? clean : clean.slice(0, 255 - ending.length) + ending;
}
