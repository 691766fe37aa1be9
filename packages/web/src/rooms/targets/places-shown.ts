import { type Fraction, nearestUnits } from '@shapan/engine';
import { formatPercent } from '@shapan/i18n';
import { placesOf as digitsOf } from './shown-unit.ts';

/** What numbers are written in: rates, or amounts of so many decimals counted in a unit. */
type Written = { readonly percent: boolean } | { readonly decimals: number; readonly unit: string };

/**
 * How many decimals `formatAmount` and `formatRate` give a number of this kind: all or none in the own unit, as many as
 * it needs up to 2 in a larger one, 1 of a percentage.
 */
export function placesOf(written: Written): (value: Fraction) => number {
  if ('percent' in written) {
    const [scale, most] = written.percent ? [1_000, 1] : [100, 2];
    return ({ numerator, denominator }) => needed((numerator / denominator) * scale, most);
  }
  const { decimals, unit } = written;
  if (unit === '') {
    const whole = 10 ** decimals;
    return (value) => (nearestUnits(value) % whole === 0 ? 0 : decimals);
  }
  const step = 10 ** (decimals + digitsOf(unit) - 2);
  return (value) => needed(nearestUnits(value) / step, 2);
}

/** Decimals left of a number in its last of `most` places, without trailing zeros; what rounds to nothing keeps them. */
function needed(inLastPlace: number, most: number): number {
  let digits = Math.round(Math.abs(inLastPlace));
  if (digits === 0) return inLastPlace === 0 ? 0 : most;
  let places = most;
  while (places > 0 && digits % 10 === 0) {
    digits /= 10;
    places -= 1;
  }
  return places;
}

/** Of longer columns, rows evenly apart stand for all: what the reader sees must not wait for what nobody sees. */
const mostRead = 300;

/** The decimals that every number of a column is written with at least: those of the one that needs most. */
export function columnPlaces(
  rows: number,
  valueOf: (row: number) => Fraction | null,
  placesShown: (value: Fraction) => number,
): number {
  const step = Math.max(1, Math.ceil(rows / mostRead));
  let places = 0;
  for (let row = 0; row < rows; row += step) {
    const value = valueOf(row);
    if (value !== null) places = Math.max(places, placesShown(value));
  }
  return places;
}

export const sharePlaces = placesOf({ percent: true });

/** A share in a column of so many decimals; one that needs more, and was not read for the column, has its own. */
export function shareText(share: Fraction | null, ofColumn: number): string {
  if (share === null) return '';
  return formatPercent(share, { places: Math.max(ofColumn, sharePlaces(share)), fixed: true });
}
