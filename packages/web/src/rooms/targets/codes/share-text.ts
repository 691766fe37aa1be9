/** A share as it is typed, exactly: `12.5%` is 125 of 1000. */
export interface TypedShare {
  readonly part: number;
  readonly whole: number;
}

/** What `25%` says; with a sign it is a change of the number (`+25%`) and no share. `null` = none, or none that can be. */
export function readShareText(text: string): TypedShare | null {
  const [, digits, decimals = ''] =
    /^(\d{1,3})(?:\.(\d{1,6}))?\s*%$/.exec(text.normalize('NFKC').trim()) ?? [];
  if (digits === undefined) return null;
  const share = { part: Number(digits + decimals), whole: 100 * 10 ** decimals.length };
  return share.part <= share.whole ? share : null;
}
