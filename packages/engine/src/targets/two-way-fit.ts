import type { Fit, Table } from './two-way-table.ts';

/**
 * A whole table with exactly the wanted sums, close to the bi-proportional one: a flow from rows to columns.
 *
 * Multipliers from alternate scaling (SPR-T73) give a first rounding; what its sums miss is carried along
 * cheapest paths. Adding a unit to a cell costs (x + ½) ÷ w, taking one away gives (x − ½) ÷ w back, a path
 * multiplies; multipliers keep every step's price at 1 or more, so that paths are found as the shortest ones in
 * a graph (the convex-cost form of tie-and-transfer), many at a time: once the multipliers say how dear each row
 * and column is to reach, every walk whose steps all cost 1 is a cheapest path. Where scaling left more units
 * over than cells can owe, steps start large and halve.
 *
 * Arithmetic on prices is rounded; the sums are exact. `settleTable` makes the rest exact.
 */
export function fitTable(table: Table): Fit | { readonly blocked: Blocked } {
  const flow = startFlow(table);
  round(flow, 1);
  let step = 1;
  // Fitting multipliers miss no cell by more than half a unit.
  const missed = flow.missing.reduce((sum, missing) => sum + Math.abs(missing), 0);
  while (missed > step * table.weights.length) step *= 2;
  for (; step >= 1; step /= 2) {
    round(flow, step);
    const blocked = carry(flow, step);
    if (step === 1 && blocked !== null) return { blocked };
  }
  return flow;
}

