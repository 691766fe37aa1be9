import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';

/**
 * A hierarchy as arrays. Nodes are numbered in preorder, so that
 * - a subtree is the interval `[node, end[node])`,
 * - a parent always has a smaller number than its children,
 * - sorting by node number is the member order of every tie rule (SPR-T66).
 *
 * Node 0 is the whole: the only root, or, when the members have several roots or none, a node put above
 * them. Depth may be ragged (DOMAIN-10.29). The empty id always finds node 0.
 */
export interface Tree {
  readonly ids: readonly string[];
  /** −1 for node 0. */
  readonly parent: Int32Array;
  /** One past the last node of the subtree. */
  readonly end: Int32Array;
  /** 0 for node 0. */
  readonly depth: Int32Array;
  /** How many depths there are. */
  readonly levels: number;
  readonly index: ReadonlyMap<string, number>;
}

/** A node by the id of the one above it; no parent, `null` or the empty id = directly below the whole. */
export interface TreeMember {
  readonly id: string;
  readonly parent?: string | null | undefined;
}

/** The id that stands for "everything" in any dimension. */
export const wholeId = '';

/**
 * Members in the order their siblings are to keep. Refuses at `members[i]` with `REQUIRED` (an empty id), `DUPLICATE`,
 * `UNKNOWN_REFERENCE` (a parent that is not among the members) and `CYCLE` (naming one member on it).
 */
export function buildTree(members: readonly TreeMember[]): Result<Tree> {
  const numbered = numberMembers(members);
  if (!numbered.ok) return numbered;
  const { byId, parentOf } = numbered.value;
  const { firstChild, nextSibling, roots } = linkChildren(parentOf);
  const extra = roots.length === 1 ? 0 : 1;
  const size = members.length + extra;
  const ids: string[] = extra === 1 ? [wholeId] : [];
  const parent = new Int32Array(size).fill(-1);
  const depth = new Int32Array(size);
  const nodeOf = new Int32Array(members.length).fill(-1);
  const stack = roots.toReversed();
  while (stack.length > 0) {
    const member = stack.pop()!;
    const node = ids.length;
    ids.push(members[member]!.id);
    nodeOf[member] = node;
    const above = parentOf[member]!;
    parent[node] = above < 0 ? extra - 1 : nodeOf[above]!;
    depth[node] = parent[node]! < 0 ? 0 : depth[parent[node]!]! + 1;
    const children: number[] = [];
    for (let child = firstChild[member]!; child >= 0; child = nextSibling[child]!) children.push(child);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
  }
  if (ids.length < size) {
    const lost = members.findIndex((_, i) => nodeOf[i]! < 0);
    return refuse(
      problem('CYCLE', `members[${cycleFrom(lost, parentOf)}].parent`, { id: members[lost]!.id }),
    );
  }
  const index = new Map<string, number>([[wholeId, 0]]);
  for (const [id, member] of byId) index.set(id, nodeOf[member]!);
  const levels = depth.reduce((deepest, one) => Math.max(deepest, one), 0) + 1;
  return ok({ ids, parent, end: subtreeEnds(parent), depth, levels, index });
}

function numberMembers(
  members: readonly TreeMember[],
): Result<{ byId: Map<string, number>; parentOf: Int32Array }> {
  const problems: Problem[] = [];
  const byId = new Map<string, number>();
  members.forEach(({ id }, i) => {
    if (id === wholeId) problems.push(problem('REQUIRED', `members[${i}].id`));
    else if (byId.has(id)) problems.push(problem('DUPLICATE', `members[${i}].id`, { id }));
    else byId.set(id, i);
  });
  const parentOf = new Int32Array(members.length).fill(-1);
  members.forEach(({ parent }, i) => {
    if (parent === undefined || parent === null || parent === wholeId) return;
    const at = byId.get(parent);
    if (at === undefined) problems.push(problem('UNKNOWN_REFERENCE', `members[${i}].parent`, { id: parent }));
    else parentOf[i] = at;
  });
  return problems.length > 0 ? refuse(...problems) : ok({ byId, parentOf });
}

