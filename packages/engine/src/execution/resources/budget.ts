import { addAmounts } from '../../foundation/amount.ts';
import { isDropped } from '../../plan/dropped.ts';
import { planCurrency } from '../../plan/plan-currency.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import { needsOf } from './demand.ts';
import { type NeedMoney, needMoney, resourceMoney } from './need-money.ts';

/** The money of one initiative, or of what belongs to none. Smallest units of the plan's currency; `null`: beyond all amounts. */
export interface InitiativeBudget {
  /** `null`: needs that serve no initiative that the reader knows. */
  readonly initiative: PlanRecord | null;
  /** What the initiative itself may take; `null` where it does not say. */
  readonly total: number | null;
  readonly planned: number | null;
  readonly committed: number | null;
  readonly spent: number | null;
  /** Needs that say money, in the order of the book. */
  readonly needs: readonly BudgetNeed[];
  /** Budget needs that say none, or none of this currency: in no sum. */
  readonly unknown: readonly PlanRecord[];
}

/** One need and its money: whole amounts in the smallest unit of the plan's currency, `null` where none is said. */
export interface BudgetNeed {
  readonly need: PlanRecord;
  readonly money: NeedMoney;
}

/** The money of a plan. */
export interface Budget {
  /** Those that need money or say how much they may take, in the order of the book; what belongs to none comes last. */
  readonly initiatives: readonly InitiativeBudget[];
  readonly planned: number | null;
  readonly committed: number | null;
  readonly spent: number | null;
  /** What the budgets of the inventory have together; `null`: none says it. */
  readonly inventory: number | null;
  /** Budgets of the inventory that do not say how much, or not in this currency. */
  readonly unknown: readonly PlanRecord[];
}

/** Planned, committed and spent by initiative, against its total and the inventory (NEED-10). */
export function budgetOf(state: BookState): Budget {
  const currency = planCurrency(state);
  const byInitiative = new Map<string | null, { needs: BudgetNeed[]; unknown: PlanRecord[] }>();
  const entryOf = (id: string | null) => {
    const found = byInitiative.get(id) ?? { needs: [], unknown: [] };
    byInitiative.set(id, found);
    return found;
  };
  for (const { need, initiative } of needsOf(state)) {
    if (need.fields['category'] !== 'budget') continue;
    const entry = entryOf(initiative?.id ?? null);
    const money = needMoney(need, currency);
    if (money) entry.needs.push({ need, money });
    else entry.unknown.push(need);
  }
  const initiatives = recordsOf(state, 'initiative').filter(
    ({ id, fields }) => byInitiative.has(id) || (!isDropped(fields) && typeof fields['budget'] === 'number'),
  );
  const named = [...initiatives, ...(byInitiative.has(null) ? [null] : [])];
  const found = named.map((initiative): InitiativeBudget => {
    const { needs, unknown } = entryOf(initiative?.id ?? null);
    const total = initiative?.fields['budget'];
    return { initiative, total: typeof total === 'number' ? total : null, ...sumsOf(needs), needs, unknown };
  });
  const budgets = recordsOf(state, 'resource').filter(({ fields }) => fields['category'] === 'budget');
  const amounts = budgets.map((budget) => resourceMoney(budget, currency));
  const known = amounts.filter((amount) => amount !== null);
  return {
    initiatives: found,
    ...sumsOf(found.flatMap(({ needs }) => needs)),
    inventory: known.length === 0 ? null : sumOf(known),
    unknown: budgets.filter((_, i) => amounts[i] === null),
  };
}

const sumsOf = (needs: readonly BudgetNeed[]) => ({
  planned: sumOf(needs.map(({ money }) => money.planned)),
  committed: sumOf(needs.map(({ money }) => money.committed)),
  spent: sumOf(needs.map(({ money }) => money.spent)),
});

function sumOf(amounts: readonly number[]): number | null {
  const sum = addAmounts(amounts);
  return sum.ok ? sum.value : null;
}
