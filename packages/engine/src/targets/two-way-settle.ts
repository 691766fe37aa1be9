import { compareRatios, multiplyRatios, type Ratio, ratio, ratioOfDouble } from '../foundation/ratio.ts';
import type { Fit, Table } from './two-way-table.ts';

/**
 * The exact bi-proportional table with the sums that a fitted one already has (SPR-T75).
 *
 * A table is right when no circle of steps – one unit more here, one less there, sums unchanged – costs less
 * than 1. Only steps that cost about 1 can be part of such a circle, and only those are computed exactly: circles
 * below 1 are gone round until none is left; circles of exactly 1 are the ties, and settled in member order.
 */
export function settleTable(table: Table, fit: Fit): Float64Array {
  const cells = fit.cells.slice();
  for (;;) {
    const steps = nearlyFreeSteps(table, { ...fit, cells });
    const labels = labelsOf(table, fit);
    const circle = improvingCircle(steps, labels);
    if (circle === null) {
      settleTies(
        table,
        cells,
        steps.filter((step) => isFree(step, labels)),
      );
      return cells;
    }
    for (const { at, change } of circle) cells[at] = (cells[at] ?? 0) + change;
  }
}

/** One unit more in a cell (from its row to its column) or one less (back). */
interface Step {
  readonly at: number;
  readonly change: 1 | -1;
  readonly from: number;
  readonly to: number;
  readonly cost: Ratio;
}

/** Error of the four operations that price a step in doubles, and then some. */
const ROUNDING = 2e-15;

function nearlyFreeSteps(table: Table, { cells, rho, gamma }: Fit): Step[] {
  const height = table.rows.length;
  const width = table.columns.length;
  const priced: { at: number; change: 1 | -1; price: number }[] = [];
  let least = 1;
  for (const [at, weight] of table.weights.entries()) {
    if (weight === 0) continue;
    const fair = weight * ((rho[Math.floor(at / width)] ?? 1) * (gamma[at % width] ?? 1));
    const cell = cells[at] ?? 0;
    priced.push({ at, change: 1, price: (cell + 0.5) / fair });
    if (cell > 0) priced.push({ at, change: -1, price: fair / (cell - 0.5) });
  }
  for (const { price } of priced) if (!(price >= least)) least = price;
  // No circle is longer than all rows and columns: one step this dear outweighs all others at their cheapest.
  const dearest = ((1 + ROUNDING) / (least - ROUNDING)) ** (height + width) * (1 + ROUNDING);
  return priced
    .filter(({ price }) => !(price > dearest))
    .map(({ at, change }) => {
      const row = Math.floor(at / width);
      const column = height + (at % width);
      const half = 2n * BigInt(cells[at] ?? 0) + BigInt(change);
      const weight = 2n * (table.exact[at] ?? 1n);
      return change === 1
        ? { at, change, from: row, to: column, cost: ratio(half, weight) }
        : { at, change, from: column, to: row, cost: ratio(weight, half) };
    });
}

/** Prices at which the multipliers put rows and columns; exact values of doubles. */
function labelsOf(table: Table, { rho, gamma }: Fit): Ratio[] {
  const scale = weightScale(table);
  const row = (multiplier: number) => {
    const { numerator, denominator } = ratioOfDouble(multiplier);
    return multiplyRatios(ratio(denominator, numerator), scale);
  };
  return [...Array.from(rho, row), ...Array.from(gamma, (multiplier) => ratioOfDouble(multiplier))];
}

/** Exact weights are the doubles times a power of ten; any label will do, but fitting ones save work. */
function weightScale({ weights, exact }: Table): Ratio {
  const at = weights.findIndex((weight) => weight > 0);
  if (at < 0) return ratio(1n);
  const weight = ratioOfDouble(weights[at] ?? 1);
  return ratio((exact[at] ?? 1n) * weight.denominator, weight.numerator);
}

/**
 * A circle of steps that costs less than 1, or `null`. Lowers `labels` (Bellman–Ford) until no step leads below
 * its target's label; a circle among the steps that lowered labels last is an improving one.
 */
