import { type DatabaseCode, DatabaseError } from './errors.ts';

/** The part of the driver's error we read. On a distributed server `constraint` and `table` are empty. */
interface DriverError extends Error {
  readonly code?: string;
  readonly constraint?: string;
}

const bySqlstate: Readonly<Record<string, DatabaseCode>> = {
  '23505': 'UNIQUE_VIOLATION',
  '23P01': 'UNIQUE_VIOLATION',
  '23503': 'FOREIGN_KEY_VIOLATION',
  '23001': 'FOREIGN_KEY_VIOLATION',
  '23502': 'NOT_NULL_VIOLATION',
  '22004': 'NOT_NULL_VIOLATION', // what a distributed table answers to a missing workspace
  '23514': 'CHECK_VIOLATION',
  '42501': 'PERMISSION_DENIED',
  '40P01': 'CONCURRENT_CHANGE',
  '40001': 'CONCURRENT_CHANGE',
  '55P03': 'CONCURRENT_CHANGE',
  '57014': 'STATEMENT_TIMEOUT',
  '25P03': 'STATEMENT_TIMEOUT', // idle in transaction for too long
  '53100': 'DISK_FULL',
};

/** Classes of SQLSTATE: connection, resources, operator intervention, and values the database cannot hold. */
const byClass: Readonly<Record<string, DatabaseCode>> = {
  '08': 'DATABASE_UNAVAILABLE',
  '53': 'DATABASE_UNAVAILABLE',
  '57': 'DATABASE_UNAVAILABLE',
  '22': 'INVALID_VALUE',
};

const networkCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
];

/** What the driver throws, without a code, when the connection goes or a deadline passes. */
const lostConnection =
  /Connection terminated|timeout expired|Query read timeout|timeout exceeded|not queryable/;

/** Turn whatever the driver threw into a code; the original stays as `cause`, its text never reaches a user. */
export function databaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code = '', message = String(error), constraint } = error as DriverError;
  const found = codeOf(code, message);
  const name = constraint || constraintIn(message);
  return new DatabaseError(
    found,
    message,
    { sqlstate: code || null, ...(name && { constraint: name }) },
    error,
  );
}

function codeOf(code: string, message: string): DatabaseCode {
  // A distributed server reports a serialization failure at COMMIT as an internal error.
  if (code === 'XX000' && message.startsWith('could not commit')) return 'CONCURRENT_CHANGE';
  if (networkCodes.includes(code) || (code === '' && lostConnection.test(message)))
    return 'DATABASE_UNAVAILABLE';
  return bySqlstate[code] ?? byClass[code.slice(0, 2)] ?? 'DATABASE_FAILURE';
}

/** The constraint's name out of the message, without the shard number a distributed server appends. */
function constraintIn(message: string): string | undefined {
  return /constraint "([^"]+)"/.exec(message)?.[1]?.replace(/_[0-9]{6,}$/, '');
}
