import { type Budget, budgetOf, type InitiativeBudget } from '@shapan/engine';
import { type DerivedColumn, type RecordContext, showMoney } from '../../records/index.ts';

/** A context is new whenever anything changed, so what was added up once stays so. */
const known = new WeakMap<RecordContext, ReadonlyMap<string, InitiativeBudget>>();

function budgetsIn(context: RecordContext): ReadonlyMap<string, InitiativeBudget> {
  const found = known.get(context);
  if (found) return found;
  const { initiatives }: Budget = budgetOf(context.state);
  const made = new Map(
    initiatives.flatMap((one) => (one.initiative === null ? [] : [[one.initiative.id, one] as const])),
  );
  known.set(context, made);
  return made;
}

/** What an initiative costs: the money planned in its needs, and what of it is gone; nothing where no need says money. */
export const costColumn: DerivedColumn = {
  id: 'cost',
  header: 'strategy.cost',
  numeric: true,
  width: 150,
  text(context, { id }) {
    const budget = budgetsIn(context).get(id);
    if (!budget || budget.needs.length === 0 || budget.planned === null) return '';
    const { t, state } = context;
    const planned = showMoney(t, state, budget.planned);
    return budget.spent
      ? t('strategy.cost.spent', { planned, spent: showMoney(t, state, budget.spent) })
      : planned;
  },
  order: (context, { id }) => budgetsIn(context).get(id)?.planned ?? -1,
};
