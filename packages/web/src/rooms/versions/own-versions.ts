import { type BookState, type PlanRecord, recordsOf } from '@shapan/engine';

/** The log that a version's position is of; those of old say nothing, and a what-if found them in its plan. */
const logOf = ({ fields }: PlanRecord, book: string, base: string | undefined): string =>
  String(fields['log'] ?? base ?? book);

/** Versions whose positions mean something in this book's log: a what-if also carries those of its plan. */
export function ownVersions(state: BookState, book: string, base: string | undefined): readonly PlanRecord[] {
  return recordsOf(state, 'version').filter((version) => logOf(version, book, base) === book);
}
