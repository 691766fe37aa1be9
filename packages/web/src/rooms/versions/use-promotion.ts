import type { CommandRequest, SubmissionAnswer } from '@shapan/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePlan, usePosition } from '../../app/open-plan.tsx';
import { ApiError } from '../../data/api.ts';
import {
  type Choices,
  type Conflicts,
  conflictKey,
  conflictsIn,
  nothingChosen,
  promotionOf,
  withPage,
} from './conflicts.ts';

/** What adopting a what-if would do now, asked of the server as any other entry; and what is to be chosen before. */
export function usePromotion(branch: string) {
  const plain = useRehearsed({ type: 'branch.promote', branch });
  const first = conflictsOf(plain.error);
  const about = first?.listed.map(conflictKey).join() ?? '';
  const [made, setMade] = useState<Made>({ about: '', choices: nothingChosen, pages: null });
  // Of other places than were seen nothing was chosen for all, and no further page is known.
  const isSame = about === made.about;
  const choices: Choices = isSame ? made.choices : { ...made.choices, all: null };
  const conflicts = first && withPage(first, isSame ? made.pages : null);
  const command = promotionOf(branch, conflicts, choices);
  const settled = useRehearsed(conflicts ? command : null);
  const page = conflicts ? conflictsOf(settled.error) : null;
  const next = conflicts && page ? withPage(conflicts, page) : null;
  const isFurther = next !== null && next !== conflicts;
  // What came back is one page more; drawn again at once, nothing is further any longer.
  if (isFurther) setMade({ about, choices, pages: next });
  const { data, error } = conflicts ? settled : plain;
  return {
    conflicts,
    choices,
    choose: (choices: Choices): void => setMade({ about, choices, pages: isSame ? made.pages : null }),
    command,
    /** `undefined` while it is not known. */
    would: data as SubmissionAnswer | undefined,
    refused: error instanceof ApiError && !isFurther ? error : null,
  };
}

interface Made {
  /** What was listed when it was chosen. */
  readonly about: string;
  readonly choices: Choices;
  /** All that is listed by now, where there was more than one page of it. */
  readonly pages: Conflicts | null;
}

const conflictsOf = (error: unknown): Conflicts | null =>
  error instanceof ApiError ? conflictsIn(error.body) : null;

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
