import { readDecimal } from './decimal.ts';
import { type Problem, problem } from './problem.ts';
import { multiplyRatios, type Ratio, ratio, ratioFromDecimal } from './ratio.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * A formula over metrics, read into a tree: `leads * winRate * [deal size]`. + − × ÷ and parentheses with the usual
 * precedence, numbers, and keys of metrics; a key with other signs than letters, digits and `_` stands in brackets.
 */
export type Formula =
  | { readonly kind: 'number'; readonly value: Ratio }
  | { readonly kind: 'metric'; readonly key: string; readonly at: number }
  | { readonly kind: 'negate'; readonly of: Formula }
  | {
      readonly kind: Operator;
      readonly left: Formula;
      readonly right: Formula;
      /** Where the sign stands in the text, from 1. */
      readonly at: number;
    };

type Operator = 'add' | 'subtract' | 'multiply' | 'divide';

/** What the signs of a formula mean in one way of computing with it. */
export interface Arithmetic<T> {
  readonly number: (value: Ratio) => T;
  readonly metric: (key: string, at: number) => T;
  readonly negate: (of: T) => T;
  readonly add: (left: T, right: T, at: number) => T;
  readonly subtract: (left: T, right: T, at: number) => T;
  readonly multiply: (left: T, right: T, at: number) => T;
  readonly divide: (left: T, right: T, at: number) => T;
}

/** Compute a formula from the inside out. */
export function foldFormula<T>(formula: Formula, by: Arithmetic<T>): T {
  switch (formula.kind) {
    case 'number':
      return by.number(formula.value);
    case 'metric':
      return by.metric(formula.key, formula.at);
    case 'negate':
      return by.negate(foldFormula(formula.of, by));
    default:
      return by[formula.kind](foldFormula(formula.left, by), foldFormula(formula.right, by), formula.at);
  }
}

/** Keys that a formula names, each once, in the order of the text. */
export function keysOf(formula: Formula): readonly string[] {
  const keys = new Set<string>();
  const walk = (node: Formula): void => {
    if (node.kind === 'metric') keys.add(node.key);
    else if (node.kind === 'negate') walk(node.of);
    else if (node.kind !== 'number') {
      walk(node.left);
      walk(node.right);
    }
  };
  walk(formula);
  return [...keys];
}

/** The same text with every key replaced, in brackets where the new one needs them; numbers and signs stay. */
export function renameInFormula(text: string, rename: (key: string) => string): string {
  return text.replace(/\[([^[\]]+)\]|[\p{L}_][\p{L}\p{N}_]*/gu, (token: string, inner?: string) => {
    const name = rename((inner ?? token).trim());
    return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `[${name.replaceAll(/[[\]]/g, '')}]`;
  });
}

/** Longest formula, in UTF-16 units, and deepest nesting of it: a text from outside must not exhaust the stack. */
export const MAX_FORMULA = 1_000;
const MAX_DEPTH = 100;

const SIGNS: Readonly<Record<string, string>> = {
  '×': '*',
  '·': '*',
  '＊': '*',
  '÷': '/',
  '／': '/',
  '−': '-',
  '–': '-',
  '－': '-',
  '＋': '+',
  '（': '(',
  '）': ')',
  '【': '[',
  '】': ']',
};
const NUMBER = /(\d+(?:\.\d*)?|\.\d+)(%?)/y;
const KEY = /[\p{L}_][\p{L}\p{N}_]*/uy;
const BRACKETS = /\[([^[\]]+)\]/y;

/**
 * Read a formula. Refuses at `path` with `REQUIRED` (nothing there), `TOO_LONG`, and `FORMULA_UNREADABLE` with the place
 * in the text (`at`, from 1) and what stands there (`found`, empty at the end).
 */
export function readFormula(text: string, path?: string): Result<Formula> {
  if (text.trim() === '') return refuse(problem('REQUIRED', path));
  if (text.length > MAX_FORMULA)
    return refuse(problem('TOO_LONG', path, { max: MAX_FORMULA, length: text.length }));
  return new Reader(text, path).read();
}

/** One pass over the text, by recursive descent. */
class Reader {
  readonly #text: string;
  readonly #path: string | undefined;
  #at = 0;
  #depth = 0;

  constructor(text: string, path: string | undefined) {
    this.#text = Array.from(text, (sign) => (sign.length === 1 ? (SIGNS[sign] ?? sign) : sign)).join('');
    this.#path = path;
  }

  read(): Result<Formula> {
    if (this.#sign() === '=') this.#at += 1;
    const formula = this.#sum();
    if (!formula.ok) return formula;
    return this.#sign() === '' ? formula : refuse(this.#stopped());
  }

  #sum(): Result<Formula> {
    return this.#chain(() => this.#product(), { '+': 'add', '-': 'subtract' });
  }

  #product(): Result<Formula> {
    return this.#chain(() => this.#factor(), { '*': 'multiply', '/': 'divide' });
  }

  #chain(next: () => Result<Formula>, signs: Readonly<Record<string, Operator>>): Result<Formula> {
    let left = next();
    for (;;) {
      const kind = signs[this.#sign()];
      if (!left.ok || kind === undefined) return left;
      this.#at += 1;
      const at = this.#at;
      const right = next();
      if (!right.ok) return right;
      left = ok({ kind, left: left.value, right: right.value, at });
    }
  }

  #factor(): Result<Formula> {
    const sign = this.#sign();
    if (++this.#depth > MAX_DEPTH) return refuse(this.#stopped());
    const factor = sign === '-' || sign === '+' ? this.#signed(sign) : this.#operand(sign);
    this.#depth -= 1;
    return factor;
  }

  #signed(sign: '-' | '+'): Result<Formula> {
    this.#at += 1;
    const of = this.#factor();
    return of.ok && sign === '-' ? ok({ kind: 'negate', of: of.value }) : of;
  }

  #operand(sign: string): Result<Formula> {
    if (sign === '(') {
      this.#at += 1;
      const inner = this.#sum();
      if (!inner.ok) return inner;
      if (this.#sign() !== ')') return refuse(this.#stopped());
      this.#at += 1;
      return inner;
    }
    const at = this.#at + 1;
    const number = this.#match(NUMBER);
    if (number) return ok({ kind: 'number', value: this.#value(number[1] ?? '', number[2] === '%') });
    const key = this.#match(BRACKETS)?.[1]?.trim() ?? this.#match(KEY)?.[0];
    return key ? ok({ kind: 'metric', key, at }) : refuse(this.#stopped());
  }

  #value(digits: string, percent: boolean): Ratio {
    const decimal = readDecimal(digits);
    const value = decimal ? ratioFromDecimal(decimal) : ratio(0n);
    return percent ? multiplyRatios(value, ratio(1n, 100n)) : value;
  }

  /** The next sign that is no space; empty at the end. */
  #sign(): string {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text[this.#at] ?? '';
  }

  #match(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text);
    if (found) this.#at = form.lastIndex;
    return found;
  }

  #stopped(): Problem {
    const found = String.fromCodePoint(
      ...(this.#sign() === '' ? [] : [this.#text.codePointAt(this.#at) ?? 0]),
    );
    return problem('FORMULA_UNREADABLE', this.#path, { at: this.#at + 1, found });
  }
}
