import { refused } from './refused.ts';
import type { Routes } from './routes.ts';

/** Nothing that is asked for nests deeper; validators recurse, and the stack is not for the asker to fill. */
const MAX_DEPTH = 64;

/** NUL and half a surrogate pair: no database stores them and gives them back. Only escapes can bring them in. */
const ESCAPED_UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

/** JSON bodies: bounded in depth, text that can be stored and read back unchanged. */
export function acceptJson(app: Routes): void {
  // `error`: a body that names `__proto__` or `constructor.prototype` is refused, not cleaned.
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body as string;
    if (isTooDeep(text)) return done(refused('INVALID', undefined, 'body'));
    parse(request, text, (error, value: unknown) => {
      if (error) return done(error);
      const place = ESCAPED_UNSTORABLE.test(text) ? unstorable(value, '') : undefined;
      if (place !== undefined) return done(refused('INVALID', undefined, place || 'body'));
      done(null, value);
    });
  });
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (quoted) {
      if (char === BACKSLASH) i++;
      else if (char === QUOTE) quoted = false;
    } else if (char === QUOTE) quoted = true;
    else if (char === OPEN_LIST || char === OPEN_OBJECT) {
      if (++depth > MAX_DEPTH) return true;
    } else if (char === CLOSE_LIST || char === CLOSE_OBJECT) depth--;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** Where the first text lies that cannot be stored, as a field path; its depth is bounded by now. */
function unstorable(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (!isStorable(key)) return path;
    const found = unstorable(item, path ? `${path}.${key}` : key);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isStorable = (text: string): boolean => !/\p{Surrogate}|\0/u.test(text);
