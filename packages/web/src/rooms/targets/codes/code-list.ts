import { readSpreadCode, type SpreadCode } from '@shapan/engine';

/** Every code that may be written into a cell, with an example, in the order in which they are explained. */
export const codeList = [
  ['proportional', 'P300'],
  ['equal', 'S1200'],
  ['equalFilled', 'LS1200'],
  ['equalLeaves', 'LS*1200'],
  ['repeat', 'R>25'],
  ['repeatFilled', 'LR25'],
  ['repeatLeaves', 'LR*25'],
  ['percent', 'P%+10'],
  ['straightLine', 'SL100:200'],
  ['growth', 'GR300:25'],
  ['relativeProportional', 'RP400'],
  ['copyFactor', 'R%50'],
  ['clear', 'C'],
  ['share', '25%'],
  ['hold', 'H'],
  ['holdTotal', 'HC'],
  ['release', 'RH'],
  ['releaseTotal', 'RC'],
  ['releaseAll', 'RA'],
] as const;
export type CodeName = (typeof codeList)[number][0];

/** Which of the list a text is; `null` while it is none. */
export function codeNameOf(text: string): CodeName | null {
  const code = readSpreadCode(text);
  return code && nameOf(code);
}

function nameOf(code: SpreadCode): CodeName | null {
  if ('hold' in code) return code.hold === 'value' ? 'hold' : 'holdTotal';
  if ('release' in code) {
    if (code.release === 'all') return 'releaseAll';
    return code.release === 'value' ? 'release' : 'releaseTotal';
  }
  const { method, filter } = code;
  if (filter === 'nonZero') return method === 'equalLeaves' ? 'equalFilled' : 'repeatFilled';
  return codeList.find(([name]) => name === method)?.[0] ?? null;
}
