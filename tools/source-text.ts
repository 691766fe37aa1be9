/**
 * Looks at TypeScript without understanding it: which letters are code, which are comment, which are text inside
 * quotes. Prevents checks that stumble over a word in a comment. The compiler's own scanner is not used because
 * TypeScript 7 offers none to programs.
 */

/** What to blank out; line breaks always stay, so positions and line numbers keep their meaning. */
interface Blank {
  readonly comments: boolean;
  readonly strings: boolean;
}

/** The source with comments, texts, or both replaced by spaces. */
export function blanked(source: string, blank: Blank): string {
  let out = '';
  let at = 0;
  /** Depth of braces inside each open `${`; empty when not inside a template. */
  const templates: number[] = [];
  const take = (end: number, hide: boolean) => {
    const piece = source.slice(at, end);
    out += hide ? piece.replace(/[^\n]/g, ' ') : piece;
    at = end;
  };
  const template = () => {
    const end = templateEnd(source, at + 1);
    if (source[end - 1] === '{') templates.push(0);
    take(end, blank.strings);
  };
  while (at < source.length) {
    const [char, next] = [source[at], source[at + 1]];
    if (char === '/' && next === '/') take(endOf(source, '\n', at, 0), blank.comments);
    else if (char === '/' && next === '*') take(endOf(source, '*/', at + 2, 2), blank.comments);
    else if (char === "'" || char === '"') take(quoteEnd(source, at), blank.strings);
    else if (char === '/' && opensRegex(out)) take(regexEnd(source, at), blank.strings);
    else if (char === '`') template();
    else if (char === '}' && templates.at(-1) === 0) {
      templates.pop();
      template();
    } else {
      const depth = templates.length - 1;
      if (depth >= 0 && char === '{') templates[depth] = (templates[depth] ?? 0) + 1;
      if (depth >= 0 && char === '}') templates[depth] = (templates[depth] ?? 0) - 1;
      take(at + 1, false);
    }
  }
  return out;
}

/** Line number, from 1, of a position. */
export function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}

/** A module named by an import, an export or a dynamic import, with the line it stands on. */
export interface Import {
  readonly target: string;
  readonly line: number;
}

/** Every module the source names. */
export function importsOf(source: string): readonly Import[] {
  const code = blanked(source, { comments: true, strings: false });
  const bare = blanked(source, { comments: true, strings: true });
  const form = /(?<![.\w$])(?:from|import\s*\(?)\s*(['"])([^'"\n]+)\1/g;
  return (
    [...code.matchAll(form)]
      // The keyword itself must be code: the same words inside a text name nothing.
      .filter((match) => /\S/.test(bare.slice(match.index, match.index + 4)))
      .map((match) => ({ target: match[2] ?? '', line: lineAt(code, match.index) }))
  );
}

function endOf(source: string, mark: string, from: number, length: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? source.length : end + length;
}

function quoteEnd(source: string, open: number): number {
  for (let at = open + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === source[open] || source[at] === '\n') return at + 1;
  }
  return source.length;
}

/** End of a template's text: behind the closing backtick, or behind the `${` that starts code. */
function templateEnd(source: string, from: number): number {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '`') return at + 1;
    else if (source[at] === '$' && source[at + 1] === '{') return at + 2;
  }
  return source.length;
}

function regexEnd(source: string, open: number): number {
  let inClass = false;
  for (let at = open + 1; at < source.length && source[at] !== '\n'; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '[') inClass = true;
    else if (source[at] === ']') inClass = false;
    else if (source[at] === '/' && !inClass) return at + 1;
  }
  return open + 1;
}

/** A slash starts a regular expression where a value may start; after a value it divides. */
function opensRegex(before: string): boolean {
  const text = before.trimEnd();
  if (text === '') return true;
  if (/\b(?:return|typeof|case|in|of|delete|void|throw|await|yield)$/.test(text)) return true;
  return /[(,=:[!&|?{};+\-*%<>~^]$/.test(text);
}
