import type { CommandRequest, Scope } from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  createState,
  decide,
  forkState,
  kinds,
  type Notice,
  ok,
  searchStepsOf,
  squash,
} from '@shapan/engine';
import { serverDay } from './server-day.ts';
import { writableBy } from './writable.ts';

/** What commands did here before the server has said so; nothing for commands that only the server can decide. */
export interface Foreseen {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
}

const NOTHING: Foreseen = { changes: [], notices: [] };

/** Decides as the server will: the same engine, for the same member, on the same day. */
export interface Foresight {
  /** Decide without doing. Commands of one submission see what the ones before them did; the state is not touched. */
  decide(state: BookState, commands: readonly Command[]): ReturnType<typeof decide>;
  /** What the commands will do, as far as can be known here. */
  foresee(state: BookState, commands: readonly CommandRequest[]): Foreseen;
  /** The state has moved: what was decided on it counts no longer. */
  forget(): void;
}

export interface ForesightOptions {
  readonly book: 'plan' | 'master';
  /** Member id of the user. */
  readonly me: string;
  /** The part of the organisation in which the user works; without it all of it. */
  readonly scope?: () => Scope;
  /** The zone by which the server says which day it is. */
  readonly timeZone: string;
  /** Master data of the workspace; the book's own state when it is the master book. */
  readonly master: () => BookState | undefined;
}

/** The last decision, good as long as nothing has moved. */
interface Decision {
  readonly commands: readonly Command[];
  /** Position of the master data. */
  readonly master: number | undefined;
  readonly decided: ReturnType<typeof decide>;
}

export function createForesight(options: ForesightOptions): Foresight {
  const { book, me, timeZone, master: masterNow } = options;
  let decision: Decision | undefined;

  function context(state: BookState, commands: number) {
    const master = book === 'master' ? state : (masterNow() ?? createState());
    const today = serverDay(timeZone);
    const writable = writableBy(options.scope?.() ?? [], { state, master, today });
    const person = { actor: me, writable, today };
    return { book, state, master, kinds, ...person, searchSteps: searchStepsOf(commands) };
  }

  function decideInTurn(state: BookState, commands: readonly Command[]): ReturnType<typeof decide> {
    const trial = commands.length > 1 ? forkState(state) : state;
    const changes: Change[] = [];
    const notices: Notice[] = [];
    for (const command of commands) {
      const decided = decide(context(trial, commands.length), command);
      if (!decided.ok) return decided;
      changes.push(...decided.value.changes);
      notices.push(...decided.value.notices);
      if (trial !== state) applyChanges(trial, decided.value.changes);
    }
    return ok({ changes, notices });
  }

  /** What was just shown as a preview is what is then submitted, most often: it is decided once. */
  function decideOnce(state: BookState, commands: readonly Command[]): ReturnType<typeof decide> {
    const master = masterNow()?.position;
    if (decision?.commands === commands && decision.master === master) return decision.decided;
    const decided = decideInTurn(state, commands);
    decision = { commands, master, decided };
    return decided;
  }

  return {
    decide: decideOnce,
    foresee(state, commands) {
      if (!commands.every(isLocal)) return NOTHING;
      const decided = decideOnce(state, commands as readonly Command[]);
      return decided.ok ? { ...decided.value, changes: squash(decided.value.changes) } : NOTHING;
    },
    forget() {
      decision = undefined;
    },
  };
}

/** Undo, versions and what-ifs need the log, which only the server has. */
function isLocal(command: CommandRequest): boolean {
  return command.type.startsWith('record.') || command.type.startsWith('target.');
}
