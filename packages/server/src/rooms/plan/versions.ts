import { createHash } from 'node:crypto';
import type { CommandRequest } from '@shapan/contract';
import {
  type BookState,
  type Change,
  countChanges,
  findRecord,
  invert,
  squash,
  squashSoFar,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { refused } from '../../http/refused.ts';
import { canonicalBytes } from './canonical.ts';
import type { BookRow } from './store.ts';
import { oldestFirst } from './walk-log.ts';

/**
 * Versions are named positions of the log. Freezing one writes a record that says where; nothing is copied,
 * and because the log is append-only nothing can move beneath it (SPR-T91).
 */
export function frozenRecord(
  command: Extract<CommandRequest, { type: 'version.freeze' }>,
  book: BookRow,
  state: BookState,
  master: BookState,
): Change {
  if (findRecord(state, 'version', command.id)) throw refused('ALREADY_EXISTS', { id: command.id }, 'id');
  const fields = {
    name: command.name,
    purpose: command.purpose,
    ...(command.reason !== undefined && { reason: command.reason }),
    log: book.bookId,
    position: state.position,
    masterPosition: master.position,
    fingerprint: fingerprintOf(state),
  };
  return { type: 'record.added', record: { kind: 'version', id: command.id, fields } };
}

/** SHA-256 of the content, independent of how and in which order it came about. */
export function fingerprintOf(state: BookState): string {
  return createHash('sha256').update(canonicalBytes(state)).digest('hex');
}

/** Kinds that speak *about* the plan; restoring an earlier content must not make them unsaid. */
const ABOUT_THE_PLAN: ReadonlySet<string> = new Set(['version', 'comment', 'cellComment']);

/** What brings the plan back to a frozen version: the net of everything since, undone – itself one undoable entry. */
export async function restoredChanges(
  tx: Tx,
  book: BookRow,
  state: BookState,
  versionId: string,
): Promise<{ readonly changes: readonly Change[]; readonly position: number }> {
  const version = findRecord(state, 'version', versionId);
  if (!version) throw refused('NOT_FOUND', { kind: 'version', id: versionId }, 'version');
  // A position means nothing in another log: a what-if does not go back to where its plan once was.
  if ((version.fields['log'] ?? book.base?.bookId ?? book.bookId) !== book.bookId) {
    throw refused('VERSION_ELSEWHERE', { name: String(version.fields['name']) }, 'version');
  }
  const position = version.fields['position'] as number;
  const since = await netBetween(tx, book, position, state.position);
  const back = invert(since);
  const gone = new Set(
    back.flatMap((change) => (change.type === 'record.removed' ? [change.record.id] : [])),
  );
  // What was said of a number goes with its target.
  const isAboutGone = (change: Change): boolean =>
    change.type === 'record.removed' && gone.has(String(change.record.fields['target']));
  return {
    changes: back.filter((change) => !isOfKind(change, ABOUT_THE_PLAN) || isAboutGone(change)),
    position,
  };
}

/** Whether a change is about a record of one of the kinds. */
export function isOfKind(change: Change, among: ReadonlySet<string>): boolean {
  if (change.type === 'record.changed') return among.has(change.kind);
  return 'record' in change && among.has(change.record.kind);
}

/**
 * The net of everything that happened after `from` up to `to`, in the memory of the net and a few entries: the log is read
 * in pieces, and the net of a net and what follows is the net of all (P2). What was read is netted when it has grown as
 * large as the net itself, so that the work grows with the log and not with its square.
 */
export async function netBetween(
  tx: Tx,
  book: BookRow,
  from: number,
  to: number,
): Promise<readonly Change[]> {
  let net: readonly Change[] = [];
  let read: Change[] = [];
  for await (const entries of oldestFirst(tx, book, { after: from, until: to })) {
    read.push(...entries.flatMap(({ changes }) => changes));
    if (sizeOf(read) < Math.max(sizeOf(net), FACTS)) continue;
    net = squashSoFar([...net, ...read]);
    read = [];
  }
  return squash([...net, ...read]);
}

/** So many records and cells are kept before they are netted. */
const FACTS = 100_000;

function sizeOf(changes: readonly Change[]): number {
  const { records, cells } = countChanges(changes);
  return records + cells;
}
