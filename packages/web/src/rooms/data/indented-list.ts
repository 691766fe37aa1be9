/** One line of an indented list: a member of a tree to be. */
export interface ListedMember {
  readonly name: string;
  readonly code: string | undefined;
  /** Index of the line it stands below; nothing at the top. */
  readonly parent: number | undefined;
  readonly depth: number;
}

/**
 * A tree as people write it: deeper lines stand further in. Any width of indent counts, tabs, spaces and full-width
 * spaces alike; `·`, `-` and `•` before a name are bullets, not names. A code follows the name after a tab or in
 * brackets: `华东区 [HD]`.
 */
export function readIndentedList(text: string): readonly ListedMember[] {
  const members: ListedMember[] = [];
  /** The open branch: how far in each of its lines stands. */
  const branch: { readonly indent: number; readonly index: number }[] = [];
  for (const line of text.replaceAll('\r', '').split('\n')) {
    const lead = /^[\s\u3000]*/.exec(line)?.[0] ?? '';
    const { name, code } = nameAndCode(line.slice(lead.length));
    if (name === '') continue;
    const indent = widthOf(lead);
    while (branch.length > 0 && (branch.at(-1)?.indent ?? 0) >= indent) branch.pop();
    members.push({ name, code, parent: branch.at(-1)?.index, depth: branch.length });
    branch.push({ indent, index: members.length - 1 });
  }
  return members;
}

const widthOf = (lead: string): number =>
  [...lead].reduce((sum, char) => sum + (char === '\t' ? 4 : char === '\u3000' ? 2 : 1), 0);

function nameAndCode(text: string): { readonly name: string; readonly code: string | undefined } {
  const plain = text.replace(/^[-•·*]\s+/, '').trim();
  const tab = /^([^\t]+)\t+(\S.*)$/.exec(plain);
  const bracket = /^(.+?)\s*[[［【]([^\]］】]+)[\]］】]$/.exec(plain);
  const found = tab ?? bracket;
  return found
    ? { name: (found[1] ?? '').trim(), code: (found[2] ?? '').trim() }
    : { name: plain, code: undefined };
}
