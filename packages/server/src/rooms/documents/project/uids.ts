import type { PlanRecord } from '@shapan/engine';
import { readDetails, type SummaryDetails, type TaskDetails } from './details.ts';
import type { ProjectLink } from './model.ts';

/** UIDs of records in a file that is written. */
export interface Uids {
  /** By the id of the record. */
  readonly of: (id: string) => number | undefined;
  /** Links that hang on summary tasks, as far as these are written too. */
  readonly linksOf: (kept: Partial<TaskDetails | SummaryDetails> | null) => readonly ProjectLink[];
}

/** Records keep the UID that they have in the file most of them came from; all others get the next free ones. */
export function numbersFor(records: readonly PlanRecord[], file: string | undefined): Uids {
  const byId = new Map<string, number>();
  const taken = new Set<number>([0]);
  const rest: string[] = [];
  for (const { id, fields } of records) {
    const kept = readDetails<TaskDetails>(fields['fileDetails'], 'task');
    const uid = kept?.file === file ? kept?.uid : undefined;
    if (typeof uid === 'number' && Number.isInteger(uid) && uid > 0 && !taken.has(uid)) {
      byId.set(id, uid);
      taken.add(uid);
    } else rest.push(id);
  }
  let next = 1;
  for (const uid of taken) next = Math.max(next, uid + 1);
  for (const id of rest) {
    byId.set(id, next);
    taken.add(next);
    next += 1;
  }
  return {
    of: (id) => byId.get(id),
    linksOf: (kept) =>
      kept?.file !== undefined && kept.file === file
        ? (kept.links ?? []).filter((link) => !link.crossProject && taken.has(link.from))
        : [],
  };
}
