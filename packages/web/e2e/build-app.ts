import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the app lies as it is delivered. */
    readonly webDirectory: string;
  }
}

const web = fileURLToPath(new URL('../', import.meta.url));

/** The app is built from the sources once, for all journeys together. */
export async function setup(project: TestProject): Promise<() => void> {
  const directory = await mkdtemp(join(tmpdir(), 'shapan-web-'));
  await build({
    root: web,
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: directory, emptyOutDir: true },
  });
  project.provide('webDirectory', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
