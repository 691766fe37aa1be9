import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { systemPostgresBinaries } from './packages/server/test/system-postgres.ts';

// Tests read the sources of every floor, not what the last build left behind.
const conditions = ['shapan-source', ...defaultServerConditions];

const serverTests = 'packages/server/**/*.test.ts';
const embeddedPostgres = 'packages/server/test/embedded-postgres-setup.ts';

/**
 * A given PostgreSQL must do whatever the embedded one does: where the machine has one of its own, the server's tests
 * run a second time on it. Left out is what never asks a database, and what is about the embedded engine itself.
 */
function onSystemPostgres() {
  if (!systemPostgresBinaries() || process.env['SHAPAN_TEST_DATABASE_URL']) return [];
  const test = 'packages/server/test';
  return [
    {
      extends: true as const,
      test: {
        name: 'server-system-postgres',
        include: [serverTests],
        exclude: [
          `${test}/schema-guard.test.ts`,
          `${test}/database/**`, // these look for both engines by themselves
          `${test}/documents/{read-csv,real-files,table-worker,write-table,zip-guard,import-rows,turns}.test.ts`,
          `${test}/http/{openapi,sign-in-limit}.test.ts`,
          `${test}/ops/{doctor,drain,kill}.test.ts`,
        ],
        globalSetup: `${test}/system-postgres-setup.ts`,
        setupFiles: `${test}/on-system-postgres.ts`,
        env: { SHAPAN_FUZZ_CASES: process.env['SHAPAN_FUZZ_CASES'] ?? '500' },
      },
    },
  ];
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    pool: 'forks',
    // The files of a project share two processes one after the other: loading every floor anew takes longer than most
    // files do. A file leaves nothing behind but modules, which hold no state of a test.
    isolate: false,
    maxWorkers: 2,
    // Long enough for a machine that does much else: what hangs is told a little later, what is slow not taken for it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    allowOnly: false,
    setupFiles: 'tools/random-seed.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['packages/{engine,contract,i18n,testkit}/**/*.test.ts', 'tools/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'server', include: [serverTests], globalSetup: embeddedPostgres },
      },
      {
        extends: true,
        test: {
          name: 'cli',
          include: ['packages/cli/**/*.test.ts'],
          globalSetup: embeddedPostgres,
          // They start processes and databases, and each waits until these have ended or answer: what hangs is still told.
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      ...onSystemPostgres(),
      { extends: true, test: { name: 'web', include: ['packages/web/src/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['packages/web/e2e/**/*.test.ts'],
          globalSetup: ['packages/web/e2e/build-app.ts', 'packages/web/e2e/blank-installation.ts'],
          testTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
