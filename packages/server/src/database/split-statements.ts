/**
 * Cut a migration into its statements, one driver call each (a distributed server refuses some pairs).
 * Semicolons inside strings, quoted names, dollar quotes and comments do not cut. Statements that are only
 * comments are dropped. `BEGIN ATOMIC` bodies are not understood: write functions with dollar quotes.
 */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let hasCode = false;
  const finish = (end: number) => {
    if (hasCode) statements.push(sql.slice(start, end).trim());
    start = end + 1;
    hasCode = false;
  };
  for (let at = 0; at < sql.length; ) {
    const skip = comment(sql, at);
    if (skip > at) {
      at = skip;
    } else if (sql[at] === ';') {
      finish(at);
      at += 1;
    } else {
      hasCode ||= /\S/.test(sql.charAt(at));
      at = quoted(sql, at);
    }
  }
  finish(sql.length);
  return statements;
}

/** Index behind the comment that starts here, or `at` when none does. */
function comment(sql: string, at: number): number {
  if (sql.startsWith('--', at)) return indexOrEnd(sql, '\n', at);
  if (!sql.startsWith('/*', at)) return at;
  let depth = 0;
  for (let i = at; i < sql.length; i += 1) {
    if (sql.startsWith('/*', i)) {
      depth += 1;
      i += 1;
    } else if (sql.startsWith('*/', i)) {
      depth -= 1;
      i += 1;
      if (depth === 0) return i + 1;
    }
  }
  throw new SyntaxError('a comment is not closed');
}

const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const word = /[\w$\u0080-\uffff]+/y;

/** Index behind the quoted piece, the word or the single character that starts here. */
function quoted(sql: string, at: number): number {
  const char = sql[at];
  if (char === "'") return closing(sql, at, "'", false);
  if (char === '"') return closing(sql, at, '"', false);
  if (/[eE]/.test(char ?? '') && sql[at + 1] === "'") return closing(sql, at + 1, "'", true);
  dollarTag.lastIndex = at;
  const tag = dollarTag.exec(sql)?.[0];
  if (tag) {
    const end = sql.indexOf(tag, at + tag.length);
    if (end < 0) throw new SyntaxError(`${tag} is not closed`);
    return end + tag.length;
  }
  // Words are taken whole: a `$` or an `e'` inside one opens nothing.
  word.lastIndex = at;
  return at + (word.exec(sql)?.[0].length ?? 1);
}

function closing(sql: string, at: number, quote: string, backslashes: boolean): number {
  for (let i = at + 1; i < sql.length; i += 1) {
    if (backslashes && sql[i] === '\\') i += 1;
    else if (sql[i] === quote) {
      if (sql[i + 1] !== quote) return i + 1;
      i += 1;
    }
  }
  throw new SyntaxError(`${quote} is not closed`);
}

function indexOrEnd(sql: string, needle: string, from: number): number {
  const found = sql.indexOf(needle, from);
  return found < 0 ? sql.length : found;
}
