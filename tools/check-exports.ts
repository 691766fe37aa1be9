/**
 * Every name that the doors of the engine and the contract let out carries a comment where it is declared. Prevents
 * a caller from guessing a unit, a sign, what null means or which codes a function refuses with.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { blanked, lineAt } from './source-text.ts';
import { runCheck } from './walk.ts';

const doors = ['packages/engine/src/index.ts', 'packages/contract/src/index.ts'];

/** Any export; the rest of it is told apart below, so that a form nobody thought of is a finding, not a gap. */
const exported = /^export\b/gm;
const declaration =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|interface|type|class) (\w+)/;
const handedOn = /^export (?:type )?(?:(\*)|\{([^}]*)\}) from '(\.[^']+)'/;

/** A name as its file lets it out. Overloads are told at the first, as editors read them. */
interface Exported {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly fault?: string;
}

/** Every public name below `root` whose declaration is silent or cannot be found, as `file:line name …`. */
export function checkExports(root: string): readonly string[] {
  const lines = doors
    .filter((door) => existsSync(join(root, door)))
    .flatMap((door) => exportsOf(root, door))
    .flatMap(({ name, file, line, fault }) =>
      fault === undefined ? [] : [`${file}:${line} ${name} ${fault}`],
    );
  return [...new Set(lines)];
}

/** What a file lets out: what it declares, and what it hands on from other files of its package. */
function exportsOf(root: string, file: string): readonly Exported[] {
  const source = readFileSync(join(root, file), 'utf8');
  const code = blanked(source, { comments: true, strings: false });
  const found = [...code.matchAll(exported)].flatMap(({ index }): readonly Exported[] => {
    const rest = code.slice(index);
    const line = lineAt(code, index);
    const own = declaration.exec(rest)?.[1];
    if (own !== undefined) return [{ name: own, file, line, ...silence(source.slice(0, index)) }];
    const [, star, list = '', target] = handedOn.exec(rest) ?? [];
    if (target === undefined)
      return [{ name: 'export', file, line, fault: 'has a form this check cannot read' }];
    const there = exportsOf(root, posix.join(posix.dirname(file), target));
    if (star !== undefined) return there;
    const lost = (name: string) => ({ name, file, line, fault: `is not declared in ${target}` });
    return namesIn(list).map((name) => there.find((one) => one.name === name) ?? lost(name));
  });
  return found.filter(
    ({ name, file: at }, index) => index === found.findIndex((one) => one.name === name && one.file === at),
  );
}

/** The fault of a declaration by what stands before it: nothing, or a comment for callers that says nothing. */
function silence(before: string): { readonly fault?: string } {
  const text = before.trimEnd();
  const comment = text.endsWith('*/') ? text.slice(text.lastIndexOf('/*')) : '';
  if (comment.startsWith('/**') && /[\p{L}\p{N}]/u.test(comment)) return {};
  return { fault: 'has no comment: say its units, signs, what null means and the codes it refuses with' };
}

/** Names of an export list as the other file calls them: `type A`, `b as c`. */
function namesIn(list: string): readonly string[] {
  return list.split(',').flatMap((item) => /^(?:type\s+)?(\w+)/.exec(item.trim())?.[1] ?? []);
}

await runCheck(import.meta.url, checkExports);
