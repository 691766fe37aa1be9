import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrationsDirectory } from '../src/database/index.ts';

/**
 * Keeps the schema fit to grow past one machine: every table of the data plane can be distributed by workspace, every
 * statement says whose rows it means. A breach found later would cost a migration of everybody's data.
 */
const sql = readdirSync(migrationsDirectory())
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => readFileSync(join(migrationsDirectory(), name), 'utf8').replaceAll(/--.*$/gm, ''))
  .join('\n');

const CONTROL_PLANE =
  /^(workspace_directory|user_workspace|api_key_directory|device_epoch|invite_directory|reset_directory|request_key|instance_setting|auth_\w+)$/;

interface Table {
  readonly name: string;
  readonly body: string;
}

const tables: readonly Table[] = [...sql.matchAll(/CREATE TABLE (\w+) \(([\s\S]*?)\n\);/g)].map(
  ([, name, body]) => ({
    name: name as string,
    body: body as string,
  }),
);
const dataPlane = tables.filter(({ name }) => !CONTROL_PLANE.test(name));

test('the guard sees the tables', () => {
  expect(dataPlane.map(({ name }) => name)).toContain('change');
  expect(tables.length).toBeGreaterThan(dataPlane.length);
});

describe.each(dataPlane)('table $name', ({ name, body }) => {
  test('belongs to a workspace', () => {
    expect(body).toMatch(/^\s*workspace_id uuid NOT NULL/m);
  });

  test('has workspace_id first in every key', () => {
    const keys = [...body.matchAll(/(?:PRIMARY KEY|UNIQUE|FOREIGN KEY) \((\w+)/g)].map(([, first]) => first);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.every((first) => first === 'workspace_id')).toBe(true);
  });

  test('goes when its workspace goes', () => {
    const cascades = /ON DELETE CASCADE/.test(body);
    expect(cascades || name === 'workspace').toBe(true);
    expect(body).not.toMatch(/SET NULL|SET DEFAULT/);
  });

  test('is closed to connections of other workspaces', () => {
    expect(sql).toContain(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`);
    expect(sql).toContain(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
    expect(sql).toMatch(new RegExp(`CREATE POLICY \\w+ ON ${name}\\s+USING[\\s\\S]*?WITH CHECK`));
  });

  test('makes no values of its own: no serials, no volatile defaults', () => {
    expect(body).not.toMatch(/\b(small|big)?serial\b|IDENTITY|now\(\)|random\(\)|gen_random_uuid/i);
  });
});

test('every constraint and index of ours has a name of at most 50 bytes', () => {
  const named = [...sql.matchAll(/(?:CONSTRAINT|CREATE (?:UNIQUE )?INDEX) (\w+)/g)].map(
    ([, name]) => name as string,
  );
  expect(named.filter((name) => name.length > 50)).toEqual([]);
  const unnamed = sql.match(/^\s+(?:PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK) /gm) ?? [];
  expect(unnamed).toEqual([]);
});

test('there are no triggers, rules or functions in the schema', () => {
  expect(sql).not.toMatch(/CREATE (OR REPLACE )?(TRIGGER|RULE|FUNCTION|PROCEDURE)/i);
});

describe('every statement of the stores', () => {
  const stores = filesBelow(new URL('../src/rooms', import.meta.url).pathname).filter((path) =>
    path.endsWith('.ts'),
  );
  const statements = stores.flatMap((path) =>
    [
      ...readFileSync(path, 'utf8').matchAll(/`\s*((?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\b[^`]*)`/g),
    ].map(([, text]) => ({
      path: path.slice(path.indexOf('rooms')),
      text: text as string,
    })),
  );

  test('is seen by the guard', () => {
    expect(statements.length).toBeGreaterThan(20);
  });

  const names = dataPlane.map(({ name }) => name).join('|');
  test.each(statements)('$path: names the workspace and its tables ($text)', ({ text }) => {
    const touches = new RegExp(`\\b(?:FROM|INTO|UPDATE|JOIN)\\s+(${names})\\b`).test(text);
    if (touches) expect(text).toMatch(/workspace_id/);
    expect(text).not.toMatch(/SET [^;]*=\s*(now|clock_timestamp|random|gen_random_uuid)\(/i);
    expect(text).not.toMatch(/SERIALIZABLE/i);
  });
});

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
