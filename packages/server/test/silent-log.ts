import type { DatabaseLog } from '../src/database/index.ts';

export const silentLog: DatabaseLog = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
