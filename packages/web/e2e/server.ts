import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig, serve } from '@shapan/server';
import { build } from 'vite';

export interface App {
  readonly url: string;
  close(): Promise<void>;
}

const web = fileURLToPath(new URL('../', import.meta.url));
let built: Promise<string> | undefined;

/**
 * The real server with its own database in a folder of its own, and the app as it is delivered: a fresh installation
 * for every call, gone after `close`. The app is built from the sources once per test file.
 */
export async function startApp(): Promise<App> {
  const webDirectory = await (built ??= buildWeb());
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

async function buildWeb(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'shapan-web-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  await build({
    root: web,
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: directory, emptyOutDir: true },
  });
  return directory;
}
