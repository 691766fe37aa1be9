import { ok, type Problem, problem, type Result, refuse } from '@shapan/engine';
import { SaxesParser } from 'saxes';

/** An element: its name without the prefix, the text that stands directly in it, and the elements in it. Attributes are read over. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export interface XmlBounds {
  /** Elements inside each other. */
  readonly depth: number;
  readonly elements: number;
}

export const xmlBounds: XmlBounds = { depth: 40, elements: 3_000_000 };

interface Open {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

/**
 * A document as a tree. Strict, and safe by what it does not know: a document type is refused, so that no entity is declared,
 * none grows and none fetches anything; depth and number of elements are bounded, and nothing recurses. Elements named in
 * `without` are left out with all that is in them; how many there were is said. Refuses with `XML_DOCTYPE`, `XML_MALFORMED` (params:
 * line) and `FILE_TOO_LARGE`.
 */
export function readXml(
  text: string,
  without: ReadonlySet<string> = new Set(),
  bounds: XmlBounds = xmlBounds,
): Result<{ readonly root: XmlElement; readonly leftOut: ReadonlyMap<string, number> }> {
  const parser = new SaxesParser({ defaultXMLVersion: '1.0', forceXMLVersion: true });
  const tree = new Tree(without, bounds);
  const stop = (code: 'XML_MALFORMED' | 'XML_DOCTYPE') => {
    throw new Stop(problem(code, undefined, { line: parser.line }));
  };
  parser.on('error', () => stop('XML_MALFORMED'));
  parser.on('doctype', () => stop('XML_DOCTYPE'));
  parser.on('opentag', ({ name }) => tree.open(localName(name)));
  parser.on('closetag', () => tree.close());
  parser.on('text', (words) => tree.say(words));
  parser.on('cdata', (words) => tree.say(words));
  try {
    parser.write(text).close();
    return ok({ root: tree.root, leftOut: tree.leftOut });
  } catch (error) {
    if (error instanceof Stop) return refuse(error.problem);
    throw error;
  }
}

/** The way out of the parser; `readXml` turns it back into data. */
class Stop extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
  }
}

const none: readonly XmlElement[] = Object.freeze([]);

/** Grows by what the parser meets, of what is well-formed and wanted. */
class Tree {
  readonly leftOut = new Map<string, number>();
  readonly #without: ReadonlySet<string>;
  readonly #bounds: XmlBounds;
  readonly #opened: Open[] = [{ name: '', text: '', children: [] }];
  #elements = 0;
  /** Inside how many elements that are left out. */
  #hidden = 0;

  constructor(without: ReadonlySet<string>, bounds: XmlBounds) {
    this.#without = without;
    this.#bounds = bounds;
  }

  get root(): XmlElement {
    return this.#opened[0]!.children[0]!;
  }

  open(name: string): void {
    const { depth: deepest, elements: most } = this.#bounds;
    if (this.#opened.length + this.#hidden > deepest)
      throw new Stop(problem('FILE_TOO_LARGE', undefined, { limit: 'depth', deepest }));
    this.#elements += 1;
    if (this.#elements > most)
      throw new Stop(problem('FILE_TOO_LARGE', undefined, { limit: 'elements', most }));
    if (this.#hidden > 0) this.#hidden += 1;
    else if (this.#without.has(name)) {
      this.leftOut.set(name, (this.leftOut.get(name) ?? 0) + 1);
      this.#hidden = 1;
    } else this.#opened.push({ name, text: '', children: [] });
  }

  close(): void {
    if (this.#hidden > 0) {
      this.#hidden -= 1;
      return;
    }
    const { name, text, children } = this.#opened.pop()!;
    this.#opened.at(-1)!.children.push({ name, text, children: children.length === 0 ? none : children });
  }

  say(words: string): void {
    if (this.#hidden === 0) this.#opened.at(-1)!.text += words;
  }
}

const localName = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1);

/** Characters that no XML document may hold. */
// oxlint-disable-next-line no-control-regex -- that is what they are
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as the content of an element. What no document may hold is left out. */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}
