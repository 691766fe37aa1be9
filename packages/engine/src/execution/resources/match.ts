import type { PlanRecord } from '../../plan/record.ts';
import type { BookState } from '../../plan/state.ts';
import { workCalendarOf } from '../../targets/index.ts';
import { type Demand, demandsOf, needsOf, type TaskWindow } from './demand.ts';
import { inventoryOf, type ResourceUse, type Taken, unknownFor } from './inventory.ts';
import { isInTime, workTimeOf } from './work-time.ts';

/** A need against the inventory. */
export interface NeedMatch extends Taken {
  readonly need: PlanRecord;
  /** What it takes; `null` where it does not say how much. */
  readonly demand: Demand | null;
  /** Somebody said that it is secured; whether it can be is `short`. */
  readonly secured: boolean;
}

/** Needs against the inventory, and the inventory against the needs. */
export interface Matching {
  /** In the order of the book, but for those of what was dropped. */
  readonly needs: readonly NeedMatch[];
  /** What the inventory has that needs name, in the order of the book. */
  readonly inventory: readonly ResourceUse[];
}

interface Books {
  readonly state: BookState;
  readonly master: BookState;
}

/**
 * The needs of a plan against its inventory (NEED-9). What is secured comes first, then what is needed earlier, then the order of the
 * book: a need is short of what those before it leave. Of a person the effort of tasks comes before all needs. `windowOf`: as
 * `demandsOf` takes it.
 */
export function matchNeeds({ state, master }: Books, windowOf?: TaskWindow): Matching {
  const demands = demandsOf(state, windowOf);
  const windows = demands.flatMap(({ window }) => (window && isInTime(window) ? [window] : []));
  const inventory = inventoryOf(state, workTimeOf(workCalendarOf(master), windows));
  const ofNeeds = new Map<string, Demand>();
  for (const demand of demands) {
    if (demand.need === null) inventory.take(demand);
    else ofNeeds.set(demand.need, demand);
  }
  const asked = needsOf(state).map(({ need }): Asked => {
    const demand = ofNeeds.get(need.id) ?? null;
    return { need, demand, turn: `${isSecured(need) ? 0 : 1} ${demand?.window?.from ?? NEVER}` };
  });
  const taken = new Map<string, Taken>();
  for (const { need, demand } of asked.toSorted(byTurn))
    taken.set(need.id, demand ? inventory.take(demand, need.fields['unit']) : unknownFor('noAmount'));
  return {
    needs: asked.map(({ need, demand }) => ({
      need,
      demand,
      secured: isSecured(need),
      ...taken.get(need.id)!,
    })),
    inventory: inventory.uses(),
  };
}

interface Asked {
  readonly need: PlanRecord;
  readonly demand: Demand | null;
  /** By it needs are ordered. */
  readonly turn: string;
}

const isSecured = ({ fields }: PlanRecord): boolean => fields['secured'] === true;

/** No day is later than this: what nobody said when comes last. */
const NEVER = '9999-12-31';
const byTurn = (a: Asked, b: Asked): number => (a.turn < b.turn ? -1 : a.turn > b.turn ? 1 : 0);
