/**
 * Keeps floors and rooms apart. Prevents the import that is convenient today and turns the house into one big room:
 * a rule that lives in prose only is broken within a month. One line per violation, with the rule.
 */
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { impurities } from './engine-purity.ts';
import { engineRoomRule } from './engine-rooms.ts';
import { importCircles, importedFile } from './import-circles.ts';
import { importsOf } from './source-text.ts';
import { runCheck, sources, walk } from './walk.ts';

/** Which floors a floor may import, and whether it may use Node itself. Anything not named here is no floor. */
const floors: Readonly<Record<string, { readonly may: readonly string[]; readonly node: boolean }>> = {
  engine: { may: [], node: false },
  contract: { may: ['engine'], node: false },
  i18n: { may: ['contract', 'engine'], node: false },
  server: { may: ['engine', 'contract', 'i18n'], node: true },
  web: { may: ['engine', 'contract', 'i18n'], node: false },
  cli: { may: ['server', 'contract', 'i18n', 'engine'], node: true },
  testkit: { may: ['engine', 'contract'], node: true },
};

/** Drawers: names that say nothing, so everything ends up inside. */
const drawers = new Set(['utils', 'util', 'common', 'shared', 'helpers', 'helper', 'lib']);

/** Every violation below `root`, as `file:line …: rule`. */
export function checkBorders(root: string): readonly string[] {
  return [
    ...drawerNames(root),
    ...engineDependencies(root),
    ...sources(root).flatMap((file) => checkFile(root, file)),
    ...circles(root),
  ];
}

/** Test files are left out: nothing imports them. */
function circles(root: string): readonly string[] {
  const imports = new Map(
    sources(root)
      .filter((file) => !/\.test\.tsx?$/.test(file))
      .map((file) => {
        const named = importsOf(readFileSync(join(root, file), 'utf8'));
        return [file, named.flatMap(({ target }) => importedFile(root, file, target) ?? [])];
      }),
  );
  return importCircles(imports).map((circle) => {
    const [first, ...others] = circle;
    const way = [...others, first].join(', which imports ');
    return `${first}:1 imports ${way}: files may not import each other in a circle`;
  });
}

function drawerNames(root: string): readonly string[] {
  return ['packages', 'tools', 'docs', 'examples']
    .flatMap((folder) => walk(root, folder))
    .filter((path) => drawers.has((posix.basename(path).split('.')[0] ?? '').toLowerCase()))
    .map(
      (path) => `${path}:1 is called ${posix.basename(path)}: name it after what it does, not after a drawer`,
    );
}

function engineDependencies(root: string): readonly string[] {
  return Object.keys(dependenciesOf(root, 'engine')).map(
    (name) => `packages/engine/package.json:1 depends on ${name}: the engine depends on nothing`,
  );
}

function checkFile(root: string, file: string): readonly string[] {
  const [top, floor = '', part = ''] = file.split('/');
  if (top !== 'packages') return [];
  const source = readFileSync(join(root, file), 'utf8');
  const shipped = part === 'src' && !/\.test\.tsx?$/.test(file);
  const broken = importsOf(source).flatMap(({ target, line }) => {
    const rule = importRule(root, file, floor, target, shipped);
    return rule === undefined ? [] : [`${file}:${line} imports ${target}: ${rule}`];
  });
  return floor === 'engine' && shipped ? [...broken, ...impurities(file, source)] : broken;
}

/** The rule an import breaks. Tests may read every floor, but through its door like everyone else. */
function importRule(
  root: string,
  file: string,
  floor: string,
  target: string,
  shipped: boolean,
): string | undefined {
  if (target.startsWith('.')) {
    const goal = posix.normalize(posix.join(posix.dirname(file), target));
    if (shipped && !goal.startsWith(`packages/${floor}/`)) return 'another package is imported by its name';
    return shipped && floor === 'engine' ? engineRoomRule(file, goal) : foreignInside(goal, floor);
  }
  const own = /^@shapan\/([^/]+)(\/.*)?$/.exec(target);
  if (own !== null && own[2] !== undefined)
    return 'only the door of a package may be imported, not its inside';
  if (!shipped) return undefined;
  const rules = floors[floor];
  if (rules === undefined) return `packages/${floor} is no floor of this house`;
  if (own !== null) {
    return rules.may.includes(own[1] ?? '') ? undefined : `${floor} may import ${list(rules.may)}`;
  }
  if (isBuiltin(target)) return rules.node ? undefined : `${floor} may not use Node`;
  const name = target.split('/', target.startsWith('@') ? 2 : 1).join('/');
  return name in dependenciesOf(root, floor)
    ? undefined
    : `${name} is not among the dependencies of ${floor}`;
}

/** A relative path of a test or script that leads into the sources of another package. */
function foreignInside(goal: string, floor: string): string | undefined {
  const other = /^packages\/([^/]+)\/(?:src|dist)\//.exec(goal);
  return other === null || other[1] === floor ? undefined : 'another package is imported by its name';
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'no other floor' : `only ${names.join(', ')}`;
}

function dependenciesOf(root: string, floor: string): Readonly<Record<string, string>> {
  const path = join(root, 'packages', floor, 'package.json');
  if (!existsSync(path)) return {};
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >;
  return { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies };
}

await runCheck(import.meta.url, checkBorders);
