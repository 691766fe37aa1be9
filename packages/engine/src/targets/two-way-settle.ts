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
        cells,
        steps.filter((step) => isFree(step, labels)),
        labels.length,
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
function settleTies(cells: Float64Array, free: readonly Step[], nodes: number): void {
  // A cell that went up by a free step can come down by one, so a step is turned round when it is used.
  const tied = free.map(({ at, change, from, to }) => ({ at, change, from, to }));
  const leaving: Set<(typeof tied)[number]>[] = Array.from({ length: nodes }, () => new Set());
  for (const step of tied) leaving[step.from]?.add(step);
  for (const step of tied.toSorted((a, b) => a.at - b.at)) {
    leaving[step.from]?.delete(step);
    if (step.change === -1) continue;
    const back = pathBetween(leaving, step.to, step.from);
    if (back === null) continue;
    cells[step.at] = (cells[step.at] ?? 0) + 1;
    for (const used of back) {
      cells[used.at] = (cells[used.at] ?? 0) + used.change;
      leaving[used.from]?.delete(used);
      Object.assign(used, { change: -used.change, from: used.to, to: used.from });
      leaving[used.from]?.add(used);
    }
  }
}

type Link = { readonly from: number; readonly to: number };

function pathBetween<S extends Link>(
  leaving: readonly ReadonlySet<S>[],
  start: number,
  end: number,
): S[] | null {
  const arrivedBy = new Map<number, S | null>([[start, null]]);
  for (const node of arrivedBy.keys()) {
    if (node === end) break;
    for (const step of leaving[node] ?? []) if (!arrivedBy.has(step.to)) arrivedBy.set(step.to, step);
  }
  if (!arrivedBy.has(end)) return null;
  const path: S[] = [];
  for (let step = arrivedBy.get(end); step; step = arrivedBy.get(step.from)) path.push(step);
  return path;
}
