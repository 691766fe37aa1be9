import type { SpreadAction, SpreadFilter, SpreadMethod } from './spread/request.ts';
import { normaliseTyped } from './typed-text.ts';

/** Where a code reaches from the cell it is typed in, to the end of the table. */
export type CodeDirection = 'up' | 'down' | 'left' | 'right';

/** What a code of the classic multidimensional engines asks for (SPREADING §17.1, SPR-T16). */
export type SpreadCode =
  | {
      readonly method: SpreadMethod;
      readonly action: SpreadAction;
      readonly filter: SpreadFilter;
      readonly directions: readonly CodeDirection[];
      /** The texts of its numbers, as they were typed: one, or two with a colon between them. */
      readonly operands: readonly string[];
    }
  /** Keep the number or the total of a cell, give up what keeps it, or give up all there is. */
  | { readonly hold: 'value' | 'total' }
  | { readonly release: 'cell' | 'all' };

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

const holds: Readonly<Record<string, SpreadCode>> = {
  H: { hold: 'value' },
  HC: { hold: 'total' },
  RH: { release: 'cell' },
  RC: { release: 'cell' },
  RA: { release: 'all' },
};

const directions: Readonly<Record<string, CodeDirection>> = {
  '^': 'up',
  '|': 'down',
  '<': 'left',
  '>': 'right',
};

/**
 * Typed text as a code: `S1200`, `P+50万`, `LR*25`, `SL100:200`, `GR300:25`, `R>5`, `HC`. `null` = it is none. Codes are
 * aliases of the methods, in capitals or not; a text that is a number is never read as one.
 */
export function readSpreadCode(text: string): SpreadCode | null {
  const normal = normaliseTyped(text);
  if (!normal.ok) return null;
  const typed = normal.value.toUpperCase();
  const held = holds[typed];
  if (held) return held;
  const found = methods.find(([code]) => typed.startsWith(code));
  if (!found) return null;
  const [code, { method, filter = 'all', operands: count = 1 }] = found;
  const [, sign = '', ways = '', rest = ''] =
    /^([+~]?)([\^|<>]*)(.*)$/.exec(normal.value.slice(code.length)) ?? [];
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