function improvingCircle(steps: readonly Step[], labels: Ratio[]): Step[] | null {
  const lastStep = new Map<number, Step>();
  for (let lowered = true; lowered; ) {
    lowered = false;
    for (const step of steps) {
      const label = multiplyRatios(labels[step.from] ?? ratio(1n), step.cost);
      if (compareRatios(label, labels[step.to] ?? ratio(1n)) >= 0) continue;
      labels[step.to] = label;
      lastStep.set(step.to, step);
      lowered = true;
    }
    const circle = lowered ? circleAmong(lastStep) : null;
    if (circle !== null) return circle;
  }
  return null;
}

function circleAmong(lastStep: ReadonlyMap<number, Step>): Step[] | null {
  const seenFrom = new Map<number, number>();
  for (const start of lastStep.keys()) {
    let node = start;
    while (!seenFrom.has(node)) {
      seenFrom.set(node, start);
      const step = lastStep.get(node);
      if (step === undefined) break;
      node = step.from;
    }
    if (!lastStep.has(node) || seenFrom.get(node) !== start) continue;
    const circle: Step[] = [];
    let at = node;
    do {
      const step = lastStep.get(at);
      if (step === undefined) break;
      circle.push(step);
      at = step.from;
    } while (at !== node);
    if (at === node) return circle;
  }
  return null;
}

const isFree = (step: Step, labels: readonly Ratio[]): boolean =>
  compareRatios(multiplyRatios(labels[step.from] ?? ratio(1n), step.cost), labels[step.to] ?? ratio(1n)) ===
  0;

/**
 * Among tied tables the one whose cells, in member order, are largest: for each cell in turn that a free circle
 * can raise, go round it, then leave the cell alone.
 */
function settleTies(table: Table, cells: Float64Array, free: readonly Step[]): void {
  const ties: Ties = { table, change: new Int8Array(cells.length), firstRow: 0 };
  for (const { at, change } of free) ties.change[at] = change;
  const height = table.rows.length;
  const width = table.columns.length;
  for (let at = 0; at < cells.length; at += 1) {
    const change = ties.change[at] ?? 0;
    ties.change[at] = 0;
    if (change !== 1) continue;
    ties.firstRow = Math.floor(at / width);
    const back = pathBetween(ties, height + (at % width), ties.firstRow);
    if (back === null) continue;
    cells[at] = (cells[at] ?? 0) + 1;
    for (const used of back) {
      const step = ties.change[used] ?? 0;
      cells[used] = (cells[used] ?? 0) + step;
      // A cell that went up by a free step can come down by one, and the other way round.
      ties.change[used] = -step;
    }
  }
}

interface Ties {
  readonly table: Table;
  /** What a free step does to each cell; 0 where there is none, or none any more. */
  readonly change: Int8Array;
  /** All rows before this one are settled. */
  firstRow: number;
}

/** The cells of a shortest path of free steps from a column to a row, or `null`. */
function pathBetween({ table, change, firstRow }: Ties, start: number, end: number): number[] | null {
  const height = table.rows.length;
  const width = table.columns.length;
  const arrivedBy = new Int32Array(height + width).fill(-1);
  const nodes = new Int32Array(height + width);
  nodes[0] = start;
  let count = 1;
  const arrive = (node: number, at: number): void => {
    if (arrivedBy[node] !== -1 || node === start) return;
    arrivedBy[node] = at;
    nodes[count++] = node;
  };
  for (let next = 0; next < count && arrivedBy[end] === -1; next += 1) {
    const node = nodes[next] ?? 0;
    if (node < height) {
      for (let at = node * width, column = 0; column < width; column += 1, at += 1) {
        if (change[at] === 1) arrive(height + column, at);
      }
    } else {
      for (let row = firstRow, at = row * width + node - height; row < height; row += 1, at += width) {
        if (change[at] === -1) arrive(row, at);
      }
    }
  }
  if (arrivedBy[end] === -1) return null;
  const path: number[] = [];
  for (let node = end; node !== start; ) {
    const at = arrivedBy[node] ?? 0;
    path.push(at);
    const row = Math.floor(at / width);
    node = node === row ? height + (at % width) : row;
  }
  return path;
}
