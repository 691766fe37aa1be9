import type { CommandRequest, SubmissionAnswer } from '@shapan/contract';
import type { Command, Notice, Place, Problem, Result, TargetEntry } from '@shapan/engine';
import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { ApiError } from '../../../data/api.ts';
import { dimensionName } from '../names.ts';
import { errorText, holdsIn, refusalText } from '../words.ts';
import type { AskedEntries } from './asked-entries.ts';
import { commandsOf, type HoldAnswer, withoutExpect } from './entry-commands.ts';
import type { BreakdownCell } from './model.ts';
import { type OtherReading, otherReadingOf } from './other-reading.ts';
import type { PartsQuestion } from './read-edits.ts';
import { type PlanBooks, type SpreadSummary, spreadSummary } from './spread-summary.ts';
import { stillStands, type ToldRefusal, toldWith } from './standing-refusal.ts';
import { unassignedPlace } from './use-method-choices.ts';
import { useNumberWords } from './use-number-words.ts';
import { needsLog, problemOf } from './use-rehearsal.ts';
import {
  type Conflict,
  type Decided,
  type PendingEntry,
  type Refusal,
  type SentEntries,
  useSend,
} from './use-send.ts';
import { type TypedOptions, useTypedEdits } from './use-typed-edits.ts';
import { multiwayWaysOut, type WayOut, waysOut } from './ways-out.ts';

export type EnterOptions = TypedOptions & {
  /** Whether the reader may release a hold. */
  readonly mayRelease: (hold: string) => boolean;
};

/** Beyond so many leaves an edit of a total is shown before it is done. */
const leavesToAsk = 50;

/** What happens between typing and saving: read, decide, ask where much would move, send, explain what was refused. */
export function useEnter(options: EnterOptions) {
  const { state, master } = usePlan();
  const books = { state, master };
  const [told, setTold] = useState<ToldRefusal | null>(null);
  const setRefusal = (next: Refusal | null): void => setTold(next && toldWith(next, state));
  const refusal = told && stillStands(told, state, options.table.totals) ? told : null;
  const [pending, setPending] = useState<PendingEntry | null>(null);
  const [question, setQuestion] = useState<PartsQuestion | null>(null);
  const [held, setHeld] = useState<AskedEntries | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const submit = useSend(options, {
    onRefused: setRefusal,
    onConflict: setConflict,
    onStale: (sent, fresh) =>
      setPending({ ...shownEntry({ ...options, books }, sent.asked, sent.commands, fresh), isFresh: true }),
  });

  const send = async (entry: SentEntries): Promise<void> => {
    setPending(null);
    setRefusal(null);
    await submit(entry);
  };
  const decide = useDecide(options, {
    onRefused: setRefusal,
    onHeld: setHeld,
    onMuch: setPending,
    onPlain: (entry) => void send(entry),
  });
  /** `expect`: the fingerprint of what was shown already; without one the entry is shown where it moves much. */
  const enter = (
    entries: readonly TargetEntry[],
    cell: BreakdownCell,
    { expect, ...wish }: Wish = {},
  ): void => {
    const holds = cell.hold && cell.hold.keeps !== 'bound' ? [cell.hold] : [];
    const asked = { texts: {}, entries, cell, holds, ...wish };
    if (expect === undefined || holds.length > 0) return decide(asked, 'ask');
    void send({ commands: commandsOf(options.table.layout.target.id, asked, 'keep'), asked, expect });
  };
  const takePattern = usePattern(options, { onShown: setPending, onRefused: setRefusal });
  const takeOther = ({ asked, commands }: PendingEntry, { entry }: OtherReading): void => {
    setPending(null);
    const released = commands.some(({ type }) => type === 'record.remove');
    decide({ ...asked, texts: {}, entries: [entry] }, released ? 'release' : 'keep');
  };
  const answerHeld = (answer: 'keep' | 'release' | null): void => {
    setHeld(null);
    if (held && answer) decide(held, answer);
  };
  const takeWayOut = ({ entries, multiway, released }: WayOut): void => {
    const wish = { ...(multiway && { multiway }), ...(released && { released }) };
    if (refusal?.cell) enter(entries, refusal.cell, wish);
  };
  const { edit, unreadable } = useTypedEdits(options, {
    decide: (asked) => decide(asked, 'ask'),
    ask: setQuestion,
    onConflict: setConflict,
    onNothing: () => setRefusal(null),
  });
  const answerConflict = (answer: 'mine' | 'theirs' | 'both'): void => {
    setConflict(null);
    if (conflict && answer === 'mine') decide(withoutExpect(conflict.asked), 'ask');
  };
  const asks = {
    pending,
    setPending,
    takePattern,
    takeOther,
    question,
    setQuestion,
    held,
    answerHeld,
    conflict,
    answerConflict,
  };
  return { edit, enter, send, unreadable, refusal, setRefusal, takeWayOut, ...asks };
}

/** `expect`: the fingerprint of what was shown already. */
type Wish = Pick<AskedEntries, 'multiway' | 'released'> & { readonly expect?: string | undefined };

interface DecidedAnswers {
  readonly onRefused: (refusal: Refusal | null) => void;
  /** What is held was promised to somebody: even its owner does not type over it unasked. */
  readonly onHeld: (asked: AskedEntries) => void;
  readonly onMuch: (pending: PendingEntry) => void;
  readonly onPlain: (entry: SentEntries) => void;
}

