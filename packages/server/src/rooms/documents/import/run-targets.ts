import type { CommandRequest, Submission } from '@shapan/contract';
import { partsOf, rowInside, territoryOf } from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  cellAddress,
  cubeOf,
  currencyOf,
  findRecord,
  forkState,
  LAST_DAY,
  layoutOf,
  memberOf,
  type Problem,
  parentsOf,
  planRates,
  recordsOf,
  rowIndex,
  statedNumberId,
  type TargetLayout,
} from '@shapan/engine';
import type { Tx } from '../../../database/tx.ts';
import type { Deps } from '../../../deps.ts';
import { Refused, refused } from '../../../http/refused.ts';
import { todayOf } from '../../../today.ts';
import { keepSource } from '../../plan/entry-sources.ts';
import { alsoHiding, masterState, openBook } from '../../plan/open-book.ts';
import { submitIn } from '../../plan/submit-in.ts';
import type { Submitted } from '../../plan/submitted.ts';
import type { TableSheet } from '../table.ts';
import { textOf } from './cell-text.ts';
import { checkTotals, tableOfPart } from './check-totals.ts';
import { type Done, emptyReport, inRowOrder, type Job, skips, soundRows } from './job.ts';
import { rememberedMapping } from './mapping-memory.ts';
import { memberFinder } from './members.ts';
import { type ImportRow, type RowError, readRows } from './read-rows.ts';
import { headerOf } from './sheet-view.ts';
import { enteringOf, placeIn, type TargetChanges, targetChanges } from './target-rows.ts';

/** Rows into the leaves of a target: one entry in the plan, and one in the master data where that must grow. */
export async function runTargets(deps: Deps, tx: Tx, job: Job<'targets'>): Promise<Done> {
  const { caller, request, sheet, write } = job;
  const { mapping } = request;
  const book = await openBook(tx, caller.workspaceId, request.plan);
  const master = await masterState(deps, tx, caller.workspaceId);
  const state = await deps.books.current(tx, book);
  const layout = layoutOf(state, master, request.target);
  if (!layout) throw refused('UNKNOWN_REFERENCE', { id: request.target }, 'target');
  const members = memberFinder(master, { mapping, create: request.createMembers, newId: deps.newId });
  const read = readRows(sheet, mapping, members, layout.decimals, {
    money: { currency: currencyOf(layout.metric), rates: planRates(master, layout) },
    wholes: layout.totals === 'stated' ? 'orEmpty' : 'said',
  });
  const today = todayOf(deps);
  const territory = territoryOf(caller.scope, master, today);
  const also = await alsoHiding(deps, tx, book, caller);
  const part = partsOf({ state, also, master, territory, today }).of(request.target);
  const skip = skips(request);
  const { dimensions } = layout.cube;
  const parents = parentsWith(master, members.addedFor(membersOf(read.rows)));
  const enter = (
    changes: TargetChanges,
    more: Pick<Entering, 'dry' | 'memory'>,
  ): Promise<Done['submitted']> =>
    enterIn(deps, tx, {
      job,
      bookId: book.bookId,
      master,
      created: members.addedFor(changes.members),
      changes,
      ...more,
    });
  const tryOut = async (asks: boolean, changes: TargetChanges): Promise<Tried> => {
    if (!asks || changes.commands.length === 0 || changes.errors.length > 0) return { errors: [] };
    const done = enter(changes, { dry: true, memory: [] });
    const found = await refusedRows(done, changes, sheet);
    return found.length > 0
      ? { errors: found }
      : { errors: [], after: tableAfter(request.target, await done, { state, master }) };
  };
  let errors = read.errors;
  let changes: TargetChanges;
  let followed = 0;
  for (;;) {
    changes = targetChanges(layout, soundRows(read.rows, errors), {
      onDuplicate: request.onDuplicate,
      rounding: mapping.rounding,
      parents,
      nameOf: (id) => String(findRecord(master, 'dimension', id)?.fields['name'] ?? id),
      // The road refuses the whole commit; who looks first, or wants the rest, is told which rows are the reason.
      knows: (row) => rowInside(part, dimensions, row),
      refusal: (row) => {
        if ((write && !skip) || rowInside(part, dimensions, row)) return null;
        return rowInside(territory, dimensions, row) ? 'NOT_RELEASED' : 'FORBIDDEN';
      },
    });
    let found = changes.errors;
    const asks = changes.commands.length > 0 && (skip || (errors.length === 0 && !write));
    const tried = await tryOut(asks || changes.totals.length > 0, changes);
    found = found.length > 0 ? found : tried.errors;
    if (found.length === 0) {
      const after = tried.after ?? layout;
      const tables = { before: tableOfPart(layout, part), after: tableOfPart(after, part) };
      const totals = checkTotals(tables, changes.totals, request.totals ?? 'check');
      found = totals.errors;
      followed = totals.agreed;
      if (totals.typed.length > 0) {
        changes = { ...changes, ...enteringOf(layout, [...changes.cellOfEntry, ...totals.typed]) };
        if (found.length === 0 && (skip || !write)) found = (await tryOut(true, changes)).errors;
      }
    }
    errors = [...errors, ...found];
    if (found.length === 0 || !skip) break;
  }
  const report = {
    ...emptyReport(read, members, layout.decimals),
    fresh: changes.cellOfEntry.length,
    unchanged: changes.unchanged + followed,
    merged: changes.merged,
    newMembers: members.addedFor(changes.members).length,
    newRows: changes.newRows,
    total: changes.total,
    errors: inRowOrder(errors),
  };
  const blocked = errors.length > 0 && !skip;
  if (!write || blocked || changes.commands.length === 0) return { report, submitted: [] };
  const header = headerOf(sheet, mapping.headerRow);
  const memory = rememberedMapping(deps, master, caller, { fileName: job.upload.fileName, header, request });
  const submitted = await enter(changes, { dry: false, memory });
  await keepRows(deps, tx, job, { layout, submitted: submitted.at(-1), changes });
  return { report: { ...report, committed: true }, submitted };
}

