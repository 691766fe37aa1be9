export {
  databaseName,
  type EmbeddedDatabase,
  type EmbeddedOptions,
  startEmbedded,
} from './embedded.ts';
export { type DatabaseCode, DatabaseError, type DatabaseParams } from './errors.ts';
export { assertFreeSpace, freeBytes, minimumFreeBytes } from './free-space.ts';
export type { DatabaseLog } from './log.ts';
export { migrate, migrationsDirectory } from './migrate.ts';
export { type OpenDatabase, type OpenOptions, openDatabase } from './open-database.ts';
export { connectionOf, createPool, type PoolOptions } from './pool.ts';
export { appRole, assertAppRole, ensureAppRole, grantToApp, type RolePowers, rolePowers } from './roles.ts';
export { databaseError } from './sqlstate.ts';
export type { ServerEvent } from './supervisor.ts';
export { type TransactionOptions, withTransaction } from './transaction.ts';
export type { Tx } from './tx.ts';
export { typeParsers } from './type-parsers.ts';
export { workspaceSetting } from './workspace-setting.ts';
