import { type BookState, RELEASE, recordsOf } from '@shapan/engine';
import type { BookStore } from './book-store.ts';

/**
 * Follows what is released in the plan that a what-if stands on, as far as the reader is told of it there: the what-if tells
 * nobody more than that (SPR-T93), so what came of it is to be read anew when the plan releases or takes back.
 */
export function followReleases(plan: BookStore, reload: () => void): () => void {
  let known: string | undefined;
  const look = (): void => {
    const { save, state } = plan.snapshot();
    if (save === 'loading' || save === 'failed') return;
    const now = releasesIn(state);
    const isOther = known !== undefined && known !== now;
    known = now;
    if (isOther) reload();
  };
  look();
  return plan.subscribe(look);
}

/** Along what each target is handed down, and what was released of it. */
function releasesIn(state: BookState): string {
  const along = recordsOf(state, 'target').map(({ id, fields }) => [id, fields['waterfall'] ?? null]);
  const released = recordsOf(state, RELEASE).map(({ id, fields }) => [id, fields]);
  return JSON.stringify([along, released]);
}
