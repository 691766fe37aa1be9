import type { CellsChanged, Change } from '../plan/change.ts';
import { rowOf, slotOf } from '../plan/cube.ts';
import { memberOf } from '../plan/parents.ts';
import { type BookState, findRecord, recordsOf } from '../plan/state.ts';
import { joinNodes } from './frame.ts';
import { layoutOf, leafInTable } from './layout.ts';
import type { TargetLayout } from './target-layout.ts';
import type { Tree } from './tree.ts';

/** Whose numbers an entry moves. */
export interface OwnerEffect {
  /** Member id of the workspace. */
  readonly person: string;
  /** Leaves that change. */
  readonly leaves: number;
  /** By how much together, in smallest units; of rates, of their numerators. */
  readonly difference: number;
}

/** What an entry means to people (SPR-T87). */
export interface EntryEffect {
  readonly target: string;
  /** Whoever has most changed first. */
  readonly owners: readonly OwnerEffect[];
  /** Sum of all changed leaves, in smallest units; of rates, of their numerators. */
  readonly net: number;
  /** `false`: the entry only moves numbers about within what it touches, whose total stays: it is zero-sum. */
  readonly isNetChange: boolean;
  /** Member id of who is to agree, by the rule of `approverOf`; `null` where nobody is named. */
  readonly approver: string | null;
}

interface EffectBooks {
  /** The plan. */
  readonly state: BookState;
  readonly master: BookState;
}

/** The same of every target that changes, in their order; `state` is the plan as it would be. */
export function entryEffects(books: EffectBooks, changes: readonly Change[]): readonly EntryEffect[] {
  const targets = new Set(changes.flatMap((one) => (one.type === 'cells.changed' ? [one.target] : [])));
  return [...targets].flatMap((target) => {
    const layout = layoutOf(books.state, books.master, target);
    return (layout && entryEffect(layout, books, changes)) ?? [];
  });
}

/**
 * Who is touched by what an entry changes of a target, and who is to agree. The owner of a leaf is, in each dimension, the
 * person of the nearest member at or above it that names one. `null` = nothing of the target changes.
 */
export function entryEffect(
  layout: TargetLayout,
  books: EffectBooks,
  changes: readonly Change[],
): EntryEffect | null {
  const own = changes.filter(
    (one): one is CellsChanged => one.type === 'cells.changed' && one.target === layout.target.id,
  );
  if (own.length === 0) return null;
  const named = layout.frame.trees.map((tree) => personsOf(tree, books.master));
  const owners = new Map<string, OwnerEffect>();
  const ownersOfRow = new Map<number, ReadonlySet<string>>();
  let net = 0;
  eachChange(layout, own, (row, difference) => {
    net += difference;
    let persons = ownersOfRow.get(row);
    if (!persons) ownersOfRow.set(row, (persons = ownersAt(layout, named, row)));
    for (const person of persons) {
      const { leaves = 0, difference: before = 0 } = owners.get(person) ?? {};
      owners.set(person, { person, leaves: leaves + 1, difference: before + difference });
    }
  });
  const isNetChange = movesTotals(layout, own);
  return {
    target: layout.target.id,
    owners: [...owners.values()].sort(
      (a, b) => Math.abs(b.difference) - Math.abs(a.difference) || b.leaves - a.leaves,
    ),
    net,
    isNetChange,
    approver: approverOf(layout, books, named, { rows: [...ownersOfRow.keys()], isNetChange }),
  };
}

/** Every leaf once: both parts of a rate are one leaf, and its difference is that of the numerator. */
function eachChange(
  layout: TargetLayout,
  changes: readonly CellsChanged[],
  visit: (row: number, difference: number) => void,
): void {
  const counted = new Set<number>();
  for (const { part, cells, before, after } of changes.toSorted((a, b) => a.part - b.part)) {
    cells.forEach((cell, i) => {
      if (part === 1 && counted.has(cell)) return;
      if (layout.cube.parts === 2) counted.add(cell);
      const row = rowOf(leafInTable(layout, cell));
      visit(row, part === 0 ? (after[i] ?? 0) - (before[i] ?? 0) : 0);
    });
  }
}

/** The nearest person at or above each node of a tree. */
type Persons = (node: number) => string | undefined;

function personsOf(tree: Tree, master: BookState): Persons {
  const known = new Map<number, string | undefined>();
  const find = (node: number): string | undefined => {
    if (node < 0) return undefined;
    if (known.has(node)) return known.get(node);
    const member = findRecord(master, 'dimensionMember', memberOf(tree.ids[node]!));
    const own = member?.fields['person'];
    const person = typeof own === 'string' ? own : find(tree.parent[node]!);
    known.set(node, person);
    return person;
  };
  return find;
}

function ownersAt({ frame }: TargetLayout, named: readonly Persons[], row: number): ReadonlySet<string> {
  return new Set(named.flatMap((personAt, d) => personAt(frame.position[d]![row]!) ?? []));
}

/**
 * Whether totals around the changed leaves show something else afterwards: of what adds up over time, where the leaves
 * together do; of a balance, where those of one period do; of everything else always.
 */
function movesTotals(layout: TargetLayout, changes: readonly CellsChanged[]): boolean {
  if (layout.aggregation !== 'sum' && layout.aggregation !== 'last') return true;
  const isFlow = layout.behaviour === 'flow';
  const sums = new Map<number, number>();
  for (const { cells, before, after } of changes) {
    cells.forEach((cell, i) => {
      const period = isFlow ? 0 : slotOf(cell);
      sums.set(period, (sums.get(period) ?? 0) + (after[i] ?? 0) - (before[i] ?? 0));
    });
  }
  return [...sums.values()].some((sum) => sum !== 0);
}

/**
 * Who is to agree: of a zero-sum entry the person of the innermost member that holds all that moves; of a net change the
 * next person above it. The first dimension counts in which somebody is named there; above all of them whoever answers for
 * the target, then whoever answers for the plan.
 */
function approverOf(
  { frame, target }: TargetLayout,
  { state }: EffectBooks,
  named: readonly Persons[],
  { rows, isNetChange }: { readonly rows: readonly number[]; readonly isNetChange: boolean },
): string | null {
  for (const [d, personAt] of named.entries()) {
    const tree = frame.trees[d]!;
    const nodes = new Set(rows.map((row) => frame.position[d]![row]!).filter((node) => node >= 0));
    const node = nodes.size > 0 ? joinNodes(tree, [...nodes]) : 0;
    const person = personAt(isNetChange ? tree.parent[node]! : node);
    if (person !== undefined) return person;
  }
  const [brief] = recordsOf(state, 'brief');
  const answers = target.fields['accountable'] ?? brief?.fields['accountable'];
  return typeof answers === 'string' ? answers : null;
}
