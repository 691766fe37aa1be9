import { ok, type Problem, problem, type Result, refuse } from '@shapan/engine';

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
  readonly qualified: string;
  text: string;
  readonly children: XmlElement[];
}

/**
 * A document as a tree. Strict, and safe by what it does not know: a document type is refused unread, so that no entity can be
 * declared, none grows and none fetches anything; depth and number of elements are bounded, and nothing recurses. Elements named in
 * `without` are left out with all that is in them; how many there were is said. Refuses with `XML_DOCTYPE`, `XML_MALFORMED` (params:
 * line) and `FILE_TOO_LARGE`.
 */
export function readXml(
  text: string,
  without: ReadonlySet<string> = new Set(),
  bounds: XmlBounds = xmlBounds,
): Result<{ readonly root: XmlElement; readonly leftOut: ReadonlyMap<string, number> }> {
  const scanner = new Scanner(text, without, bounds);
  try {
    const root = scanner.document();
    return ok({ root, leftOut: scanner.leftOut });
  } catch (error) {
    if (error instanceof Stop) return refuse(error.problem);
    throw error;
  }
}

/** The way out of the scanner; `readXml` turns it back into data. */
class Stop extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
  }
}

const none: readonly XmlElement[] = Object.freeze([]);
const NAME = /[\p{L}_:][\p{L}\p{N}_:.\u00b7-]*/uy;
const ATTRIBUTE = /\s+[\p{L}_:][\p{L}\p{N}_:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*')/uy;
const END = /\s*(\/?)>/y;
const REFERENCE = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));|&/g;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** Characters that no XML document may hold. */
// oxlint-disable-next-line no-control-regex -- that is what they are
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

class Scanner {
  readonly leftOut = new Map<string, number>();
  readonly #text: string;
  readonly #without: ReadonlySet<string>;
  readonly #bounds: XmlBounds;
  /** Tags without attributes that were read before: of a hundred thousand elements nearly all bear one of a hundred names. */
  readonly #plain = new Map<string, string>();
  #at = 0;
  #elements = 0;

  constructor(text: string, without: ReadonlySet<string>, bounds: XmlBounds) {
    this.#text = text;
    this.#without = without;
    this.#bounds = bounds;
  }

  document(): XmlElement {
    const outside: Open = { name: '', qualified: '', text: '', children: [] };
    const open: Open[] = [outside];
    /** Inside how many elements that are left out. */
    let hidden = 0;
    while (this.#at < this.#text.length) {
      const inner = open.at(-1)!;
      const next = this.#text.indexOf('<', this.#at);
      const upTo = next < 0 ? this.#text.length : next;
      if (upTo > this.#at) this.#words(inner, upTo, hidden > 0);
      if (next < 0) break;
      if (this.#text.startsWith('<!', next) || this.#text.startsWith('<?', next)) {
        this.#aside(inner);
        continue;
      }
      if (this.#text.startsWith('</', next)) {
        const closed = this.#close(open);
        if (hidden > 0) hidden -= 1;
        else open.at(-1)!.children.push(closed);
        continue;
      }
      const { element, empty } = this.#open(open.length);
      if (open.length === 1 && outside.children.length > 0) this.#malformed();
      const isLeftOut = hidden > 0 || this.#without.has(element.name);
      if (isLeftOut && hidden === 0)
        this.leftOut.set(element.name, (this.leftOut.get(element.name) ?? 0) + 1);
      if (!empty) {
        open.push(element);
        if (isLeftOut) hidden += 1;
      } else if (!isLeftOut) inner.children.push({ name: element.name, text: '', children: none });
    }
    const [root] = outside.children;
    if (open.length > 1 || !root || outside.text.trim() !== '') this.#malformed();
    return root;
  }

  /** Text between two tags. */
  #words(inner: Open, upTo: number, unread: boolean): void {
    const raw = this.#text.slice(this.#at, upTo);
    if (!unread) inner.text += raw.includes('&') ? this.#resolved(raw) : raw;
    this.#at = upTo;
  }

  #resolved(raw: string): string {
    return raw.replace(REFERENCE, (_, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name]!;
      const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? -1);
      const allowed = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      const character = allowed ? String.fromCodePoint(code) : '\0';
      return FORBIDDEN.test(character) ? this.#malformed() : character;
    });
  }

  /** What is neither an element nor text: a declaration, a remark, an instruction, or text that is quoted whole. */
  #aside(inner: Open): void {
    const cdata = '<![CDATA[';
    if (this.#text.startsWith(cdata, this.#at)) {
      const end = this.#past(']]>', this.#at + cdata.length);
      inner.text += this.#text.slice(this.#at + cdata.length, end - 3);
      this.#at = end;
    } else if (this.#text.startsWith('<!--', this.#at)) this.#at = this.#past('-->', this.#at + 4);
    else if (this.#text.startsWith('<?', this.#at)) this.#at = this.#past('?>', this.#at + 2);
    else if (/^<!doctype/i.test(this.#text.slice(this.#at, this.#at + 9)))
      throw new Stop(problem('XML_DOCTYPE', undefined, { line: this.#line() }));
    else this.#malformed();
  }

  #past(mark: string, from: number): number {
    const found = this.#text.indexOf(mark, from);
    return found < 0 ? this.#malformed() : found + mark.length;
  }

  #open(depth: number): { element: Open; empty: boolean } {
    const { elements: most, depth: deepest } = this.#bounds;
    if (depth > deepest) throw new Stop(problem('FILE_TOO_LARGE', undefined, { limit: 'depth', deepest }));
    this.#elements += 1;
    if (this.#elements > most)
      throw new Stop(problem('FILE_TOO_LARGE', undefined, { limit: 'elements', most }));
    this.#at += 1;
    const begin = this.#at;
    const inside = this.#text.slice(begin, this.#text.indexOf('>', begin));
    const known = this.#plain.get(inside);
    if (known !== undefined) {
      this.#at += inside.length + 1;
      return { element: { name: known, qualified: inside, text: '', children: [] }, empty: false };
    }
    const qualified = this.#match(NAME)?.[0] ?? this.#malformed();
    while (this.#match(ATTRIBUTE));
    const end = this.#match(END) ?? this.#malformed();
    const name = localName(qualified);
    if (inside === qualified) this.#plain.set(inside, name);
    return { element: { name, qualified, text: '', children: [] }, empty: end[1] === '/' };
  }

  #close(open: Open[]): XmlElement {
    this.#at += 2;
    const inner = open.pop()!;
    if (open.length === 0 || !this.#text.startsWith(inner.qualified, this.#at)) return this.#malformed();
    this.#at += inner.qualified.length;
    const end = this.#match(END);
    if (!end || end[1] === '/') return this.#malformed();
    const { children, text } = inner;
    return { name: inner.name, text, children: children.length === 0 ? none : children };
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #malformed(): never {
    throw new Stop(problem('XML_MALFORMED', undefined, { line: this.#line() }));
  }

  #line(): number {
    let line = 1;
    for (let at = this.#text.indexOf('\n'); at >= 0 && at < this.#at; at = this.#text.indexOf('\n', at + 1))
      line += 1;
    return line;
  }
}

const localName = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1);

/** Text as the content of an element. What no document may hold is left out. */
export function xmlText(text: string): string {
  return text
    .replace(new RegExp(FORBIDDEN, 'g'), '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}
