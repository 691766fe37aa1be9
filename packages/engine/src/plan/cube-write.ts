import { isAmount, MAX_AMOUNT } from '../foundation/amount.ts';
import { invariant } from '../foundation/result.ts';
import { type Cube, cellAddress, checkWindow, type PageTable, rowsPerPage, slotsPerRow } from './cube.ts';
import { copyLeaves } from './cube-rows.ts';
import { cellsOfRuns, endOfRun, type LeafRuns, runSize } from './leaf-runs.ts';

/**
 * Write leaves by address; `null` or NaN takes the entry away. Values are whole smallest units. Throws `InvariantError`
 * for an address outside the rows and the window, and for a value that is no amount.
 */
export function setCells(
  cube: Cube,
  part: number,
  cells: ArrayLike<number>,
  values: ArrayLike<number | null>,
): void {
  const { firstSlot, slotCount } = cube;
  const per = cube.rowsPerPage;
  const size = per * slotCount;
  let page = -1;
  let target: Float64Array = new Float64Array(0);
  // Cells of one row follow each other more often than not: where it lies is worked out once.
  let begin = Number.NaN;
  let line = 0;
  for (let i = 0; i < cells.length; i++) {
    let column = cells[i]! - begin;
    if (!(column >= 0 && column < slotsPerRow)) {
      const row = Math.floor(cells[i]! / slotsPerRow);
      if (!(row >= 0 && row < cube.rows.count)) invariant(false, 'a leaf of this cube');
      const number = Math.floor(row / per);
      if (number !== page) {
        page = number;
        target = ownPage(cube, part, number, size);
      }
      begin = row * slotsPerRow;
      line = (row - number * per) * slotCount - firstSlot;
      column = cells[i]! - begin;
    }
    if (column < firstSlot || column >= firstSlot + slotCount) invariant(false, 'a leaf of this cube');
    target[line + column] = stored(values[i]);
  }
  raisePeak(cube, part, values);
  mirrorCells(cube, part, cells, values);
}

/** However the leaves came: whoever looks at the cube in lines sees them. */
function mirrorCells(
  { mirror }: Cube,
  part: number,
  cells: ArrayLike<number>,
  values: ArrayLike<number | null>,
): void {
  if (mirror) setCells(mirror.cube, part, Array.from(cells, mirror.address), values);
}

/** After the cells themselves: whoever wrote one has a table of their own. */
function raisePeak(cube: Cube, part: number, values: ArrayLike<number | null>): void {
  const table = cube.tables[part]!;
  let { peak } = table;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] ?? 0);
    if (size > peak) peak = size;
  }
  if (peak > table.peak) table.peak = peak;
}

/** The same by runs, as a spread answers them; a page is looked up once for all of its runs that follow each other. */
export function setRuns(cube: Cube, part: number, runs: LeafRuns, values: Float64Array): void {
  const { rowsPerPage, slotCount } = cube;
  for (let r = 0; r < runs.length; ) {
    const row = runs[r]!;
    if (!(row >= 0 && row < cube.rows.count)) invariant(false, 'a leaf of this cube');
    const page = Math.floor(row / rowsPerPage);
    const target = ownPage(cube, part, page, rowsPerPage * slotCount);
    r = setInPage(cube, cube.tables[part]!, page, target, runs, values, r);
  }
  if (cube.mirror) mirrorCells(cube, part, cellsOfRuns(runs, values.length), values);
}

/** Runs from `start` on, as long as they lie in this page; answers the next one. */
function setInPage(
  { rowsPerPage, rows, firstSlot, slotCount }: Cube,
  table: PageTable,
  page: number,
  target: Float64Array,
  runs: LeafRuns,
  values: Float64Array,
  start: number,
): number {
  const first = page * rowsPerPage;
  const end = Math.min(first + rowsPerPage, rows.count);
  let r = start;
  for (; r < runs.length; r += runSize) {
    const row = runs[r]!;
    if (!(row >= first && row < end)) break;
    const column = runs[r + 1]! - firstSlot;
    const from = runs[r + 2]!;
    const to = endOfRun(runs, r, values.length);
    if (column < 0 || column + to - from > slotCount) invariant(false, 'a leaf of this cube');
    setNeighbours(table, target, (row - first) * slotCount + column, values, from, to);
  }
  return r;
}

/** Values `[from, to)` side by side, from `at` on. */
function setNeighbours(
  table: PageTable,
  target: Float64Array,
  at: number,
  values: Float64Array,
  from: number,
  to: number,
): void {
  const most = MAX_AMOUNT;
  let { peak } = table;
  let k = from;
  for (let i = at; k < to; k++, i++) {
    const value = values[k]!;
    if (!(value >= 0 && value <= most && Math.trunc(value) === value)) break;
    target[i] = value + 0;
    if (value > peak) peak = value;
  }
  for (; k < to; k++) {
    target[at + k - from] = stored(values[k]);
    if (Math.abs(values[k]!) > peak) peak = Math.abs(values[k]!);
  }
  table.peak = peak;
}

function stored(value: number | null | undefined): number {
  if (value === null || value === undefined || value !== value) return Number.NaN;
  if (!isAmount(value)) invariant(false, 'leaves are exact integers');
  return value + 0; // −0 would be a second zero
}

/** Move the window of leaf periods. Every entry must fit into the new one. */
export function setWindow(cube: Cube, firstSlot: number, slotCount: number): void {
  checkWindow(firstSlot, slotCount);
  const old = { ...cube, tables: [...cube.tables] };
  cube.mirror = null;
  const line = new Float64Array(old.slotCount);
  cube.firstSlot = firstSlot;
  cube.slotCount = slotCount;
  cube.rowsPerPage = rowsPerPage(slotCount);
  for (let part = 0; part < cube.parts; part++) {
    cube.tables[part] = { owner: cube.owner, peak: 0, pages: [] };
    for (let row = 0; row < cube.rows.count; row++) {
      copyLeaves(old, part, row, old.firstSlot, old.slotCount, line, 0);
      const cells: number[] = [];
      const values: number[] = [];
      line.forEach((value, i) => {
        if (Number.isNaN(value)) return;
        cells.push(cellAddress(row, old.firstSlot + i));
        values.push(value);
      });
      setCells(cube, part, cells, values);
    }
  }
}

function ownPage(cube: Cube, part: number, number: number, size: number): Float64Array {
  let table = cube.tables[part]!;
  if (table.owner !== cube.owner) {
    table = { owner: cube.owner, peak: table.peak, pages: table.pages.slice() };
    cube.tables[part] = table;
  }
  const page = table.pages[number];
  if (page?.owner === cube.owner) return page.values;
  const values = page === undefined ? new Float64Array(size).fill(Number.NaN) : page.values.slice();
  table.pages[number] = { owner: cube.owner, values };
  return values;
}
