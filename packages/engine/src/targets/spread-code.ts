import type { SpreadAction, SpreadFilter, SpreadMethod } from './spread/request.ts';
import { normaliseTyped } from './typed-text.ts';

/** Where a code reaches from the cell it is typed in, to the end of the table. */
export type CodeDirection = 'up' | 'down' | 'left' | 'right';

/** What a code of the classic multidimensional engines asks for (SPR-T16). */
export type SpreadCode =
  | {
      readonly method: SpreadMethod;
      readonly action: SpreadAction;
      readonly filter: SpreadFilter;
      readonly directions: readonly CodeDirection[];
      /** The texts of its numbers, as they were typed: one, or two with a colon between them. */
      readonly operands: readonly string[];
    }
  /** Keep every number at and below a cell, or its total. Why may stand behind the code: `H signed`. */
  | { readonly hold: 'value' | 'total'; readonly reason: string | null }
  /** Give up what keeps the numbers of a cell, what keeps its total, or everything in the table. */
  | { readonly release: 'value' | 'total' | 'all' };

interface Meaning {
  readonly method: SpreadMethod;
  readonly filter?: SpreadFilter;
  /** How many numbers follow; 1 when left out. */
  readonly operands?: 0 | 2;
}

/** Longer ones first: `SL` is no `S`. */
const methods: readonly (readonly [string, Meaning])[] = [
  ['LS*', { method: 'equalLeaves' }],
  ['LR*', { method: 'repeatLeaves' }],
  ['LS', { method: 'equalLeaves', filter: 'nonZero' }],
  ['LR', { method: 'repeatLeaves', filter: 'nonZero' }],
  ['SL', { method: 'straightLine', operands: 2 }],
  ['GR', { method: 'growth', operands: 2 }],
  ['RP', { method: 'relativeProportional' }],
  ['R%', { method: 'copyFactor' }],
  ['P%', { method: 'percent' }],
  ['P', { method: 'proportional' }],
  ['S', { method: 'equal' }],
  ['R', { method: 'repeat' }],
  ['C', { method: 'clear', operands: 0 }],
];

const releases: Readonly<Record<string, SpreadCode>> = {
  RH: { release: 'value' },
  RC: { release: 'total' },
  RA: { release: 'all' },
};

const directions: Readonly<Record<string, CodeDirection>> = {
  '^': 'up',
  '|': 'down',
  '<': 'left',
  '>': 'right',
};

/**
 * Typed text as a code: `S1200`, `P+50万`, `LR*25`, `SL100:200`, `GR300:25`, `R>5`, `HC`, `H signed`. `null` = it is none.
 * Codes are aliases of the methods, in capitals or not; a text that is a number is never read as one.
 */
export function readSpreadCode(text: string): SpreadCode | null {
  const held = readHoldCode(text);
  if (held) return held;
  const normal = normaliseTyped(text);
  if (!normal.ok) return null;
  const released = releases[normal.value.toUpperCase()];
  if (released) return released;
  const parts = partsOfCode(normal.value);
  if (!parts || (parts.before !== '' && parts.behind !== '')) return null;
  const { method, filter = 'all', operands: count = 1 } = parts.meaning;
  const { operands } = parts;
  if (operands.length !== count || !operands.every(beginsNumber)) return null;
  const sign = parts.before + parts.behind;
  return {
    method,
    action: sign === '+' ? 'add' : sign === '~' ? 'subtract' : 'replace',
    filter,
    directions: [...new Set(Array.from(parts.ways, (way) => directions[way]!))],
    operands,
  };
}

/** A code that somebody began to write: what it would do, and its letters and directions as far as they stand. */
export interface BegunCode {
  readonly method: SpreadMethod;
  readonly filter: SpreadFilter;
  readonly code: string;
  readonly ways: string;
}

/**
 * A code whose numbers are missing or too many: `GR`, `SL>`, `GR300`, `C5`. `null` = the text is a code, a number, or nothing
 * of the kind, such as `Sales`.
 */
export function readBegunCode(text: string): BegunCode | null {
  const normal = normaliseTyped(text);
  if (!normal.ok || readSpreadCode(text) !== null) return null;
  const parts = partsOfCode(normal.value);
  if (!parts?.operands.every((operand) => operand === '' || beginsNumber(operand))) return null;
  const { method, filter = 'all' } = parts.meaning;
  return { method, filter, code: parts.code, ways: parts.ways };
}

interface CodeParts {
  readonly code: string;
  readonly meaning: Meaning;
  readonly before: string;
  readonly ways: string;
  readonly behind: string;
  readonly operands: readonly string[];
}

/** Letters, sign, directions and numbers of a text in one spelling; `null` = it begins with no letters of a code. */
function partsOfCode(text: string): CodeParts | null {
  const found = methods.find(([code]) => text.toUpperCase().startsWith(code));
  if (!found) return null;
  const [code, meaning] = found;
  const [, before = '', ways = '', behind = '', rest = ''] =
    /^([+~]?)([\^|<>]*)([+~]?)(.*)$/.exec(text.slice(code.length)) ?? [];
  return { code, meaning, before, ways, behind, operands: rest === '' ? [] : rest.split(':') };
}

const beginsNumber = (operand: string): boolean => /^[\d(=.¥$€£-]/.test(operand);

/** Why is written by people: it is taken as it stands, blanks and all. */
function readHoldCode(text: string): SpreadCode | null {
  const [, code, column, reason] =
    /^([hｈ]([cｃ])?)(?:(?:\s+|\s*[:：]\s*)(\S.*))?$/isu.exec(text.trim()) ?? [];
  if (code === undefined) return null;
  return { hold: column === undefined ? 'value' : 'total', reason: reason ?? null };
}
