import { nearestUnits } from '@shapan/engine';
import { useRef } from 'react';
import { useToasts } from '../../../design/index.ts';
import type { GridEdit } from '../../../grid/index.ts';
import { refusalText } from '../words.ts';
import type { AskedEntries } from './asked-entries.ts';
import { expecting } from './entry-commands.ts';
import { type BreakdownModel, cellKey } from './model.ts';
import { type PartsQuestion, type ReadEdits, type ReadOptions, readEdits } from './read-edits.ts';
import { afterGesture, type BadCell } from './refused-texts.ts';
import { useNumberWords } from './use-number-words.ts';
import type { Conflict, SendOptions } from './use-send.ts';

export type TypedOptions = SendOptions & Pick<ReadOptions, 'table' | 'spreading'>;

interface TypedAnswers {
  readonly decide: (asked: AskedEntries) => void;
  readonly ask: (question: PartsQuestion) => void;
  readonly onConflict: (conflict: Conflict) => void;
}

/** Typed texts become entries; what cannot be read stays in its cell. */
export function useTypedEdits(options: TypedOptions, { decide, ask, onConflict }: TypedAnswers) {
  const { format, refused, setRefused } = options;
  const words = useNumberWords(format);
  const toasts = useToasts();
  const read = useReadOnce(options);

  const keepUnreadable = (edits: readonly GridEdit[], over: readonly string[], bad: ReadEdits['bad']) => {
    const kept = new Map<string, BadCell>();
    for (const { key, text, code, params } of bad) {
      kept.set(key, { text, message: refusalText(words, { code, params }) });
    }
    setRefused(afterGesture(refused, over, kept));
    if (edits.length > 1 && bad.length > 0) {
      toasts.show({ tone: 'bad', title: words.t('targets.paste.unreadable', { cells: bad.length }) });
    }
  };

  const edit = (edits: readonly GridEdit[], model: BreakdownModel): void => {
    const { bad, question, first, entries, holds } = read(edits, model);
    const over = edits.map(({ rowId, columnId }) => cellKey(rowId ?? '', columnId));
    keepUnreadable(edits, over, bad);
    if (question) ask(question);
    if (!first || entries.length === 0) return;
    const asked = { texts: readableTexts(edits, over, bad), entries, cell: first, holds };
    const [only, another] = edits;
    const isTyped = only?.seen !== undefined && another === undefined && !format.twoPart;
    if (!isTyped) return decide(asked);
    const { value } = first;
    // Somebody else's number came while this one was being typed.
    if (only.seen !== model.cell(only.row, only.column).edit) return onConflict({ asked, theirs: value });
    decide(expecting(asked, value && nearestUnits(value)));
  };

  /** How many cells of a gesture could not be read. */
  const unreadable = (edits: readonly GridEdit[], model: BreakdownModel): number =>
    read(edits, model).bad.length;

  return { edit, unreadable };
}

function readableTexts(
  edits: readonly GridEdit[],
  over: readonly string[],
  bad: ReadEdits['bad'],
): AskedEntries['texts'] {
  const unread = new Set(bad.map(({ key }) => key));
  const texts: Record<string, string> = {};
  edits.forEach(({ text }, i) => {
    const key = over[i] ?? '';
    if (!unread.has(key)) texts[key] = text;
  });
  return texts;
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
