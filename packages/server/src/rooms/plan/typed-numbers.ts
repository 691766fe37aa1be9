import {
  type BookState,
  type Change,
  type EnterContext,
  isLeafNode,
  layoutOf,
  leafInTable,
  leafOfSlot,
  namesOf,
  ownRow,
  recordsOf,
  rowOf,
  slotOf,
  type TargetEntry,
  type TypedByHand,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { countOf } from './cell-asked.ts';
import type { BookRow, KeptCommand } from './store.ts';
import { oldestFirst } from './walk-log.ts';

interface Books {
  readonly book: BookRow;
  readonly state: BookState;
  readonly master: BookState;
}

/**
 * What was typed by hand in this planning round (SPR-T82), target by target; nothing is read where no command asks for it.
 * The round began where the last baseline or revision was frozen, else where the plan began – a snapshot ends nothing –; a
 * what-if goes on with the round of its plan. Numbers from files were typed by nobody, nor what the plan was made with.
 */
export async function typedNumbers(
  tx: Tx,
  books: Books,
  commands: readonly {
    readonly type: string;
    readonly entries?: readonly Pick<TargetEntry, 'keepManual'>[];
  }[],
): Promise<Pick<EnterContext, 'typed'>> {
  if (!commands.some(keepsManual)) return {};
  const typed = new Map<string, TypedByHand[]>();
  for (const stretch of roundOf(books)) await readStretch(tx, books, stretch, typed);
  return { typed: (target) => typed.get(target) ?? [] };
}

const keepsManual = ({
  type,
  entries = [],
}: {
  readonly type: string;
  readonly entries?: readonly Pick<TargetEntry, 'keepManual'>[];
}): boolean => type === 'target.enter' && entries.some(({ keepManual }) => keepManual === true);

/** Entries of one log after `after` up to and including `until`. */
interface RoundStretch {
  readonly bookId: string;
  readonly after: number;
  readonly until: number;
}

/** The entry that a plan is made with: what a scenario or an earlier plan brings was typed by nobody. */
const FIRST = 1;

function roundOf({ book, state }: Books): readonly RoundStretch[] {
  const lastFrozen = (log: string, until: number): number =>
    recordsOf(state, 'version').reduce((last, { fields }) => {
      const position = Number(fields['position']);
      const ends = fields['log'] === log && fields['purpose'] !== 'snapshot' && position <= until;
      return ends ? Math.max(last, position) : last;
    }, 0);
  const after = lastFrozen(book.bookId, state.position);
  const own = { bookId: book.bookId, until: state.position };
  if (!book.base) return [{ ...own, after: Math.max(after, FIRST) }];
  if (after > 0) return [{ ...own, after }];
  const { bookId, position } = book.base;
  const before = { bookId, after: Math.max(lastFrozen(bookId, position), FIRST), until: position };
  return [before, { ...own, after }];
}

/** Commands of so many entries are read at a time; the log may be larger than memory. */
const FEW = 200;

async function readStretch(
  tx: Tx,
  { book: { workspaceId }, state, master }: Books,
  { bookId, after, until }: RoundStretch,
  typed: Map<string, TypedByHand[]>,
): Promise<void> {
  const inPart: { readonly position: number; readonly targets: ReadonlySet<string> }[] = [];
  for (let from = after; ; ) {
    const { rows } = await tx.query<{ position: number; commands: readonly KeptCommand[] }>(
      `SELECT position, commands FROM change
       WHERE workspace_id = $1 AND book_id = $2 AND position > $3 AND position <= $4
         AND 'target.enter' = ANY (string_to_array(label, ','))
         AND NOT EXISTS (SELECT FROM entry_source AS source WHERE source.workspace_id = $1
           AND source.book_id = $2 AND source.position = change.position)
       ORDER BY position LIMIT ${FEW}`,
      [workspaceId, bookId, from, until],
    );
    for (const { position, commands } of rows) {
      const targets = takeCommands(commands, typed);
      if (targets.size > 0) inPart.push({ position, targets });
    }
    const last = rows.at(-1);
    if (!last || rows.length < FEW) break;
    from = last.position;
  }
  if (inPart.length === 0) return;
  const targetsAt = new Map(inPart.map(({ position, targets }) => [position, targets]));
  const at = [...targetsAt.keys()];
  for await (const few of oldestFirst(tx, { workspaceId, bookId }, { after, until, at }))
    for (const { position, changes } of few)
      takeLeaves({ state, master }, changes, targetsAt.get(position)!, typed);
}

/** The numbers of commands that the log keeps whole; the answer names the targets of which it keeps the first ones only. */
function takeCommands(
  commands: readonly KeptCommand[],
  typed: Map<string, TypedByHand[]>,
): ReadonlySet<string> {
  const inPart = new Set<string>();
  for (const command of commands) {
    const { type, target, entries = [] } = command;
    if (type !== 'target.enter' || target === undefined) continue;
    const found = typedAt(typed, target);
    for (const entry of entries) if (isNumberAtCell(entry)) found.push(entry);
    if (countOf(command) > entries.length) inPart.add(target);
  }
  return inPart;
}

function typedAt(typed: Map<string, TypedByHand[]>, target: string): TypedByHand[] {
  const known = typed.get(target) ?? [];
  typed.set(target, known);
  return known;
}

/** What says what the cell becomes; a sum of several cells, a difference and an amount that moves say something else. */
function isNumberAtCell({ action = 'replace', selection, source, method = '' }: TargetEntry): boolean {
  return action === 'replace' && selection === undefined && source === undefined && method !== 'assign';
}

/** Of a gesture of very many numbers: what its leaves became. */
function takeLeaves(
  { state, master }: Pick<Books, 'state' | 'master'>,
  changes: readonly Change[],
  targets: ReadonlySet<string>,
  typed: Map<string, TypedByHand[]>,
): void {
  for (const change of changes) {
    if (change.type !== 'cells.changed' || !targets.has(change.target)) continue;
    const layout = layoutOf(state, master, change.target);
    if (!layout) continue;
    const { frame, cube } = layout;
    const found = typedAt(typed, change.target);
    change.cells.forEach((cell, i) => {
      const value = change.after[i] ?? null;
      const leaf = leafOfSlot(frame.time, slotOf(cell));
      if (value === null || leaf < 0) return;
      const row = rowOf(leafInTable(layout, cell));
      const members = frame.position.map((nodes, d) => {
        const node = nodes[row]!;
        return isLeafNode(frame.trees[d]!, node) ? node : ownRow(node);
      });
      const at = namesOf(frame, { members, time: frame.time.leafNodes[leaf]! });
      const part = cube.parts === 1 ? 'value' : change.part === 0 ? 'numerator' : 'denominator';
      found.push({ at, [part]: value });
    });
  }
}
