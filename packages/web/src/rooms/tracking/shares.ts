/** Shares travel as numbers; percentages are written from whole ones. */
export const asFraction = (share: number) => ({
  numerator: Math.round(share * 1_000_000),
  denominator: 1_000_000,
});

export const tones = { green: 'good', amber: 'warn', red: 'bad' } as const;
