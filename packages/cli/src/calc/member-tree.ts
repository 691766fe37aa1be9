import { buildTree, problem, type Result, refuse, type Tree } from '@shapan/engine';

/** Most levels of a tree: a number takes a step down for each. */
const MAX_LEVELS = 1_000;

/** The tree of some members; `path` is where the request has them. */
export function memberTree(
  members: readonly { readonly id: string; readonly parent: string | null }[],
  path: string,
): Result<Tree> {
  const built = buildTree(members);
  if (!built.ok) {
    return refuse(
      ...built.problems.map((one) => ({ ...one, path: one.path?.replace(/^members/, path) ?? path })),
    );
  }
  const deep = built.value.depth.findIndex((depth) => depth > MAX_LEVELS);
  if (deep < 0) return built;
  return refuse(problem('TOO_LARGE', path, { id: built.value.ids[deep] ?? '', max: MAX_LEVELS }));
}