function linkChildren(parentOf: Int32Array) {
  const firstChild = new Int32Array(parentOf.length).fill(-1);
  const nextSibling = new Int32Array(parentOf.length).fill(-1);
  const roots: number[] = [];
  for (let i = parentOf.length - 1; i >= 0; i--) {
    const above = parentOf[i]!;
    if (above < 0) {
      roots.push(i);
    } else {
      nextSibling[i] = firstChild[above]!;
      firstChild[above] = i;
    }
  }
  return { firstChild, nextSibling, roots: roots.reverse() };
}

/** A member that is really on the cycle, not merely hanging below it. */
function cycleFrom(member: number, parentOf: Int32Array): number {
  const seen = new Set<number>();
  let at = member;
  while (!seen.has(at)) {
    seen.add(at);
    at = parentOf[at]!;
  }
  return at;
}

function subtreeEnds(parent: Int32Array): Int32Array {
  const end = new Int32Array(parent.length);
  for (let node = parent.length - 1; node >= 0; node--) {
    end[node] = Math.max(end[node]!, node + 1);
    const above = parent[node]!;
    if (above >= 0) end[above] = Math.max(end[above]!, end[node]!);
  }
  return end;
}

/** Whether a node has nothing below it. */
export function isLeafNode(tree: Tree, node: number): boolean {
  return tree.end[node] === node + 1;
}

/** The nodes directly below `node`, in order. */
export function childrenOf(tree: Tree, node: number): number[] {
  const children: number[] = [];
  for (let child = node + 1; child < tree.end[node]!; child = tree.end[child]!) children.push(child);
  return children;
}

/**
 * The periods of a plan. Leaves carry the ordinal of their period in the calendar's grain (a *slot*), in
 * ascending order, because periods have one order whatever they are called.
 */
export interface TimeTree extends Tree {
  /** Slots of the leaves, ascending. */
  readonly slots: Int32Array;
  /** Node of each leaf, in the same order. */
  readonly leafNodes: Int32Array;
  /** How many leaves come before a node; `firstLeaf[end[node]] − firstLeaf[node]` leaves are under it. */
  readonly firstLeaf: Int32Array;
  /** Days of each leaf, in the same order: what a day-weighted mean counts. */
  readonly days: Int32Array;
}

/** A period by the id of the longer one it belongs to. */
export interface TimeMember extends TreeMember {
  /** Required on a leaf, absent on a period that has others below it. */
  readonly slot?: number | undefined;
  /** Days of a leaf, 1 when left out. */
  readonly days?: number | undefined;
}

/** Refuses what `buildTree` refuses, `REQUIRED` for a leaf without a slot, `OUT_OF_RANGE` for slots that do not ascend. */
export function buildTimeTree(members: readonly TimeMember[]): Result<TimeTree> {
  const built = buildTree(members);
  if (!built.ok) return built;
  const tree = built.value;
  const leafOf = new Map(members.map((member, i) => [member.id, { ...member, i }]));
  const slots: number[] = [];
  const leafNodes: number[] = [];
  const days: number[] = [];
  const firstLeaf = new Int32Array(tree.ids.length + 1);
  for (let node = 0; node < tree.ids.length; node++) {
    firstLeaf[node] = slots.length;
    if (!isLeafNode(tree, node) || members.length === 0) continue;
    const { slot, i, days: length = 1 } = leafOf.get(tree.ids[node]!)!;
    if (slot === undefined) return refuse(problem('REQUIRED', `members[${i}].slot`));
    const previous = slots.at(-1) ?? -1;
    if (!Number.isInteger(slot) || slot <= previous || slot >= 2 ** 20) {
      return refuse(problem('OUT_OF_RANGE', `members[${i}].slot`, { value: slot, min: previous + 1 }));
    }
    slots.push(slot);
    leafNodes.push(node);
    days.push(length);
  }
  firstLeaf[tree.ids.length] = slots.length;
  return ok({
    ...tree,
    slots: Int32Array.from(slots),
    leafNodes: Int32Array.from(leafNodes),
    firstLeaf,
    days: Int32Array.from(days),
  });
}

/** Position of a slot among the leaves, or −1. */
export function leafOfSlot(time: TimeTree, slot: number): number {
  const { slots } = time;
  // Periods nearly always follow each other without a gap: then the position is a subtraction.
  const guess = slot - (slots[0] ?? 0);
  if (slots[guess] === slot) return guess;
  let low = 0;
  let high = slots.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (slots[middle] === slot) return middle;
    if (slots[middle]! < slot) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