/** What the entries would do decides what happens to them. */
function useDecide(options: EnterOptions, { onRefused, onHeld, onMuch, onPlain }: DecidedAnswers) {
  const { table } = options;
  const { store, state, master } = usePlan();
  const refusalOf = useRefusal(options);
  const answered = (
    asked: AskedEntries,
    answer: HoldAnswer,
    { changes, notices, ...sent }: Answered,
  ): void => {
    onRefused(null);
    if (changes.length === 0) return;
    if (answer === 'ask' && asked.holds.length > 0) return onHeld(asked);
    const hides = takesBack(notices);
    if (asked.cell.leaf && !asked.also && !hides) return onPlain({ ...sent, asked });
    const summary = withGoal(
      spreadSummary(table, changes, placesOf(asked), { state, master }),
      options,
      asked,
    );
    const asks = hides || wasZeroed(asked, notices) || otherReadingOf(asked, notices) !== null;
    if (summary.leaves > leavesToAsk || asks) onMuch({ ...sent, asked, summary, notices });
    else onPlain({ ...sent, asked });
  };
  const askServer = async (
    asked: AskedEntries,
    answer: HoldAnswer,
    commands: readonly Command[],
  ): Promise<void> => {
    try {
      const would = await store.rehearse(commands as readonly CommandRequest[]);
      answered(asked, answer, { ...(would as Decided), commands, expect: would.fingerprint });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      onRefused(refusalOf(asked, problemOf(error)));
    }
  };
  return (asked: AskedEntries, answer: HoldAnswer): void => {
    const commands = commandsOf(table.layout.target.id, asked, answer);
    const decided = store.preview(commands);
    if (needsLog(decided)) return void askServer(asked, answer, commands);
    if (!decided.ok) return onRefused(refusalOf(asked, decided.problems[0]));
    answered(asked, answer, { ...decided.value, commands });
  };
}

/** What commands would do; `expect` where the server said it. */
interface Answered extends Decided {
  readonly commands: readonly Command[];
  readonly expect?: string;
}

const placesOf = ({ cell, also = [] }: AskedEntries): readonly Place[] => [cell.place, ...also];

/** A total of zeros was typed away once: how it was shared out before is asked for, not guessed (SPR-T58). */
const wasZeroed = ({ entries, cell }: AskedEntries, notices: readonly Notice[]): boolean =>
  entries.length === 1 && cell.value?.numerator === 0 && notices.some(({ code }) => code === 'ZERO_BASIS');

/** Who was told a number will not see it any more, be it a single cell that moves (SPR-T93). */
const takesBack = (notices: readonly Notice[]): boolean =>
  notices.some(({ code }) => code === 'RELEASE_TAKEN_BACK');

/** What the server says that an entry would do, ready to be confirmed. */
function shownEntry(
  options: TypedOptions & { readonly books: PlanBooks },
  asked: AskedEntries,
  commands: readonly Command[],
  { changes, notices, fingerprint }: SubmissionAnswer,
): PendingEntry {
  const would = { changes, notices } as Decided;
  const summary = withGoal(
    spreadSummary(options.table, would.changes, placesOf(asked), options.books),
    options,
    asked,
  );
  return { commands, asked, expect: fingerprint, summary, notices: would.notices };
}

/** The pattern that the cells had after an entry of the log, instead of equal shares: shown first, like any other (SPR-T58). */
function usePattern(
  options: TypedOptions,
  answers: {
    readonly onShown: (pending: PendingEntry | null) => void;
    readonly onRefused: (refusal: Refusal) => void;
  },
) {
  const { store, state, master } = usePlan();
  const words = useNumberWords(options.format);
  return async ({ asked }: PendingEntry, asOf: number): Promise<void> => {
    const before = { ...asked, entries: asked.entries.map((entry) => ({ ...entry, asOf })) };
    const commands = commandsOf(options.table.layout.target.id, before, 'keep');
    try {
      const answer = await store.rehearse(commands as readonly CommandRequest[]);
      answers.onShown(shownEntry({ ...options, books: { state, master } }, before, commands, answer));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      answers.onShown(null);
      answers.onRefused({ text: errorText(words, error), holds: [], waysOut: [], cell: asked.cell });
    }
  };
}

/**
 * What a formula comes to is known before it is computed: it is what was typed, or what the notice says. So is a total that
 * has a number of its own.
 */
function withGoal(
  moved: SpreadSummary,
  { table: { layout } }: TypedOptions,
  { entries, cell }: AskedEntries,
): SpreadSummary {
  const isTyped = layout.totals === 'computed' || (layout.totals === 'stated' && !cell.leaf);
  const goal = isTyped ? entries.at(-1)?.value : undefined;
  return typeof goal === 'number' ? { ...moved, after: { numerator: goal, denominator: 1 } } : moved;
}

/** What needs the log is not known here, so it is offered. */
const mayGoThrough = (decided: Result<unknown>): boolean => decided.ok || needsLog(decided);

/** Why entries are refused, and which other ones would go through. */
function useRefusal({ table, format, mayRelease }: EnterOptions) {
  const { store, master } = usePlan();
  const words = useNumberWords(format);
  return ({ entries, cell }: AskedEntries, first: Problem | undefined): Refusal => {
    if (!first) return { text: '', holds: [], waysOut: [] };
    const releasable = holdsIn(first.params).filter(mayRelease);
    const { dimensions } = table.layout.cube;
    const parkings = dimensions.map((id) => ({ id, name: dimensionName(master, id) }));
    const candidates = [
      ...waysOut(words, first, { entries, releasable }, parkings),
      ...multiwayWaysOut(words, first, entries, unassignedPlace(table.layout, master)),
    ];
    const { id } = table.layout.target;
    const open = candidates.filter(
      (way) => way.untried || mayGoThrough(store.preview(commandsOf(id, { ...way, holds: [] }, 'keep'))),
    );
    return { text: refusalText(words, first), holds: holdsIn(first.params), waysOut: open, cell };
  };
}
