/** What a cell keeps free beside its text. */
const padding = 18;
/** How much narrower than measured here a text may turn out to be drawn: a line too many is a gap, one too few is cut off. */
const slack = 3;

/** The widest that a character and the space before it are at the table's size. */
const widest = 14;

/** About how many lines a text needs in a cell so many pixels wide; told without the browser, which would have to lay it out. */
export function linesIn(text: string, width: number): number {
  const room = Math.max(width - padding, 1);
  // Most texts are short: of them nothing need be counted.
  if (text.length * widest <= room && !text.includes('\n')) return 1;
  let lines = 0;
  for (const line of text.split('\n')) lines += widthOf(line) <= room ? 1 : broken(line, room - slack);
  return lines;
}

/** About how wide a text is at the table's size, in pixels. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += widthOfSign(sign);
  return width + seams(text);
}

/** Into how many lines it breaks: between words, and beside every Chinese character that may stand at the edge. */
function broken(line: string, room: number): number {
  let lines = 1;
  let used = 0;
  for (const [piece] of line.matchAll(pieces)) {
    const width = widthOf(piece);
    if (used > 0 && used + width > room) {
      lines += 1;
      used = 0;
    }
    // A word longer than a line goes on in the next.
    const whole = Math.ceil(width / room) - 1;
    lines += Math.max(whole, 0);
    used += width - Math.max(whole, 0) * room;
  }
  return lines;
}

/** What no line breaks inside of: a Chinese character or a word, each with the marks that may not begin a line. */
const pieces =
  /(?:[（“‘《【]*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}，。、；：！？（）“”‘’《》【】-]+-?|-)|[，。、；：！？（）“”‘’《》【】])[，。、；：！？）”’》】%]*|\s+/gu;

const thin = new Set("ijlI.,:'| ");
const narrow = new Set('ftr!()[]/;"');
const wide = new Set('mwMW@%—');

function widthOfSign(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code > 0x2e7f) return 12.2;
  if (thin.has(sign)) return 3.2;
  if (narrow.has(sign)) return 4.4;
  if (wide.has(sign)) return 10.8;
  return code >= 0x41 && code <= 0x5a ? 8.5 : 7;
}

/** The thin space that stands between Chinese and other signs. */
const seams = (text: string): number =>
  1.5 * (text.match(/(?<=\p{Script=Han})\w|(?<=\w)\p{Script=Han}/gu)?.length ?? 0);