/** What a submission that is not written comes to: the rows it is refused for, or the table after it. */
interface Tried {
  readonly errors: readonly RowError[];
  readonly after?: TargetLayout | undefined;
}

/** The table of a target with what was decided, in the master data and then in the plan. */
function tableAfter(
  target: string,
  submitted: readonly Submitted[],
  { state, master }: { readonly state: BookState; readonly master: BookState },
): TargetLayout | undefined {
  const [plan, grown] = [forkState(state), forkState(master)];
  for (const { book, entry } of submitted) applyChanges(book.kind === 'master' ? grown : plan, entry.changes);
  return layoutOf(plan, grown, target);
}

interface Entered {
  readonly layout: TargetLayout;
  /** What was entered into the plan. */
  readonly submitted: Submitted | undefined;
  readonly changes: TargetChanges;
}

/** Every number keeps the row of the file that it came from, for whoever asks later (SPR-T89). */
async function keepRows(
  deps: Deps,
  tx: Tx,
  { request, upload }: Job<'targets'>,
  { layout, submitted, changes: { commands, cellOfEntry } }: Entered,
): Promise<void> {
  if (!submitted?.committed) return;
  const { book, entry } = submitted;
  const state = forkState(await deps.books.current(tx, book));
  applyChanges(state, entry.changes);
  const cube = cubeOf(state, request.target)?.cube;
  if (!cube) return;
  const slots = new Map(layout.periods.map(({ id, slot }) => [id, slot]));
  const entries = commands.flatMap((one) => (one.type === 'target.enter' ? one.entries : []));
  const places: { readonly cell: number; readonly row: number }[] = [];
  const totals: { readonly id: string; readonly row: number }[] = [];
  entries.forEach(({ at }, i) => {
    const { row, isTotal } = cellOfEntry[i] ?? { row: 0, isTotal: false };
    const [line, slot] = [rowIndex(cube, at.members.map(memberOf)), slots.get(at.time)];
    // A total is no leaf; only one with a number of its own has something that came from the file.
    const total = isTotal ? placeIn(layout, at.members, at.time) : undefined;
    if (total && layout.totals === 'stated') totals.push({ id: statedNumberId(layout, total), row });
    else if (!isTotal && line >= 0 && slot !== undefined) places.push({ cell: cellAddress(line, slot), row });
  });
  places.sort((a, b) => a.cell - b.cell);
  const key = { workspaceId: book.workspaceId, bookId: book.bookId, target: request.target };
  await keepSource(tx, key, entry.position, {
    fileName: upload.fileName,
    sheetName: request.mapping.sheet,
    cells: places.map(({ cell }) => cell),
    rows: places.map(({ row }) => row),
    totals,
  });
}

