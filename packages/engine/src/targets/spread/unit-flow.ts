/** Arcs that each carry one unit or none, at a whole price, between numbered vertices. */
export interface UnitNetwork {
  readonly vertices: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Whole numbers; all of them along any path stay below 2^53. */
  readonly cost: Float64Array;
  /** What a vertex has too much of; negative where units are missing. In sum 0. */
  readonly excess: Float64Array;
}

/**
 * The cheapest way to carry every excess to where units are missing: 1 for each arc that carries one; `null` when there
 * is none. Of equally cheap ways the one that uses the first arcs first (SPR-T66): each `ranked` arc in turn carries a
 * unit if it can.
 *
 * Arcs that pay for themselves begin with a unit. What is then too much somewhere is carried along cheapest paths, all
 * paths of a phase that cost nothing more at once; labels keep every possible step at a price of 0 or more.
 */
export function cheapestUnits(network: UnitNetwork, ranked: number): Uint8Array | null {
  const flow = startFlow(network);
  while (flow.excess.some((units) => units > 0)) {
    const last = label(flow);
    if (last < 0) return null;
    carryAll(flow);
  }
  favourFirst(flow, ranked);
  return flow.carries;
}

interface Flow extends UnitNetwork {
  readonly carries: Uint8Array;
  readonly labels: Float64Array;
  /** Arcs at each vertex, in their order: `arcs[first[v] … first[v + 1])`. */
  readonly first: Int32Array;
  readonly arcs: Int32Array;
  /** Where the search for a free step goes on at a vertex. */
  readonly next: Int32Array;
}

function startFlow(network: UnitNetwork): Flow {
  const { vertices, from, to, cost } = network;
  const excess = network.excess.slice();
  const carries = new Uint8Array(from.length);
  const first = new Int32Array(vertices + 1);
  for (let arc = 0; arc < from.length; arc++) {
    first[from[arc]! + 1]!++;
    first[to[arc]! + 1]!++;
    if (cost[arc]! >= 0) continue;
    carries[arc] = 1;
    excess[from[arc]!]!--;
    excess[to[arc]!]!++;
  }
  for (let v = 0; v < vertices; v++) first[v + 1]! += first[v]!;
  const fill = first.slice();
  const arcs = new Int32Array(2 * from.length);
  for (let arc = 0; arc < from.length; arc++) {
    arcs[fill[from[arc]!]!++] = arc;
    arcs[fill[to[arc]!]!++] = arc;
  }
  const labels = new Float64Array(vertices);
  return { ...network, excess, carries, labels, first, arcs, next: new Int32Array(vertices) };
}

/** Where an arc can carry a unit more from a vertex – forwards when empty, backwards when full – or −1. */
function ahead({ from, to, carries }: Flow, arc: number, vertex: number): number {
  if (carries[arc] === 0) return from[arc] === vertex ? to[arc]! : -1;
  return to[arc] === vertex ? from[arc]! : -1;
}

/** The price of that step above the difference of the labels. */
function priceOf({ cost, carries, labels }: Flow, arc: number, vertex: number, target: number): number {
  return (carries[arc] === 0 ? cost[arc]! : -cost[arc]!) + labels[vertex]! - labels[target]!;
}

/** Dijkstra from all excesses; afterwards every cheapest path to a missing unit costs 0. −1: none is reached. */
function label(flow: Flow): number {
  const { vertices, labels, excess, first, arcs } = flow;
  const distance = new Float64Array(vertices).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(vertices);
  const heap = createHeap();
  let wanting = 0;
  for (let v = 0; v < vertices; v++) {
    if (excess[v]! < 0) wanting++;
    if (excess[v]! <= 0) continue;
    distance[v] = 0;
    push(heap, v, 0);
  }
  let last = -1;
  while (wanting > 0 && heap.items.length > 0) {
    const best = pop(heap);
    if (done[best] === 1) continue;
    const least = distance[best]!;
    done[best] = 1;
    if (excess[best]! < 0) {
      wanting--;
      last = least;
    }
    for (let i = first[best]!; i < first[best + 1]!; i++) {
      const target = ahead(flow, arcs[i]!, best);
      if (target < 0 || done[target] === 1) continue;
      const there = least + priceOf(flow, arcs[i]!, best, target);
      if (there >= distance[target]!) continue;
      distance[target] = there;
      push(heap, target, there);
    }
  }
  if (last >= 0) for (let v = 0; v < vertices; v++) labels[v]! += Math.min(distance[v]!, last);
  return last;
}

/** The smallest key first. */
interface Heap {
  readonly items: number[];
  readonly keys: number[];
}

const createHeap = (): Heap => ({ items: [], keys: [] });

function push({ items, keys }: Heap, item: number, key: number): void {
  let at = items.length;
  for (; at > 0; ) {
    const above = (at - 1) >> 1;
    if (keys[above]! <= key) break;
    items[at] = items[above]!;
    keys[at] = keys[above]!;
    at = above;
  }
  items[at] = item;
  keys[at] = key;
}

