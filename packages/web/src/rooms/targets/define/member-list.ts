/** A member as typed or pasted: a name and how deep it is indented. */
export interface TypedMember {
  readonly name: string;
  /** Index of the parent among the members; −1 for a root. */
  readonly parent: number;
  readonly depth: number;
}

export type MemberListProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'repeated'; readonly line: number; readonly name: string }
  | { readonly code: 'tooLong'; readonly line: number };

const longestName = 120;

/**
 * An indented list: one member a line, two spaces, a full-width space or a tab (also the empty cells of a pasted sheet)
 * for each level. List marks and blank lines are ignored; a line may not be deeper than one level below the one above.
 */
export function readMemberList(
  text: string,
): { readonly members: readonly TypedMember[] } | { readonly problem: MemberListProblem } {
  const members: TypedMember[] = [];
  const path: number[] = [];
  const seen = new Set<string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, indent = '', rest = ''] = /^([\s\u3000]*)(.*)$/u.exec(line) ?? [];
    const name = rest
      .replace(/^[-*•·]\s*/u, '')
      .replace(/\t+$/, '')
      .trim();
    if (name === '') continue;
    if (name.length > longestName) return { problem: { code: 'tooLong', line: index + 1 } };
    const depth = Math.min(levelOf(indent), path.length);
    const parent = path[depth - 1] ?? -1;
    const key = `${parent} ${name}`;
    if (seen.has(key)) return { problem: { code: 'repeated', line: index + 1, name } };
    seen.add(key);
    path.length = depth;
    path.push(members.length);
    members.push({ name, parent, depth });
  }
  return members.length === 0 ? { problem: { code: 'empty' } } : { members };
}

function levelOf(indent: string): number {
  let spaces = 0;
  for (const sign of indent) spaces += sign === '\t' || sign === '\u3000' ? 2 : 1;
  return Math.ceil(spaces / 2);
}
