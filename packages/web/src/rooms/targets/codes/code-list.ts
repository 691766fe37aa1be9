import { type BegunCode, readBegunCode, readSpreadCode, type SpreadCode } from '@shapan/engine';

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

/** A code that was only begun, and the example of it that points where the text does; `null` = none was. */
export function codeBegun(text: string): { readonly name: CodeName; readonly example: string } | null {
  const begun = readBegunCode(text);
  const name = begun && nameOfMethod(begun);
  const example = codeList.find(([listed]) => listed === name)?.[1];
  if (!begun || !name || example === undefined) return null;
  const { code, ways } = begun;
  return {
    name,
    example: ways === '' ? example : code + ways + example.slice(code.length).replace(/^>/, ''),
  };
}

function nameOf(code: SpreadCode): CodeName | null {
  if ('hold' in code) return code.hold === 'value' ? 'hold' : 'holdTotal';
  if ('release' in code) {
    if (code.release === 'all') return 'releaseAll';
    return code.release === 'value' ? 'release' : 'releaseTotal';
  }
  return nameOfMethod(code);
}

function nameOfMethod({ method, filter }: Pick<BegunCode, 'method' | 'filter'>): CodeName | null {
  if (filter === 'nonZero') return method === 'equalLeaves' ? 'equalFilled' : 'repeatFilled';
  return codeList.find(([name]) => name === method)?.[0] ?? null;
}

/** `+5%/月`, `5% a month`: growth from period to period, which no single cell can hold. */
export const growthByPeriod = (text: string): boolean =>
  /^[+-]?\d+(?:\.\d+)?%(?:\/|每|a|per)个?(?:旬|周|月|季度?|年|期|week|month|quarter|year|period)$/i.test(
    text.normalize('NFKC').replace(/\s/g, ''),
  );