const membersOf = (rows: readonly ImportRow[]): ReadonlySet<string> =>
  new Set(rows.flatMap(({ coordinate }) => Object.values(coordinate).map(memberOf)));

/** Who stands above whom once the new members are there. */
function parentsWith(master: BookState, created: readonly CommandRequest[]): ReadonlyMap<string, string> {
  const held = parentsOf(master);
  const parents = new Map<string, string>();
  for (const { id } of recordsOf(master, 'dimensionMember')) {
    const parent = held.on(id, LAST_DAY);
    if (parent !== undefined) parents.set(id, parent);
  }
  for (const command of created) {
    const parent = command.type === 'record.add' ? command.fields['parent'] : undefined;
    if (command.type === 'record.add' && typeof parent === 'string') parents.set(command.id, parent);
  }
  return parents;
}

interface Entering {
  readonly job: Job<'targets'>;
  readonly bookId: string;
  readonly master: BookState;
  readonly created: readonly CommandRequest[];
  readonly changes: TargetChanges;
  /** Decided like the real one, by the same law; it only is not written. */
  readonly dry: boolean;
  readonly memory: readonly CommandRequest[];
}

async function enterIn(
  deps: Deps,
  tx: Tx,
  { job, bookId, master, created, changes, dry, memory }: Entering,
): Promise<Done['submitted']> {
  const { caller } = job;
  const submit = (book: string, commands: readonly CommandRequest[], grown?: BookState) => {
    const submission: Submission = {
      id: deps.newId(),
      commands: [...commands],
      ...(dry && { preview: true }),
    };
    const request = { workspaceId: caller.workspaceId, bookId: book, actor: caller, submission };
    return submitIn(deps, tx, { ...request, ...(grown && { master: grown }) });
  };
  const growth = [...created, ...memory];
  if (growth.length === 0) return [await submit(bookId, changes.commands)];
  const first = await submit(caller.workspaceId, growth);
  const grown = forkState(master);
  applyChanges(grown, first.entry.changes);
  return [first, await submit(bookId, changes.commands, grown)];
}

/** What the plan refuses at a cell, such as a hold, is an error of the row that brought it. */
async function refusedRows(
  entering: Promise<unknown>,
  { cellOfEntry }: TargetChanges,
  sheet: TableSheet,
): Promise<readonly RowError[]> {
  try {
    await entering;
    return [];
  } catch (error) {
    const found = error instanceof Refused ? error.problems : [];
    const rowsByNumber = new Map(sheet.rows.map((one) => [one.row, one]));
    const rows = found.flatMap((one) => {
      const cell = cellOfEntry[entryAt(one.path ?? '', cellOfEntry.length)];
      if (cell === undefined) return [];
      const value = textOf(rowsByNumber.get(cell.row)?.cells[cell.column]);
      return [{ ...cell, problem: one as Problem, value }];
    });
    // What is about more than rows is not theirs.
    if (rows.length === 0 || rows.length < found.length) throw error;
    return rows;
  }
}

/** Which entry a refusal is about; an only one is not counted. -1 = none of them. */
function entryAt(path: string, count: number): number {
  const place = /(?:^|\.)(?:entries\[)?(\d+)\]?\.(?:at|value)/.exec(path)?.[1];
  if (place !== undefined) return Number(place);
  return count === 1 && /(?:^|\.)(?:at|value)$/.test(path) ? 0 : -1;
}
