/** What can go wrong with a backup and that a person can do something about. A code keeps its meaning for ever. */
export type BackupCode =
  | 'BACKUP_EXISTS' // a file of that name is there already: file
  | 'BACKUP_UNWRITABLE' // the file cannot be written: file, reason
  | 'BACKUP_UNREADABLE' // no such file, or no backup of this program: file, reason
  | 'BACKUP_DAMAGED' // cut off or changed since it was written: file, reason
  | 'BACKUP_NEWER' // written by a newer program: found
  | 'BACKUP_WORKSPACE_UNKNOWN' // the workspace to back up does not exist: workspace
  | 'DATA_DIRECTORY_EMPTY' // nothing was ever started here: directory
  | 'RESTORE_NOT_EMPTY' // the database to restore into holds something: table
  | 'RESTORE_MISMATCH'; // the file's tables do not fit this database: table, reason

export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: BackupCode, message: string, params: BackupError['params'], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.params = params;
  }
}
