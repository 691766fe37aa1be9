import {
  type BookState,
  type Change,
  followLeaves,
  layoutOf,
  STATED,
  type TargetLayout,
  type Totals,
  tableTotals,
} from '@shapan/engine';

/** A target as a table with all its totals, kept up to date as numbers change. */
export interface TargetTable {
  readonly layout: TargetLayout;
  readonly totals: Totals;
}

export interface Tables {
  /** Built when somebody looks; `undefined` when there is no such target. */
  of(target: string): TargetTable | undefined;
  /**
   * What may be kept of these targets' numbers and of the records: the same text while neither changed. Numbers of other
   * targets count only where one of these is computed.
   */
  revision(targets: readonly string[]): string;
  /** How often numbers of this target changed since it was first looked at: all that its totals are computed from. */
  moved(target: string): number;
  /** The state already holds these changes. */
  follow(changes: readonly Change[]): void;
  reset(): void;
}

/** Numbers move totals along their ancestors; anything that changes the shape of a table builds it anew. */
export function createTables(state: () => BookState, master: () => BookState): Tables {
  const tables = new Map<string, TargetTable>();
  const numbersMoved = new Map<string, number>();
  /** How often any number changed, and how often anything else did. */
  let [anyNumber, others] = [0, 0];
  let masterSeen: { state: BookState; position: number } | undefined;

  function forgetWhenMasterMoved(): void {
    const now = master();
    if (masterSeen?.state === now && masterSeen.position === now.position) return;
    masterSeen = { state: now, position: now.position };
    tables.clear();
  }

  /** Numbers that totals have of their own are part of the layout. */
  function forgetStated(): void {
    for (const [id, { layout }] of tables) if (layout.totals === 'stated') tables.delete(id);
  }

  /** Another target that comes, goes or changes its shape may be what a formula stands on. */
  function forget(target: string): void {
    tables.delete(target);
    for (const [id, { layout }] of tables) if (layout.totals === 'computed') tables.delete(id);
  }

  function count(change: Change): void {
    if (change.type !== 'cells.changed') {
      others += 1;
      return;
    }
    anyNumber += 1;
    numbersMoved.set(change.target, anyNumber);
  }

  function of(target: string): TargetTable | undefined {
    forgetWhenMasterMoved();
    const found = tables.get(target);
    if (found) return found;
    const layout = layoutOf(state(), master(), target);
    if (!layout) return undefined;
    // A formula reads its drivers' totals where they are kept up to date.
    const totals = tableTotals(layout, { totalsOfTarget: (driver) => of(driver)?.totals });
    const table = { layout, totals };
    tables.set(target, table);
    return table;
  }

  const moved = (target: string): number =>
    of(target)?.layout.totals === 'computed' ? anyNumber : (numbersMoved.get(target) ?? 0);

  return {
    of,
    revision: (targets) => `${others}/${targets.map(moved)}`,
    moved,
    follow(changes) {
      for (const change of changes) count(change);
      const leaves = changes.filter((change) => change.type === 'cells.changed');
      for (const [id, { layout, totals }] of tables) {
        followLeaves(
          layout,
          totals,
          leaves.filter(({ target }) => target === id),
        );
      }
      for (const change of changes) {
        if (kindOf(change) === STATED) forgetStated();
        else if (change.type === 'rows.changed' || change.type === 'cube.shaped') forget(change.target);
        else if (change.type === 'record.changed' && change.kind === 'target') forget(change.id);
        else if ('record' in change && change.record.kind === 'target') forget(change.record.id);
      }
    },
    reset() {
      others += 1;
      tables.clear();
    },
  };
}

function kindOf(change: Change): string | undefined {
  if ('record' in change) return change.record.kind;
  return change.type === 'record.changed' ? change.kind : undefined;
}
