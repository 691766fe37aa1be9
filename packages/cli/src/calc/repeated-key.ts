/** One open object or list on the way through a JSON text. */
interface Open {
  /** Keys of an object so far; `null` for a list. */
  readonly keys: Set<string> | null;
  /** The key or the position we are at. */
  key: string;
  index: number;
  /** Whether the next text is a key. */
  atKey: boolean;
}

/**
 * The place of the first key that an object of a JSON text has twice, or `null`. Of two numbers under one name
 * `JSON.parse` drops the first without a word; a request must not lose anything. The text has to be JSON.
 */
export function repeatedKey(json: string): string | null {
  const open: Open[] = [];
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    const top = open.at(-1);
    if (sign === '"') {
      const end = endOfText(json, at);
      if (top?.keys && top.atKey) {
        top.key = JSON.parse(json.slice(at, end + 1)) as string;
        top.atKey = false;
        if (top.keys.has(top.key)) return pathOf(open);
        top.keys.add(top.key);
      }
      at = end;
    } else if (sign === '{') open.push({ keys: new Set(), key: '', index: 0, atKey: true });
    else if (sign === '[') open.push({ keys: null, key: '', index: 0, atKey: false });
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === ',' && top) {
      top.atKey = top.keys !== null;
      top.index++;
    }
  }
  return null;
}

/** Where the quote is that ends the text beginning at `from`: one with an even number of backslashes before it. */
function endOfText(json: string, from: number): number {
  for (let end = json.indexOf('"', from + 1); ; end = json.indexOf('"', end + 1)) {
    let slashes = 0;
    while (json[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end;
  }
}

/** As every other place of a request: `edit.reference.Jan`, `members[2].id`. */
const pathOf = (open: readonly Open[]): string =>
  open.reduce((path, { keys, key, index }) => {
    if (keys === null) return `${path}[${index}]`;
    return path === '' ? key : `${path}.${key}`;
  }, '');
