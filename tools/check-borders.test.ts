import { describe, expect, it } from 'vitest';
import { checkBorders } from './check-borders.ts';
import { tree } from './fixture-tree.ts';

const manifest = (dependencies: Record<string, string>) => JSON.stringify({ dependencies });

/** What the check finds in one file. */
function found(path: string, source: string): readonly string[] {
  return checkBorders(tree({ [path]: source, 'packages/contract/package.json': manifest({ zod: '4.0.0' }) }));
}

describe('floors', () => {
  it.each([
    ['packages/contract/src/a.ts', "import type { A } from '@shapan/engine';"],
    ['packages/contract/src/a.ts', "import { z } from 'zod';"],
    ['packages/server/src/a.ts', "import { join } from 'node:path';"],
    ['packages/cli/src/a.ts', "import { start } from '@shapan/server';"],
    [
      'packages/engine/test/a.test.ts',
      "import { readFileSync } from 'node:fs';\nimport fc from 'fast-check';",
    ],
    ['packages/web/e2e/a.test.ts', "import { start } from '@shapan/server';"],
  ])('%s may hold %s', (path, source) => {
    expect(found(path, source)).toEqual([]);
  });

  it.each([
    [
      'packages/engine/src/foundation/a.ts',
      "import { z } from 'zod';",
      'zod is not among the dependencies of engine',
    ],
    ['packages/engine/src/foundation/a.ts', "import 'node:fs';", 'engine may not use Node'],
    ['packages/contract/src/a.ts', "export { b } from '@shapan/i18n';", 'contract may import only engine'],
    [
      'packages/web/src/a.tsx',
      "import type { A } from '@shapan/server';",
      'web may import only engine, contract, i18n',
    ],
    [
      'packages/server/src/a.ts',
      "const a = await import('@shapan/web');",
      'server may import only engine, contract, i18n',
    ],
    ['packages/web/src/a.ts', "import 'left-pad';", 'left-pad is not among the dependencies of web'],
    [
      'packages/web/src/a.ts',
      "import { a } from '../../engine/src/a.ts';",
      'another package is imported by its name',
    ],
    [
      'packages/web/test/a.ts',
      "import { a } from '../../engine/src/a.ts';",
      'another package is imported by its name',
    ],
    [
      'packages/web/src/a.ts',
      "import { a } from '@shapan/engine/src/a.ts';",
      'only the door of a package may be imported, not its inside',
    ],
    [
      'packages/extra/src/a.ts',
      "import { a } from '@shapan/engine';",
      'packages/extra is no floor of this house',
    ],
  ])('%s may not hold %s', (path, source, rule) => {
    const lines = found(path, source);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${path}:1 imports \\S+: `));
    expect(lines[0]).toContain(rule);
  });

  it('the engine depends on nothing', () => {
    expect(checkBorders(tree({ 'packages/engine/package.json': manifest({ zod: '4.0.0' }) }))).toEqual([
      'packages/engine/package.json:1 depends on zod: the engine depends on nothing',
    ]);
  });
});

describe('rooms of the engine', () => {
  const at = (room: string, target: string) =>
    found(`packages/engine/src/${room}.ts`, `import { a } from '${target}';`);

  it.each([
    ['plan/a', '../foundation/result.ts'],
    ['targets/a', '../research/index.ts'],
    ['risks/a', '../execution/index.ts'],
    ['retrospective/a', '../targets/index.ts'],
    ['documents/a', '../tracking/index.ts'],
    ['scenarios/a', '../retrospective/index.ts'],
    ['decide', './targets/spread.ts'],
    ['targets/a', './b.ts'],
    ['targets/spread/a', '../b.ts'],
  ])('%s may read %s', (room, target) => {
    expect(at(room, target)).toEqual([]);
  });

  it.each([
    ['foundation/a', '../plan/record.ts', 'foundation may read no other room'],
    ['plan/a', '../targets/index.ts', 'plan may read foundation'],
    ['targets/a', '../strategy/index.ts', 'targets may read foundation, plan, research'],
    ['research/a', '../targets/index.ts', 'research may read foundation, plan'],
    ['tracking/a', '../scenarios/index.ts', 'tracking may read'],
    ['scenarios/a', '../documents/index.ts', 'scenarios may read'],
    ['tracking/a', '../risks/score.ts', 'risks is read through risks/index.ts, not through its inside'],
    ['tracking/a', '../decide.ts', 'a room may not read decide.ts, which stands above the rooms'],
    ['attic/a', '../foundation/result.ts', 'attic is no room of the engine'],
  ])('%s may not read %s', (room, target, rule) => {
    const lines = at(room, target);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(rule);
  });
});

describe('purity of the engine', () => {
  it.each([
    ['new Date()', 'Date'],
    ['Date.now()', 'Date'],
    ['Math.random()', 'Math.random'],
    ['new Intl.NumberFormat()', 'Intl'],
    ['n.toLocaleString()', 'toLocale…'],
    ['a.localeCompare(b)', 'toLocale…'],
    ['process.env', 'process'],
    ['globalThis.x', 'globalThis'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source under test is a template
    ['`${Date.now()}`', 'Date'],
  ])('refuses %s', (code, name) => {
    const lines = found('packages/engine/src/foundation/a.ts', `// first\nexport const a = ${code};\n`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`packages/engine/src/foundation/a.ts:2 uses ${name}: `);
  });

  it('reads neither comments, nor texts, nor longer names', () => {
    const source =
      "// new Date()\n/** Math.random() */\nexport const a = 'Date Intl';\nexport type PlanDate = string;\nexport const b = { process: 1, planDate: 2 };\n";
    expect(found('packages/engine/src/foundation/a.ts', source)).toEqual([]);
  });

  it('leaves tests alone', () => {
    expect(found('packages/engine/test/a.test.ts', 'const a = new Date();')).toEqual([]);
    expect(found('packages/server/src/a.ts', 'const a = new Date();')).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    'packages/web/src/utils/a.ts',
    'packages/web/src/helpers.ts',
    'tools/common.ts',
    'packages/server/src/lib/b.ts',
    'packages/i18n/src/Shared.tsx',
  ])('refuses the drawer %s', (path) => {
    const lines = found(path, 'export {};');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('name it after what it does, not after a drawer');
  });

  it('lets longer names pass', () => {
    expect(found('packages/web/src/shared-cells.ts', 'export {};')).toEqual([]);
  });
});

describe('circles', () => {
  it('are told once, with the way back to the first file, whether by types or not', () => {
    const root = tree({
      'packages/web/src/a.ts': "import { b } from './b.ts';",
      'packages/web/src/b.ts': "export * from './c/c.ts';",
      'packages/web/src/c/c.ts': "import type { A } from '../a.ts';\nimport { d } from '../d.ts';",
      'packages/web/src/d.ts': 'export const d = 1;',
    });
    expect(checkBorders(root)).toEqual([
      'packages/web/src/a.ts:1 imports packages/web/src/b.ts, which imports packages/web/src/c/c.ts, which imports packages/web/src/a.ts: files may not import each other in a circle',
    ]);
  });

  it('is no two files that import a third', () => {
    const root = tree({
      'packages/web/src/a.ts': "import { b } from './b.ts';\nimport { c } from './c.ts';",
      'packages/web/src/b.ts': "import { c } from './c.ts';",
      'packages/web/src/c.ts': 'export const c = 1;',
    });
    expect(checkBorders(root)).toEqual([]);
  });
});