function pop({ items, keys }: Heap): number {
  const top = items[0]!;
  const item = items.pop()!;
  const key = keys.pop()!;
  if (items.length === 0) return top;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below + 1 < items.length && keys[below + 1]! < keys[below]!) below++;
    if (below >= items.length || keys[below]! >= key) break;
    items[at] = items[below]!;
    keys[at] = keys[below]!;
    at = below;
  }
  items[at] = item;
  keys[at] = key;
  return top;
}

/** Carry units along steps of price 0 for as long as there are any. */
function carryAll(flow: Flow): void {
  const { vertices, excess, first, next } = flow;
  next.set(first.subarray(0, vertices));
  const onPath = new Uint8Array(vertices);
  for (let v = 0; v < vertices; v++) {
    while (excess[v]! > 0 && carryOne(flow, v, onPath));
  }
}

/** One unit from a vertex to wherever it is missing, depth first; arcs that led nowhere are not tried again. */
function carryOne(flow: Flow, start: number, onPath: Uint8Array): boolean {
  const { excess, first, arcs, next } = flow;
  const path: number[] = [];
  const visited = [start];
  for (let v = start; ; ) {
    onPath[v] = 1;
    if (excess[v]! < 0) break;
    let step = -1;
    for (; next[v]! < first[v + 1]!; next[v]!++) {
      const target = ahead(flow, arcs[next[v]!]!, v);
      if (target < 0 || onPath[target] === 1 || priceOf(flow, arcs[next[v]!]!, v, target) !== 0) continue;
      step = target;
      break;
    }
    if (step >= 0) {
      path.push(arcs[next[v]!]!);
      visited.push(step);
      v = step;
      continue;
    }
    onPath[v] = 0;
    visited.pop();
    path.pop();
    if (visited.length === 0) return false;
    v = visited.at(-1)!;
    next[v]!++;
  }
  for (const v of visited) onPath[v] = 0;
  for (const arc of path) flow.carries[arc] = 1 - flow.carries[arc]!;
  excess[start]!--;
  excess[visited.at(-1)!]!++;
  return true;
}

/**
 * Among equally cheap ways the first arcs carry first: a circle of free steps moves a unit to each that can take one.
 * Whoever cannot come back to an arc's beginning at one time never can later, since steps are only taken away: one
 * search backwards answers for all arcs that begin there.
 */
function favourFirst(flow: Flow, ranked: number): void {
  const { vertices, from, to, carries, first, next } = flow;
  next.set(first.subarray(0, vertices));
  const search = (): Search => ({ via: new Int32Array(vertices), seen: new Int32Array(vertices), round: 0 });
  const [forth, back] = [search(), search()];
  const queue = new Int32Array(vertices);
  let home = -1;
  for (let arc = 0; arc < ranked; arc++) {
    if (carries[arc] === 1 || priceOf(flow, arc, from[arc]!, to[arc]!) !== 0) continue;
    if (from[arc] !== home) {
      home = from[arc]!;
      reach(flow, back, queue, arc + 1, { start: home, end: -1, backwards: true });
    }
    if (back.seen[to[arc]!] !== back.round) continue;
    const road = { start: to[arc]!, end: home, backwards: false };
    if (!reach(flow, forth, queue, arc + 1, road)) {
      reach(flow, back, queue, arc + 1, { start: home, end: -1, backwards: true });
      continue;
    }
    for (let v = home; v !== to[arc]!; ) {
      const used = forth.via[v]!;
      v = carries[used] === 0 ? from[used]! : to[used]!;
      carries[used] = 1 - carries[used]!;
    }
    carries[arc] = 1;
  }
}

interface Search {
  /** The arc by which a vertex was reached. */
  readonly via: Int32Array;
  /** The round in which it was reached. */
  readonly seen: Int32Array;
  round: number;
}

interface Road {
  readonly start: number;
  /** −1: everything that can be reached. */
  readonly end: number;
  readonly backwards: boolean;
}

/** Whether free steps lead from one vertex to another, breadth first; arcs before `fixed` keep what they carry. */
function reach(flow: Flow, search: Search, queue: Int32Array, fixed: number, road: Road): boolean {
  const { from, first, arcs, next } = flow;
  const { via, seen } = search;
  search.round++;
  seen[road.start] = search.round;
  queue[0] = road.start;
  for (let head = 0, tail = 1; head < tail; head++) {
    const v = queue[head]!;
    // Arcs stand in their order at each vertex: the fixed ones are passed once and for all.
    while (next[v]! < first[v + 1]! && arcs[next[v]!]! < fixed) next[v]!++;
    for (let i = next[v]!; i < first[v + 1]!; i++) {
      const arc = arcs[i]!;
      const other = from[arc] === v ? flow.to[arc]! : from[arc]!;
      if (seen[other] === search.round) continue;
      const [begin, target] = road.backwards ? [other, v] : [v, other];
      if (ahead(flow, arc, begin) !== target || priceOf(flow, arc, begin, target) !== 0) continue;
      seen[other] = search.round;
      via[other] = arc;
      if (other === road.end) return true;
      queue[tail++] = other;
    }
  }
  return false;
}