/** Rows that need more than the columns open to them take (SPR-T74). */
export interface Blocked {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

interface Flow extends Fit {
  readonly table: Table;
  /** What each row, then each column, still needs; negative where there is too much. */
  readonly missing: Float64Array;
}

const SWEEPS = 1000;
const CLOSE = 1e-13;
/** Multipliers stay where neither they nor a product of two turns into 0 × ∞. */
const SMALLEST = 1e-300;

function startFlow(table: Table): Flow {
  const { rows, columns, weights } = table;
  const width = columns.length;
  const rho = new Float64Array(rows.length);
  const gamma = new Float64Array(width).fill(1);
  for (let sweep = 0, change = 1; sweep < SWEEPS && change > CLOSE; sweep += 1) {
    for (const [row, total] of rows.entries()) {
      let sum = 0;
      for (let column = 0; column < width; column += 1) {
        sum += (weights[row * width + column] ?? 0) * (gamma[column] ?? 0);
      }
      rho[row] = factor(total, sum);
    }
    change = 0;
    for (const [column, total] of columns.entries()) {
      let sum = 0;
      for (let row = 0; row < rows.length; row += 1) {
        sum += (weights[row * width + column] ?? 0) * (rho[row] ?? 0);
      }
      const next = factor(total, sum);
      change = Math.max(change, Math.abs(next / (gamma[column] ?? 1) - 1));
      gamma[column] = next;
    }
  }
  const missing = Float64Array.from([...rows, ...columns]);
  return { table, cells: new Float64Array(weights.length), rho, gamma, missing };
}

/** A multiplier that stays usable where nothing can be scaled, or scaling runs away. */
function factor(total: number, sum: number): number {
  const quotient = total / sum;
  return quotient > 1e-150 && quotient < 1e150 ? quotient : 1;
}

/** Bring every cell within half a step of what its multipliers say, in whole steps. */
function round({ table, cells, rho, gamma, missing }: Flow, step: number): void {
  const width = table.columns.length;
  const largest = table.rows.reduce((sum, total) => sum + total, 0);
  for (const [at, weight] of table.weights.entries()) {
    if (weight === 0) continue;
    const row = Math.floor(at / width);
    const column = at % width;
    const cell = cells[at] ?? 0;
    const fair = Math.min(weight * ((rho[row] ?? 1) * (gamma[column] ?? 1)), largest);
    const steps = Math.max(Math.floor((fair - cell) / step + 0.5), -Math.floor(cell / step));
    if (steps !== 0) add({ cells, missing }, at, row, table.rows.length + column, steps * step);
  }
}

function add(
  { cells, missing }: Pick<Flow, 'cells' | 'missing'>,
  at: number,
  row: number,
  columnNode: number,
  amount: number,
): void {
  cells[at] = (cells[at] ?? 0) + amount;
  missing[row] = (missing[row] ?? 0) - amount;
  missing[columnNode] = (missing[columnNode] ?? 0) - amount;
}

/** Carry whole steps from where too little is to where too much is until no path is left. */
function carry(flow: Flow, step: number): Blocked | null {
  const height = flow.table.rows.length;
  for (;;) {
    const prices = cheapestPaths(flow, step);
    if (prices === 'done') return null;
    if (prices.nearest < 0) {
      const reached = Array.from(prices.done.keys()).filter((node) => prices.done[node] === 1);
      return {
        rows: reached.filter((node) => node < height),
        columns: reached.filter((node) => node >= height).map((node) => node - height),
      };
    }
    reprice(flow, prices);
    for (let node = prices.nearest; (prices.from[node] ?? -1) >= 0; ) {
      const before = prices.from[node] ?? -1;
      takeStep(flow, before, node, step);
      node = before;
    }
    walkFree(flow, step);
  }
}

/** One step from a row to a column, or back. */
function takeStep(flow: Flow, from: number, to: number, step: number): void {
  const row = Math.min(from, to);
  const column = Math.max(from, to);
  const at = row * flow.table.columns.length + column - flow.table.rows.length;
  add(flow, at, row, column, to === column ? step : -step);
}

interface Prices {
  readonly price: Float64Array;
  readonly from: Int32Array;
  readonly done: Uint8Array;
  /** The cheapest node that can take what the sources lack; −1 when none is reached. */
  readonly nearest: number;
  /** The price of the dearest such node: beyond it nothing is known. */
  readonly most: number;
}

/** What a node has too much of: a path begins at a row that lacks units or a column with too many, and ends the other way. */
const surplus = ({ table, missing }: Flow, node: number): number =>
  (node < table.rows.length ? -1 : 1) * (missing[node] ?? 0);

/** Dijkstra over rows and columns, multiplying prices of at least 1, until every node that can take is reached. */
function cheapestPaths(flow: Flow, step: number): Prices | 'done' {
  const count = flow.missing.length;
  const price = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(count).fill(-1);
  const done = new Uint8Array(count);
  let takers = 0;
  let hasSource = false;
  for (let node = 0; node < count; node += 1) {
    const has = surplus(flow, node);
    if (has >= step) takers += 1;
    if (has > -step) continue;
    hasSource = true;
    price[node] = 1;
  }
  if (!hasSource) return 'done';
  let nearest = -1;
  for (let most = 1; ; ) {
    let next = -1;
    for (let node = 0; node < count; node += 1) {
      if (
        done[node] === 0 &&
        (price[node] ?? 0) < (next < 0 ? Number.POSITIVE_INFINITY : (price[next] ?? 0))
      ) {
        next = node;
      }
    }
    if (next < 0) return { price, from, done, nearest, most };
    done[next] = 1;
    if (surplus(flow, next) >= step) {
      if (nearest < 0) nearest = next;
      most = price[next] ?? 1;
      takers -= 1;
      if (takers === 0) return { price, from, done, nearest, most };
    }
    relax(flow, step, next, { price, from, done });
  }
}

function relax(
  flow: Flow,
  step: number,
  node: number,
  { price, from, done }: Pick<Prices, 'price' | 'from' | 'done'>,
): void {
  const { table } = flow;
  const height = table.rows.length;
  const isRow = node < height;
  for (let other = 0; other < (isRow ? table.columns.length : height); other += 1) {
    const next = isRow ? height + other : other;
    if (done[next] === 1) continue;
    const length = lengthOf(flow, step, node, next);
    if (length === null) continue;
    // A price beyond the range of numbers is merely very high, never no road at all.
    const total = Math.min((price[node] ?? 1) * Math.max(1, length || 1), Number.MAX_VALUE);
    if (total < (price[next] ?? 0)) {
      price[next] = total;
      from[next] = node;
    }
  }
}

/** The price of one step between a row and a column; `null` where none can be taken. */
function lengthOf({ table, cells, rho, gamma }: Flow, step: number, from: number, to: number): number | null {
  const height = table.rows.length;
  const isRow = from < height;
  const row = isRow ? from : to;
  const column = (isRow ? to : from) - height;
  const at = row * table.columns.length + column;
  const weight = table.weights[at] ?? 0;
  const cell = cells[at] ?? 0;
  if (weight === 0 || (!isRow && cell < step)) return null;
  const fair = weight * ((rho[row] ?? 1) * (gamma[column] ?? 1));
  return isRow ? (cell + step / 2) / fair : fair / (cell - step / 2);
}

/** Lift the multipliers so that the paths just found cost 1 throughout and no step anywhere costs less. */
function reprice({ table, rho, gamma }: Flow, { price, most }: Prices): void {
  const height = table.rows.length;
  for (const [node, reached] of price.entries()) {
    const lift = Math.min(reached, most);
    if (node < height) rho[node] = Math.max((rho[node] ?? 1) / lift, SMALLEST);
    else gamma[node - height] = Math.min((gamma[node - height] ?? 1) * lift, 1 / SMALLEST);
  }
}

/** Prices of 1 carry the rounding of a few operations. */
const FREE = 1 + 1e-13;

/** Walk every path that is left along steps that cost 1. */
function walkFree(flow: Flow, step: number): void {
  const height = flow.table.rows.length;
  const width = flow.table.columns.length;
  const count = flow.missing.length;
  const closed = new Uint8Array(count);
  const arrives = (node: number): boolean => {
    if (surplus(flow, node) >= step) return true;
    closed[node] = 1;
    const isRow = node < height;
    for (let other = 0; other < (isRow ? width : height); other += 1) {
      const next = isRow ? height + other : other;
      if (closed[next] === 1) continue;
      const length = lengthOf(flow, step, node, next);
      if (length === null || length > FREE || !arrives(next)) continue;
      takeStep(flow, node, next, step);
      closed[node] = 0;
      return true;
    }
    return false;
  };
  for (let node = 0; node < count; node += 1) {
    while (closed[node] === 0 && surplus(flow, node) <= -step && arrives(node));
  }
}
