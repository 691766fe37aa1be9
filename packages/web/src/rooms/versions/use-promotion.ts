import type { CommandRequest, SubmissionAnswer } from '@shapan/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePlan, usePosition } from '../../app/open-plan.tsx';
import { ApiError } from '../../data/api.ts';
import { type Choices, cellConflicts, conflictKey, nothingChosen, promotionOf } from './cell-conflicts.ts';

/** What adopting a what-if would do now, asked of the server as any other entry; and what is to be chosen before. */
export function usePromotion(branch: string) {
  const plain = useRehearsed({ type: 'branch.promote', branch });
  const conflicts = plain.error instanceof ApiError ? cellConflicts(plain.error.body) : null;
  const [made, setMade] = useState({ about: '', choices: nothingChosen });
  // Of other numbers than were seen nothing was chosen for all.
  const about = conflicts?.cells.map(conflictKey).join() ?? '';
  const choices: Choices = about === made.about ? made.choices : { ...made.choices, all: null };
  const command = promotionOf(branch, conflicts, choices);
  const settled = useRehearsed(conflicts ? command : null);
  const { data, error } = conflicts ? settled : plain;
  return {
    conflicts,
    choices,
    choose: (next: Choices): void => setMade({ about, choices: next }),
    command,
    /** `undefined` while it is not known. */
    would: data as SubmissionAnswer | undefined,
    refused: error instanceof ApiError ? error : null,
  };
}

function useRehearsed(command: CommandRequest | null) {
  const { store, id } = usePlan();
  const position = usePosition();
  return useQuery({
    queryKey: ['promotion', id, position, command],
    queryFn: ({ signal }) => store.rehearse(command === null ? [] : [command], signal),
    enabled: command !== null,
    retry: false,
    gcTime: 0,
  });
}
