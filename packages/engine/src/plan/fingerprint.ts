import type { CellsChanged, Change } from './change.ts';

/**
 * What a decision comes to, in 15 characters: the same changes – both sides of every cell and field – and the same
 * notices give the same fingerprint, on the server as in a browser (SPR-T88). 64 bits; not a safeguard against forgery.
 */
export function fingerprintOf(changes: readonly Change[], notices: readonly unknown[]): string {
  const sum: Sum = { high: 0x2f0b4c47, low: 0x173de3a5 };
  for (const change of changes) {
    if (change.type === 'cells.changed') addCells(sum, change);
    else addText(sum, JSON.stringify(change));
  }
  addText(sum, JSON.stringify(notices));
  // Each half depends on the other in the end.
  const high = mixed(sum.high ^ mixed(sum.low ^ 0x5bd1e995));
  const low = mixed(sum.low ^ high);
  return [high, low].map((half) => (half >>> 0).toString(36).padStart(7, '0')).join('-');
}

/** Two sums of 32 bits that every word goes into, multiplied and rotated differently. */
interface Sum {
  high: number;
  low: number;
}

function addText(sum: Sum, text: string): void {
  let { high, low } = sum;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(((high << 5) | (high >>> 27)) ^ unit, 0x9e3779b1);
    low = Math.imul(((low << 13) | (low >>> 19)) ^ unit, 0x85ebca77);
  }
  // How long it was: where one part ends and the next begins makes a difference.
  sum.high = Math.imul(high ^ text.length, 0xc2b2ae3d);
  sum.low = Math.imul(low ^ text.length, 0x27d4eb2f);
}

function addCells(sum: Sum, { type, target, part, cells, before, after }: CellsChanged): void {
  addText(sum, JSON.stringify([type, target, part, cells.length]));
  for (const column of [cells, before, after]) addColumn(sum, column);
}

/** Whole numbers as two words of 32 bits; nothing there as a word that no amount has. NaN stands for nothing. */
function addColumn(sum: Sum, values: ArrayLike<number | null>): void {
  let { high, low } = sum;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number | null;
    const isNothing = value === null || value !== value;
    const upper = isNothing ? 0x40000000 : Math.floor(value / 0x100000000);
    const lower = isNothing ? 0 : value | 0;
    high = Math.imul(((high << 5) | (high >>> 27)) ^ lower, 0x9e3779b1);
    high = Math.imul(((high << 5) | (high >>> 27)) ^ upper, 0x9e3779b1);
    low = Math.imul(((low << 13) | (low >>> 19)) ^ lower, 0x85ebca77);
    low = Math.imul(((low << 13) | (low >>> 19)) ^ upper, 0x85ebca77);
  }
  sum.high = high;
  sum.low = low;
}

/** Every bit of the word changes about half of the bits (murmur3). */
function mixed(word: number): number {
  let mixing = word;
  mixing = Math.imul(mixing ^ (mixing >>> 16), 0x85ebca6b);
  mixing = Math.imul(mixing ^ (mixing >>> 13), 0xc2b2ae35);
  return mixing ^ (mixing >>> 16);
}
