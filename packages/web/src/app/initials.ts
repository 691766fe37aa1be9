/** The first character, in the order of the collation, of each letter that a Chinese syllable begins with. */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀';
const LETTERS = 'ABCDEFGHJKLMNOPQRSTWXYZ';

/**
 * The pinyin initials of a name, so that 华东区 is found by `hdq`. The platform sorts Chinese by pinyin; the letter
 * follows from where a character falls in that order. Other characters stay as they are.
 */
export function initialsOf(text: string): string {
  return [...text.normalize('NFKC')]
    .map((char) => (/\p{Script=Han}/u.test(char) ? letterOf(char) : char))
    .join('');
}

let collator: Intl.Collator | undefined;

function letterOf(char: string): string {
  collator ??= new Intl.Collator('zh-CN-u-co-pinyin');
  let at = -1;
  for (const first of FIRST) {
    if (collator.compare(char, first) < 0) break;
    at += 1;
  }
  return LETTERS[at]?.toLowerCase() ?? char;
}
