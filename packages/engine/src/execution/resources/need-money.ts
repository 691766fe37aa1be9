import { currencyDecimals } from '../../foundation/currency.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { readTypedAmount } from '../../targets/index.ts';

/** The money of a budget need, in the smallest unit of the plan's currency. */
export interface NeedMoney {
  readonly planned: number;
  readonly committed: number;
  readonly spent: number;
}

/** What a record says of money beside a quantity and its unit. */
const amounts = ['planned', 'committed', 'spent'] as const;

/**
 * The money that a budget need says (NEED-4). Older ones say it by `quantity` and `unit` – 5 and 万元, 50000 and CNY –, which is read
 * as if it were typed and counts as planned until an amount is. `null`: it says none, or in words that are no money of this
 * currency.
 */
export function needMoney({ fields }: PlanRecord, currency: string | null): NeedMoney | null {
  const said = amounts.map((name) => fields[name]);
  const [planned, committed, spent] = said.map((amount) => (typeof amount === 'number' ? amount : 0));
  if (typeof said[0] === 'number') return { planned: planned!, committed: committed!, spent: spent! };
  const read = quantityMoney(fields, currency);
  if (read === null && said.every((amount) => typeof amount !== 'number')) return null;
  return { planned: read ?? 0, committed: committed!, spent: spent! };
}

/** The money that there is by a budget of the inventory, by the same rule; `null` where it says none. */
export function resourceMoney({ fields }: PlanRecord, currency: string | null): number | null {
  const { amount } = fields;
  return typeof amount === 'number' ? amount : quantityMoney(fields, currency);
}

function quantityMoney({ quantity, unit }: PlanRecord['fields'], currency: string | null): number | null {
  if (typeof quantity !== 'number' || currency === null) return null;
  const read = readTypedAmount(`${quantity}${typeof unit === 'string' ? unit.trim() : ''}`, {
    decimals: currencyDecimals(currency),
    currency,
  });
  return read.ok && read.value.amount >= 0 ? read.value.amount : null;
}
