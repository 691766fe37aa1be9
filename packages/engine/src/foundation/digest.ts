/**
 * 128 bits of a text in hexadecimal: the same text gives the same digest on every machine, so that two people who make
 * the same thing make it under one id. Not for secrets: whoever wants to can find two texts with one digest.
 */
export function digestOf(text: string): string {
  const lanes = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    lanes.forEach((lane, k) => {
      const mixed = Math.imul(lane ^ (sign + k * 0x10000), 0x01000193 + 2 * k);
      lanes[k] = mixed ^ (mixed >>> 15) ^ (lanes[(k + 1) % 4]! << 7);
    });
  }
  return lanes.map((lane) => finished(lane ^ text.length)).join('');
}

function finished(lane: number): string {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
