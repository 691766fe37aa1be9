import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConfig, serve } from '@shapan/server';
import { inject } from 'vitest';
import { clock } from './day.ts';

const run = promisify(execFile);

export interface App {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The real server with its own database in a folder of its own, and the app as it is delivered: a fresh installation
 * for every call, gone after `close`.
 */
export async function startApp(): Promise<App> {
  const directory = await mkdtemp(join(tmpdir(), 'shapan-journey-'));
  // Keeps the database's user as the owner, which copying file by file would not.
  await run('cp', ['-a', `${inject('blankInstallation')}/.`, directory]);
  const config = readConfig({
    PORT: '0',
    SHAPAN_DATA: directory,
    SHAPAN_TIME_ZONE: 'Asia/Shanghai',
    SHAPAN_REQUESTS_PER_MINUTE: '100000',
    // Every visitor has an address of their own, as behind a proxy: see `visit`.
    TRUST_PROXY: '1',
    LOG_LEVEL: 'error',
  });
  const server = await serve({ ...config, webDirectory: inject('webDirectory') }, { clock });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
