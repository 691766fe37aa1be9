import type { CommandRequest } from '@shapan/contract';
import type { Command, Notice, Problem, Result } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan, usePosition } from '../../../app/open-plan.tsx';
import { useRested } from '../../../app/use-rested.ts';
import { ApiError } from '../../../data/api.ts';
import type { Decided } from './use-send.ts';

export interface Rehearsal {
  /** What the commands would do: as far as it is known here, then as the server says; `null` = nothing to ask yet. */
  readonly decided: Result<Decided> | null;
  /** Of what the server said; with it a commit does just that or nothing (SPR-T88). */
  readonly fingerprint: string | undefined;
}

/**
 * What commands would do, before they are sent. The engine here answers at once; the server, which knows who may write
 * what and what was there before, has the last word.
 */
export function useRehearsal(commands: readonly Command[] | null): Rehearsal {
  const { store, id } = usePlan();
  const position = usePosition();
  const text = commands === null ? '' : JSON.stringify(commands);
  const rested = useRested(text);
  const here = useMemo(
    () => (text === '' ? null : store.preview(JSON.parse(text) as Command[])),
    // What changes meanwhile is in the server's word.
    [store, text],
  );
  const there = useQuery({
    queryKey: ['rehearsal', id, rested, position],
    queryFn: ({ signal }) => store.rehearse(JSON.parse(rested) as CommandRequest[], signal),
    enabled: rested !== '' && rested === text,
    retry: false,
    gcTime: 0,
  });
  if (here === null) return { decided: null, fingerprint: undefined };
  if (rested !== text || there.isPending || isOffline(there.error)) {
    return { decided: needsLog(here) ? null : here, fingerprint: undefined };
  }
  if (there.data) {
    const { changes, notices, fingerprint } = there.data;
    return { decided: { ok: true, value: { changes, notices } as Decided }, fingerprint };
  }
  return { decided: { ok: false, problems: [problemOf(there.error)] }, fingerprint: undefined };
}

const isOffline = (error: unknown): boolean => error instanceof ApiError && error.code === 'OFFLINE';

/** Only the server has the log: what needs it is not refused here, it is just not known yet. */
export const needsLog = (result: Result<unknown>): boolean =>
  !result.ok &&
  result.problems.some(({ code, path = '' }) => code === 'NOT_FOUND' && /\.(asOf|keepManual)$/.test(path));

/** What the server refused, as the engine here would say it. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) throw error;
  return { code: error.code, ...(error.body?.params && { params: error.body.params }) } as Problem;
}

/** Notices worth showing before an entry; how many units rounding moved is in every entry's explanation. */
export const worthSaying = (notices: readonly Notice[]): readonly Notice[] =>
  notices.filter(({ code }) => code !== 'RESIDUE');
