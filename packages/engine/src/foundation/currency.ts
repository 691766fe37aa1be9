const NONE = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const THREE = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Decimals of a currency's smallest unit (ISO 4217): 2 for most, 0 for the yen, 3 for a few. */
export function currencyDecimals(code: string): 0 | 2 | 3 {
  if (NONE.has(code)) return 0;
  return THREE.has(code) ? 3 : 2;
}
