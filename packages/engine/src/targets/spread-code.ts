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
  const typed = normal.value.toUpperCase();
  const released = releases[typed];
  if (released) return released;
  const found = methods.find(([code]) => typed.startsWith(code));
  if (!found) return null;
  const [code, { method, filter = 'all', operands: count = 1 }] = found;
  const [, before = '', ways = '', behind = '', rest = ''] =
    /^([+~]?)([\^|<>]*)([+~]?)(.*)$/.exec(normal.value.slice(code.length)) ?? [];
  if (before !== '' && behind !== '') return null;
  const sign = before + behind;
  const operands = rest === '' ? [] : rest.split(':');
  if (operands.length !== count || operands.some((operand) => !/^[\d(=.¥$€£-]/.test(operand))) return null;
  return {
    method,
    action: sign === '+' ? 'add' : sign === '~' ? 'subtract' : 'replace',
    filter,
    directions: [...new Set(Array.from(ways, (way) => directions[way]!))],
    operands,
  };
}

/** Why is written by people: it is taken as it stands, blanks and all. */
function readHoldCode(text: string): SpreadCode | null {
  const [, code, column, reason] =
    /^([hｈ]([cｃ])?)(?:(?:\s+|\s*[:：]\s*)(\S.*))?$/isu.exec(text.trim()) ?? [];
  if (code === undefined) return null;
  return { hold: column === undefined ? 'value' : 'total', reason: reason ?? null };
}
