/**
 * Everything that can go wrong with the database and that a person can do something about.
 * A code keeps its meaning for ever; `params` feed the translated sentence, `message` is the English one.
 */
export type DatabaseCode =
  // the embedded engine
  | 'DATA_DIRECTORY_HELD' // another running program holds it: pid
  | 'DATA_DIRECTORY_NEWER' // written by a newer PostgreSQL major version: found, supported
  | 'DATA_DIRECTORY_OLDER' // written by an older one, which only a bundle can bring forward: found, supported
  | 'DATA_DIRECTORY_REMOTE' // a network file system cannot hold the lock
  | 'DATA_DIRECTORY_UNUSABLE' // rights, ownership, missing parts: reason
  | 'UNSUPPORTED_PLATFORM'
  | 'DATABASE_PROGRAMS_UNUSABLE' // installed, but out of the server user's reach: directory, user
  | 'DATABASE_SOCKET_HELD' // a process that is not ours to end holds the socket: pid, directory
  | 'DATABASE_START_FAILED'
  | 'DATABASE_NOT_DURABLE' // the server would acknowledge what is not on disk: setting, value
  // any engine
  | 'DISK_FULL'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_TOO_OLD' // below PostgreSQL 15
  | 'DATABASE_ENCODING' // not UTF8
  | 'DATABASE_NEWER' // migrated by a newer program: migration
  | 'MIGRATION_EDITED'
  | 'MIGRATION_MISNAMED'
  | 'MIGRATION_FAILED'
  | 'ROLE_TOO_POWERFUL' // the app's role could look past row-level security
  // one statement or transaction
  | 'UNIQUE_VIOLATION'
  | 'FOREIGN_KEY_VIOLATION'
  | 'NOT_NULL_VIOLATION'
  | 'CHECK_VIOLATION'
  | 'INVALID_VALUE'
  | 'PERMISSION_DENIED'
  | 'CONCURRENT_CHANGE' // deadlock, serialization, lock wait: worth trying again
  | 'STATEMENT_TIMEOUT'
  | 'COMMIT_UNKNOWN' // the connection broke during COMMIT: done or not done, nobody was told
  | 'DATABASE_UNAVAILABLE' // restarting, cut off, out of connections: worth trying again later
  | 'DATABASE_FAILURE'; // a fault of the program

export type DatabaseParams = Readonly<Record<string, string | number | boolean | null>>;

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseCode;
  readonly params: DatabaseParams;

  constructor(code: DatabaseCode, message: string, params: DatabaseParams = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.params = params;
  }
}
