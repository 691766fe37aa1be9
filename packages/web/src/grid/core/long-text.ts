/** No sign of a table is wider, in pixels: those that numbers are written with, and a Han character. */
const ofNumbers = 8;
const widest = 12.5;

/**
 * Whether a text may be too long for so many pixels. Told without the browser, which would have to lay it out: never
 * false for one that is.
 */
export function isLong(text: string, room: number): boolean {
  if (text.length * widest <= room) return false;
  let width = 0;
  for (let i = 0; i < text.length; i += 1) width += isOfNumbers(text.charCodeAt(i)) ? ofNumbers : widest;
  return width > room;
}

/** Digits and what stands between them: from space to 9, without what is wider. */
const isOfNumbers = (code: number): boolean => code >= 0x20 && code <= 0x39 && code !== 0x25 && code !== 0x26;
