import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CommandRequest } from '@shapan/contract';
import { applyChanges, type BookState, forkState, problem } from '@shapan/engine';
import { Refused, type RefusedProblem } from '../../../http/refused.ts';
import { decideCommand } from '../../plan/decide-command.ts';
import type { Deciding } from '../../plan/deciding.ts';
import type { RowRefusal } from './draft.ts';
import type { Step } from './steps.ts';

export interface Tried {
  /** Steps that may be done, in order. */
  readonly sound: readonly Step[];
  readonly commands: readonly CommandRequest[];
  readonly errors: readonly RowRefusal[];
  /** The plan after them. */
  readonly after: BookState;
  /** What is kept of the file as a whole was refused: whoever works in a part of the organisation keeps nothing for the others. */
  readonly keptFile: boolean;
}

const STEPS_OF_A_TURN = 100;

/**
 * Each step by the rights of whoever asks and by the law, on top of those before it, so that every row knows its own refusal. The book
 * itself is not touched.
 */
export async function trySteps(deciding: Deciding, steps: readonly Step[]): Promise<Tried> {
  const after = forkState(deciding.state);
  const refusedIds = new Map<string, Step>();
  const sound: Step[] = [];
  const errors: RowRefusal[] = [];
  let keptFile = true;
  for (const [at, step] of steps.entries()) {
    // Deciding asks nobody and never rests of itself: others have their turn in between.
    if (at % STEPS_OF_A_TURN === STEPS_OF_A_TURN - 1) await nextTurn();
    const broken = step.needs.map((id) => refusedIds.get(id)).find((one) => one !== undefined);
    const found = broken
      ? [problem('ROW_DEPENDS', undefined, { row: broken.row, name: broken.name })]
      : await refusalOf(deciding, step, after);
    if (found.length === 0) {
      sound.push(step);
      continue;
    }
    if (step.kind === 'projectFile') {
      keptFile = false;
      continue;
    }
    refusedIds.set(step.id, step);
    for (const one of found) errors.push({ row: step.row, name: step.name, problem: one });
  }
  const commands = sound.flatMap(({ command }) => command ?? []);
  return { sound, commands, errors, after, keptFile };
}

async function refusalOf(
  deciding: Deciding,
  { command }: Step,
  after: BookState,
): Promise<readonly RefusedProblem[]> {
  if (!command) return [];
  try {
    const { changes } = await decideCommand({ ...deciding, state: after }, command);
    applyChanges(after, changes);
    return [];
  } catch (error) {
    if (error instanceof Refused) return error.problems;
    throw error;
  }
}
