import type { CommandRequest } from '@shapan/contract';
import type { PainCell, PainScore, PlanRecord } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { type RecordContext, type Records, removalOf, updateOf } from '../../records/index.ts';

/** How well an offer answers a pain point, said for the first time or anew. */
export function scoreCommand(
  pain: PlanRecord,
  offer: PlanRecord | null,
  { answer }: PainCell,
  score: PainScore,
): readonly CommandRequest[] {
  if (answer) return answer.fields['score'] === score ? [] : [updateOf(answer, { score })];
  // An answer lies where its offer does, else where the pain is felt: for who works elsewhere it is as little there.
  const coordinate = offer?.fields['coordinate'] ?? pain.fields['coordinate'];
  const fields = {
    painPoint: pain.id,
    score,
    ...(offer && { competitor: offer.id }),
    ...(coordinate && { coordinate }),
  };
  return [{ type: 'record.add', kind: 'painAnswer', id: uuidv7(), fields }];
}

/** An answer taken back, with what was said about it. */
export const clearCommand = (
  { state, book }: Pick<RecordContext, 'state' | 'book'>,
  answer: PlanRecord,
): readonly CommandRequest[] => removalOf(state, book, [answer]).commands;

/** Whether the reader says how well an offer answers, there where it lies, or says it anew. */
export const mayJudge = (
  { allows, mayChange }: Pick<Records, 'allows' | 'mayChange'>,
  pain: PlanRecord,
  offer: PlanRecord | null,
  cell: PainCell,
): boolean =>
  cell.answer ? mayChange(cell.answer) : scoreCommand(pain, offer, cell, 'partial').every(allows);
