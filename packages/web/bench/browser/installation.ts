import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig, serve } from '@shapan/server';
import type { BrowserContext } from 'playwright-core';
import { build } from 'vite';

/** What one submission may hold. */
const COMMANDS = 1_000;

const web = fileURLToPath(new URL('../../', import.meta.url));

/** The product as it is delivered, on this machine, with a database of its own. */
export interface Installation {
  readonly url: string;
  close(): Promise<void>;
}

export async function install(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'shapan-bench-browser-'));
  const webDirectory = join(folder, 'app');
  await build({
    root: web,
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: webDirectory, emptyOutDir: true },
  });
  const config = readConfig({
    PORT: '0',
    SHAPAN_DATA: join(folder, 'data'),
    SHAPAN_REQUESTS_PER_MINUTE: '100000',
    LOG_LEVEL: 'error',
  });
  const server = await serve({ ...config, webDirectory });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody who asks the interface as the app does, signed in once. */
export interface Client {
  readonly workspace: string;
  ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>;
  submit(book: string, commands: readonly unknown[]): Promise<void>;
}

/** Enter as a guest; every page of the context is that guest from now on. */
export async function enter(context: BrowserContext, { url }: Installation): Promise<Client> {
  const workspace = crypto.randomUUID();
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
    const answer = await context.request.fetch(`${url}/api/v1${path}`, {
      method,
      headers: { origin: url },
      timeout: 300_000,
      ...(body !== undefined && { data: body }),
    });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  await ask('POST', '/demo', { id: workspace, locale: 'zh-CN' });
  return {
    workspace,
    ask,
    async submit(book, commands) {
      for (let from = 0; from < commands.length; from += COMMANDS) {
        await ask('POST', `/workspaces/${workspace}/books/${book}/commands`, {
          id: crypto.randomUUID(),
          commands: commands.slice(from, from + COMMANDS),
        });
      }
    },
  };
}
