import type { TestProject } from 'vitest/node';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker. */
    embeddedPostgres: readonly EmbeddedPostgres[];
  }
}

/** A cluster for each of the workers; every file makes databases of its own on the one of its worker. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const first = await startEmbeddedPostgres();
  const others = Array.from({ length: Number(project.vitest.config.maxWorkers) - 1 }, startEmbeddedPostgres);
  const clusters = [first, ...(await Promise.all(others))];
  project.provide(
    'embeddedPostgres',
    clusters.map(({ connection, appPassword }) => ({ connection, appPassword })),
  );
  return async () => {
    await Promise.all(clusters.map((cluster) => cluster.stop()));
  };
}
