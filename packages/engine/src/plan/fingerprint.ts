import type { Change } from './change.ts';

/**
 * What a decision comes to, in 23 characters: the same changes – both sides of every cell and field – and the same
 * notices give the same fingerprint, on the server as in a browser (SPR-T88). Not a safeguard against forgery.
 */
export function fingerprintOf(changes: readonly Change[], notices: readonly unknown[]): string {
  const text = JSON.stringify([changes, notices], (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
  return [0x9e3779b9, 0x85ebca6b].map((seed) => hash53(text, seed).toString(36).padStart(11, '0')).join('-');
}

/** 53 bits of a text (cyrb53): two 32-bit lanes, mixed at the end. */
function hash53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 2 ** 32 * (low & 0x1fffff) + (high >>> 0);
}
