import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, serve } from '@shapan/server';
import { inject } from 'vitest';

export interface App {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The real server with its own database in a folder of its own, and the app as it is delivered: a fresh installation
 * for every call, gone after `close`.
 */
export async function startApp(): Promise<App> {
  const webDirectory = inject('webDirectory');
  const directory = await mkdtemp(join(tmpdir(), 'shapan-journey-'));
  const config = readConfig({
    PORT: '0',
    SHAPAN_DATA: directory,
    SHAPAN_REQUESTS_PER_MINUTE: '100000',
    LOG_LEVEL: 'error',
  });
  const server = await serve({ ...config, webDirectory });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
