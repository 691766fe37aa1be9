import { type Command, nearestUnits, type Problem, type TargetEntry } from '@shapan/engine';
import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { useToasts } from '../../../design/index.ts';
import type { GridEdit } from '../../../grid/index.ts';
import { dimensionName } from '../names.ts';
import { holdsIn, refusalText } from '../words.ts';
import type { AskedEntries } from './asked-entries.ts';
import type { Spreading } from './entries.ts';
import { type BreakdownCell, type BreakdownModel, cellKey } from './model.ts';
import { type PartsQuestion, readEdits } from './read-edits.ts';
import { afterGesture, type BadCell } from './refused-texts.ts';
import { spreadSummary } from './spread-summary.ts';
import { useNumberWords } from './use-number-words.ts';
import {
  type Conflict,
  type PendingEntry,
  type Refusal,
  type SendOptions,
  type SentEntries,
  useSend,
} from './use-send.ts';
import { type WayOut, waysOut } from './ways-out.ts';

/** Beyond so many leaves an edit of a total is shown before it is done. */
const leavesToAsk = 50;

interface EnterOptions extends SendOptions {
  readonly table: TargetTable;
  readonly spreading: Spreading;
}

/** What happens between typing and saving: read, decide, ask where much would move, send, explain what was refused. */
export function useEnter(options: EnterOptions) {
  const { table } = options;
  const { store, master } = usePlan();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, setPending] = useState<PendingEntry | null>(null);
  const [question, setQuestion] = useState<PartsQuestion | null>(null);
  const [held, setHeld] = useState<AskedEntries | null>(null);
  const words = useNumberWords(options.format);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const submit = useSend(options, { onRefused: setRefusal, onConflict: setConflict });

  const send = async (entry: SentEntries): Promise<void> => {
    setPending(null);
    setRefusal(null);
    await submit(entry);
  };

  const refusalOf = ({ entries, cell }: AskedEntries, first: Problem | undefined): Refusal => {
    if (!first) return { text: '', holds: [], waysOut: [] };
    const [entry] = entries;
    const { dimensions } = table.layout.cube;
    const parkings = dimensions.map((id) => ({ id, name: dimensionName(master, id) }));
    const candidates = entry && entries.length === 1 ? waysOut(words, first, entry, parkings) : [];
    const type = 'target.enter' as const;
    const open = candidates.filter(
      (way) => store.preview([{ type, target: table.layout.target.id, entries: [way.entry] }]).ok,
    );
    return { text: refusalText(words, first), holds: holdsIn(first.params), waysOut: open, cell };
  };

  const decide = (asked: AskedEntries, answer: 'ask' | 'keep' | 'release'): void => {
    const commands = commandsOf(table.layout.target.id, asked, answer);
    const decided = store.preview(commands);
    if (!decided.ok) {
      setRefusal(refusalOf(asked, decided.problems[0]));
      return;
    }
    const { changes, notices } = decided.value;
    setRefusal(null);
    if (changes.length === 0) return;
    // What is held was promised to somebody: even its owner does not type over it unasked.
    if (answer === 'ask' && asked.holds.length > 0) return setHeld(asked);
    const { cell } = asked;
    const moved = spreadSummary(table, changes, cell.place);
    // What a formula comes to is known before it is computed: it is what was typed, or what the notice says.
    const goal = table.layout.totals === 'computed' ? asked.entries.at(-1)?.value : undefined;
    const summary =
      typeof goal === 'number' ? { ...moved, after: { numerator: goal, denominator: 1 } } : moved;
    if (!cell.leaf && summary.leaves > leavesToAsk) setPending({ commands, asked, summary, notices });
    else void send({ commands, asked });
  };

  const enter = (entries: readonly TargetEntry[], cell: BreakdownCell): void =>
    decide(
      { texts: {}, entries, cell, holds: cell.hold && cell.hold.keeps !== 'bound' ? [cell.hold] : [] },
      'ask',
    );

  const answerHeld = (answer: 'keep' | 'release' | null): void => {
    setHeld(null);
    if (held && answer) decide(held, answer);
  };

  const takeWayOut = ({ entry }: WayOut): void => {
    if (refusal?.cell) enter([entry], refusal.cell);
  };

  const { edit, unreadable } = useEdit(options, {
    decide: (asked) => decide(asked, 'ask'),
    ask: setQuestion,
    onConflict: setConflict,
  });
  const answerConflict = (answer: 'mine' | 'theirs' | 'both'): void => {
    setConflict(null);
    if (conflict && answer === 'mine') decide(withoutExpect(conflict.asked), 'ask');
  };
  const asks = { pending, setPending, question, setQuestion, held, answerHeld, conflict, answerConflict };
  return { edit, enter, send, unreadable, refusal, setRefusal, takeWayOut, ...asks };
}

function commandsOf(
  target: string,
  { entries, holds }: AskedEntries,
  answer: 'ask' | 'keep' | 'release',
): readonly Command[] {
  const released = answer === 'release' ? holds.map(({ record }) => record.id) : [];
  return [
    ...released.map((id) => ({ type: 'record.remove' as const, kind: 'hold', id })),
    { type: 'target.enter' as const, target, entries },
  ];
}

const expecting = (asked: AskedEntries, expect: number | null): AskedEntries => ({
  ...asked,
  entries: asked.entries.map((entry) => ({ ...entry, expect })),
});

const withoutExpect = (asked: AskedEntries): AskedEntries => ({
  ...asked,
  entries: asked.entries.map((one) => {
    const { expect: _, ...entry } = one;
    return entry;
  }),
});

interface EditAnswers {
  readonly decide: (asked: AskedEntries) => void;
  readonly ask: (question: PartsQuestion) => void;
  readonly onConflict: (conflict: Conflict) => void;
}

/** Typed texts become entries; what cannot be read stays in its cell. */
function useEdit(
  { table, format, spreading, refused, setRefused }: EnterOptions,
  { decide, ask, onConflict }: EditAnswers,
) {
  const words = useNumberWords(format);
  const toasts = useToasts();

  const edit = (edits: readonly GridEdit[], model: BreakdownModel): void => {
    const read = readEdits({ edits, model, table, format, spreading });
    const bad = new Map<string, BadCell>();
    for (const { key, text, code, params } of read.bad) {
      bad.set(key, { text, message: refusalText(words, { code, params }) });
    }
    const over = edits.map(({ rowId, columnId }) => cellKey(rowId ?? '', columnId));
    setRefused(afterGesture(refused, over, bad));
    if (edits.length > 1 && bad.size > 0) {
      toasts.show({ tone: 'bad', title: words.t('targets.paste.unreadable', { cells: bad.size }) });
    }
    if (read.question) ask(read.question);
    const texts = Object.fromEntries(
      edits.map(({ text }, i) => [over[i] ?? '', text]).filter(([key = '']) => !bad.has(key)),
    );
    if (!read.first || read.entries.length === 0) return;
    const asked = { texts, entries: read.entries, cell: read.first, holds: read.holds };
    const [only, another] = edits;
    const isTyped = only?.seen !== undefined && another === undefined && !format.twoPart;
    if (!isTyped) return decide(asked);
    const { value } = asked.cell;
    // Somebody else's number came while this one was being typed.
    if (only.seen !== model.cell(only.row, only.column).edit) return onConflict({ asked, theirs: value });
    decide(expecting(asked, value && nearestUnits(value)));
  };

  /** How many cells of a gesture could not be read. */
  const unreadable = (edits: readonly GridEdit[], model: BreakdownModel): number =>
    readEdits({ edits, model, table, format, spreading }).bad.length;

  return { edit, unreadable };
}
