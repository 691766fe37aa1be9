import type { CommandRequest } from '@shapan/contract';
import type { Command, Notice, TargetEntry } from '@shapan/engine';
import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { useToasts } from '../../../design/index.ts';
import type { GridEdit } from '../../../grid/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { errorText, holdsIn, noticeText, refusalText } from '../words.ts';
import { type ReadCell, readCell, type Spreading } from './entries.ts';
import type { PlacedHold } from './holds.ts';
import { type BreakdownCell, type BreakdownModel, cellKey, isDivisible } from './model.ts';
import { afterGesture, type BadCell, noTexts, type RefusedTexts, unsaved } from './refused-texts.ts';
import { type SpreadSummary, spreadSummary } from './spread-summary.ts';

/** Beyond so many leaves an edit of a total is shown before it is done. */
const leavesToAsk = 50;

/** Why the last entry was not made, and what could be done about it. */
export interface Refusal {
  readonly text: string;
  /** Holds that stand in the way. */
  readonly holds: readonly string[];
}

export interface PendingEntry {
  readonly commands: readonly Command[];
  readonly texts: Readonly<Record<string, string>>;
  readonly summary: SpreadSummary;
  readonly notices: readonly Notice[];
  readonly cell: BreakdownCell;
}

/** Numbers typed where the typist's own holds keep another. */
export interface HeldQuestion {
  /** The texts behind the entries, by cell: what is kept when the server cannot be reached. */
  readonly texts: Readonly<Record<string, string>>;
  readonly entries: readonly TargetEntry[];
  readonly cell: BreakdownCell;
  readonly holds: readonly PlacedHold[];
}

export interface PartsQuestion {
  readonly cell: BreakdownCell;
  readonly rate: number | null;
}

/** Notices worth interrupting for; the others are in the preview and the history. */
const spoken: ReadonlySet<string> = new Set([
  'ZERO_BASIS',
  'EMPTY_TAKES',
  'UNSTABLE',
  'SIGN_FLIP',
  'MIXED_SIGNS',
  'NEAREST_RATE',
  'NEAREST_GOAL',
  'DRIVER_ABSORBED',
  'DRIVER_SKIPPED',
  'ABSORBED',
]);

interface EnterOptions {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly spreading: Spreading;
  readonly refused: RefusedTexts;
  readonly setRefused: (texts: RefusedTexts) => void;
}

