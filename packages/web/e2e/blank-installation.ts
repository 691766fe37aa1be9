import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, serve } from '@shapan/server';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The data of an installation that nobody has entered yet, at rest. */
    readonly blankInstallation: string;
  }
}

/** A database is made and migrated once, for all journeys together: each server works with a copy of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'shapan-blank-'));
  const server = await serve(readConfig({ PORT: '0', SHAPAN_DATA: directory, LOG_LEVEL: 'error' }));
  await server.close();
  project.provide('blankInstallation', directory);
  return () => rm(directory, { recursive: true, force: true });
}
