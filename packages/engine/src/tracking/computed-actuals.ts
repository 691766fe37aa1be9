import type { PlainDate } from '../foundation/date.ts';
import type { BookState } from '../plan/state.ts';
import { formulaReader, type TargetLayout } from '../targets/index.ts';
import { type ActualCell, type Actuals, actualsOf, readActual } from './actuals.ts';

/**
 * Actuals of any target. Those of a formula metric follow from what was reached of its drivers, at every place, as its
 * target follows from theirs (DOMAIN-5); nothing is recorded for the formula itself. `cellsOf` answers the actuals of a
 * metric by its id.
 */
export function actualsFor(
  layout: TargetLayout,
  master: BookState,
  cellsOf: (metric: string) => Iterable<ActualCell>,
  asOf?: PlainDate,
): Actuals {
  const own = actualsOf(layout, master, layout.formula ? [] : cellsOf(layout.metric.id), asOf);
  if (!layout.formula) return own;
  const drivers = new Map(
    layout.formula.drivers.flatMap((driver) =>
      driver.layout
        ? [[driver.key, actualsOf(driver.layout, master, cellsOf(driver.metric.id), asOf)] as const]
        : [],
    ),
  );
  const computed = formulaReader(layout, layout.formula, (driver, place) => {
    const actuals = drivers.get(driver.key);
    return actuals && driver.layout ? readActual(driver.layout, actuals, place).actual : null;
  });
  return { ...own, computed };
}