/** What happens between typing and saving: read, decide, ask where much would move, send, explain what was refused. */
export function useEnter({ table, format, spreading, refused, setRefused }: EnterOptions) {
  const t = useT();
  const { store, state } = usePlan();
  const { memberName } = useWorkspace();
  const tell = useUndoToast(store);
  const toasts = useToasts();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, setPending] = useState<PendingEntry | null>(null);
  const [question, setQuestion] = useState<PartsQuestion | null>(null);
  const [held, setHeld] = useState<HeldQuestion | null>(null);
  const words = { t, state, format, memberName };

  const send = async ({ commands, texts }: Pick<PendingEntry, 'commands' | 'texts'>): Promise<void> => {
    setPending(null);
    setRefusal(null);
    const result = await store.submit(commands as readonly CommandRequest[]);
    if (result.error) {
      if (result.error.code === 'OFFLINE') {
        const cells = new Map([...refused.cells, ...unsaved(texts, t('targets.unsaved')).cells]);
        setRefused({ ...noTexts, cells });
      }
      setRefusal({ text: errorText(words, result.error), holds: holdsIn(result.error.body?.params) });
      return;
    }
    const notices = result.notices.filter(({ code }) => spoken.has(code));
    if (notices.length === 0) return;
    const text = notices.map((one) => noticeText(words, one)).join(' ');
    tell({ title: t('targets.entered'), text }, result);
  };

  const decide = (
    { texts, entries, cell, holds }: HeldQuestion,
    answer: 'ask' | 'keep' | 'release',
  ): void => {
    const enter = { type: 'target.enter' as const, target: table.layout.target.id, entries };
    const released = answer === 'release' ? holds.map(({ record }) => record.id) : [];
    const commands: readonly Command[] = [
      ...released.map((id) => ({ type: 'record.remove' as const, kind: 'hold', id })),
      enter,
    ];
    const decided = store.preview(commands);
    if (!decided.ok) {
      const [first] = decided.problems;
      setRefusal({ text: first ? refusalText(words, first) : '', holds: holdsIn(first?.params) });
      return;
    }
    const { changes, notices } = decided.value;
    setRefusal(null);
    if (changes.length === 0) return;
    // What is held was promised to somebody: even its owner does not type over it unasked.
    if (answer === 'ask' && holds.length > 0) {
      setHeld({ texts, entries, cell, holds });
      return;
    }
    const summary = spreadSummary(table, changes, cell.place);
    if (!cell.leaf && summary.leaves > leavesToAsk) setPending({ commands, texts, summary, notices, cell });
    else void send({ commands, texts });
  };

  const enter = (entries: readonly TargetEntry[], cell: BreakdownCell): void =>
    decide({ texts: {}, entries, cell, holds: cell.hold ? [cell.hold] : [] }, 'ask');

  const answerHeld = (answer: 'keep' | 'release' | null): void => {
    setHeld(null);
    if (held && answer) decide(held, answer);
  };

  const edit = (edits: readonly GridEdit[], model: BreakdownModel): void => {
    const read = readEdits({ edits, model, table, format, spreading });
    const bad = new Map<string, BadCell>();
    for (const { key, text, code, params } of read.bad) {
      bad.set(key, { text, message: refusalText(words, { code, params }) });
    }
    const over = edits.map(({ rowId, columnId }) => cellKey(rowId ?? '', columnId));
    setRefused(afterGesture(refused, over, bad));
    if (edits.length > 1 && bad.size > 0) {
      toasts.show({ tone: 'bad', title: t('targets.paste.unreadable', { cells: bad.size }) });
    }
    if (read.question) setQuestion(read.question);
    const texts = Object.fromEntries(
      edits.map(({ text }, i) => [over[i] ?? '', text]).filter(([key = '']) => !bad.has(key)),
    );
    if (read.first && read.entries.length > 0)
      decide({ texts, entries: read.entries, cell: read.first, holds: read.holds }, 'ask');
  };

  /** How many cells of a gesture could not be read. */
  const unreadable = (edits: readonly GridEdit[], model: BreakdownModel): number =>
    readEdits({ edits, model, table, format, spreading }).bad.length;

  const asks = { pending, setPending, question, setQuestion, held, answerHeld };
  return { edit, enter, send, unreadable, refusal, setRefusal, ...asks };
}

interface ReadOptions {
  readonly edits: readonly GridEdit[];
  readonly model: BreakdownModel;
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly spreading: Spreading;
}

interface ReadEdits {
  readonly entries: readonly TargetEntry[];
  /** The cell that the gesture is about: the one total among leaves, else the first. */
  readonly first: BreakdownCell | null;
  /** Holds of the typist's own that stand on the cells. */
  readonly holds: readonly PlacedHold[];
  readonly question: PartsQuestion | null;
  readonly bad: readonly {
    readonly key: string;
    readonly text: string;
    readonly code: string;
    readonly params: Readonly<Record<string, unknown>> | undefined;
  }[];
}

/** One gesture becomes one set of entries; what cannot be read stays in its cell and stops nothing else. */
export function readEdits({ edits, model, table, format, spreading }: ReadOptions): ReadEdits {
  const entries: TargetEntry[] = [];
  const bad: ReadEdits['bad'][number][] = [];
  const holds = new Set<PlacedHold>();
  let first: BreakdownCell | null = null;
  let question: PartsQuestion | null = null;
  for (const edit of edits) {
    const cell = model.at(edit.row, edit.column);
    if (!cell?.at) continue;
    const divisible = isDivisible(table, cell.place);
    const read: ReadCell = readCell(
      { at: cell.at, text: edit.text, current: cell.value, leaf: cell.leaf, divisible },
      format,
      spreading,
    );
    if ('entry' in read) {
      entries.push(read.entry);
      if (cell.hold) holds.add(cell.hold);
      if (first === null || (first.leaf && !cell.leaf)) first = cell;
    } else {
      const code = 'problem' in read ? read.problem.code : 'BASIS_ZERO';
      const params = 'problem' in read ? read.problem.params : undefined;
      if ('ask' in read && edits.length === 1 && cell.leaf) question = { cell, rate: read.rate };
      else bad.push({ key: cellKey(edit.rowId ?? '', edit.columnId), text: edit.text, code, params });
    }
  }
  return { entries, first, holds: [...holds], question, bad };
}
