import pg from 'pg';

type Parse = (text: string) => unknown;

const { builtins, arrayParser } = pg.types as typeof pg.types & {
  readonly arrayParser: { create(text: string, parse: Parse): { parse(): unknown[] } };
};

const arrayOf =
  (parse: Parse): Parse =>
  (text) =>
    arrayParser.create(text, (item: string | null) => (item === null ? null : parse(item))).parse();

/** Money and counts are exact: a number that JavaScript would round is an error, never an approximation. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond what is exact`);
  return value;
}

/** The program writes milliseconds, so nothing is lost; `infinity` stays what it is. */
function parseTimestamptz(text: string): string {
  const at = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

const asWritten: Parse = (text) => text;

const arrays = { int8: 1016, date: 1182, timestamptz: 1185, numeric: 1231 };

const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [builtins.INT8, parseInt8],
  [builtins.NUMERIC, asWritten],
  [builtins.DATE, asWritten],
  [builtins.TIMESTAMP, asWritten],
  [builtins.TIMESTAMPTZ, parseTimestamptz],
  [arrays.int8, arrayOf(parseInt8)],
  [arrays.numeric, arrayOf(asWritten)],
  [arrays.date, arrayOf(asWritten)],
  [arrays.timestamptz, arrayOf(parseTimestamptz)],
]);

/**
 * How values come back from PostgreSQL: bigint as an exact number, numeric as text, date as `YYYY-MM-DD`,
 * timestamptz as an ISO instant in UTC. The same on every connection, without touching the driver's globals.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? pg.types.getTypeParser(oid, format);
  },
};
