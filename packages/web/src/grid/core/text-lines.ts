/** What a cell keeps free beside its text. */
const padding = 18;
/** A line that breaks is not filled to its end: what belongs together, such as `81.0%，`, goes to the next one. */
const lost = 14;

/** About how many lines a text needs in a cell so many pixels wide; told without the browser, which would have to lay it out. */
export function linesIn(text: string, width: number): number {
  const room = width - padding;
  return text.split('\n').reduce((sum, line) => {
    const needed = widthOf(line);
    return sum + (needed <= room ? 1 : Math.ceil(needed / (room - lost)));
  }, 0);
}

/** About how wide a text is at the table's size, the thin space between Chinese and digits included. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 12.4 : 6.4), 0) +
  1.5 * (text.match(/(?<=\p{Script=Han})[\w]|(?<=\w)\p{Script=Han}/gu)?.length ?? 0);
