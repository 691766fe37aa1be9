import { nearestUnits } from '@shapan/engine';
import { useRef } from 'react';
import { useToasts } from '../../../design/index.ts';
import type { GridEdit } from '../../../grid/index.ts';
import type { BadCode } from '../codes/hold-codes.ts';
import type { HoldCodeReader } from '../codes/use-hold-codes.ts';
import { refusalText } from '../words.ts';
import type { AskedEntries } from './asked-entries.ts';
import { cellKey } from './cell-key.ts';
import { expecting } from './entry-commands.ts';
import type { BreakdownModel } from './model.ts';
import { type PartsQuestion, type ReadEdits, type ReadOptions, readEdits } from './read-edits.ts';
import { afterGesture, type BadCell } from './refused-texts.ts';
import { useNumberWords } from './use-number-words.ts';
import type { Conflict, SendOptions } from './use-send.ts';

export type TypedOptions = SendOptions &
  Pick<ReadOptions, 'table' | 'spreading'> & { readonly codes: HoldCodeReader };

interface TypedAnswers {
  readonly decide: (asked: AskedEntries) => void;
  readonly ask: (question: PartsQuestion) => void;
  readonly onConflict: (conflict: Conflict) => void;
  /** All that was typed could be read, and is what the cells show already. */
  readonly onNothing: () => void;
}

/** Typed texts become entries; what cannot be read stays in its cell. */
export function useTypedEdits(options: TypedOptions, { decide, ask, onConflict, onNothing }: TypedAnswers) {
  const { format, refused, setRefused, codes } = options;
  const words = useNumberWords(format);
  const toasts = useToasts();
  const read = useReadOnce(options);

  const keepUnreadable = (
    edits: readonly GridEdit[],
    over: readonly string[],
    bad: ReadEdits['bad'],
    idle: readonly BadCode[],
  ) => {
    const kept = new Map<string, BadCell>();
    for (const { key, text, code, params } of bad) {
      kept.set(key, { text, message: refusalText(words, { code, params }) });
    }
    for (const code of idle) kept.set(code.key, { text: code.text, message: codes.say(code) });
    setRefused(afterGesture(refused, over, kept));
    if (edits.length > 1 && kept.size > 0) {
      toasts.show({ tone: 'bad', title: words.t('targets.paste.unreadable', { cells: kept.size }) });
    }
  };

  const edit = (edits: readonly GridEdit[], model: BreakdownModel): void => {
    const held = codes.read(edits, model);
    const { bad, question, first, also, entries, holds } = read(held.rest, model);
    const over = edits.map(keyOf);
    keepUnreadable(edits, over, bad, held.bad);
    codes.run(held);
    if (question) ask(question);
    if (!first && !question && bad.length === 0 && held.bad.length === 0) onNothing();
    if (!first || entries.length === 0) return;
    const asked = {
      texts: readableTexts(held.rest, bad),
      entries,
      cell: first,
      holds,
      ...(also && { also }),
    };
    const [only, another] = edits;
    const isTyped = only?.seen !== undefined && another === undefined && !format.twoPart && !also;
    if (!isTyped) return decide(asked);
    const { value } = first;
    // Somebody else's number came while this one was being typed.
    if (only.seen !== model.cell(only.row, only.column).edit) return onConflict({ asked, theirs: value });
    decide(expecting(asked, value && nearestUnits(value)));
  };

  /** Which cells of a gesture could not be read. */
  const unreadable = (edits: readonly GridEdit[], model: BreakdownModel): ReadonlySet<string> => {
    const held = codes.read(edits, model);
    return new Set([...held.bad, ...read(held.rest, model).bad].map(({ key }) => key));
  };

  return { edit, unreadable };
}

const keyOf = ({ rowId = '', columnId }: GridEdit): string => cellKey(rowId, columnId);

function readableTexts(edits: readonly GridEdit[], bad: ReadEdits['bad']): AskedEntries['texts'] {
  const unread = new Set(bad.map(({ key }) => key));
  const texts = edits.map((edit) => [keyOf(edit), edit.text] as const);
  return Object.fromEntries(texts.filter(([key]) => !unread.has(key)));
}

interface Known extends ReadOptions {
  readonly read: ReadEdits;
}

/** A large paste is looked at before it is confirmed and again when it is: thousands of texts are read once. */
function useReadOnce({ table, format, spreading }: TypedOptions) {
  const known = useRef<Known>(undefined);
  return (edits: readonly GridEdit[], model: BreakdownModel): ReadEdits => {
    const asked = { edits, model, table, format, spreading };
    const last = known.current;
    if (last && (Object.keys(asked) as (keyof ReadOptions)[]).every((name) => last[name] === asked[name]))
      return last.read;
    const read = readEdits(asked);
    known.current = { ...asked, read };
    return read;
  };
}
