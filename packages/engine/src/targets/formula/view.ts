import { type Formula, keysOf, readFormula } from '../../foundation/formula.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import type { Driver, FormulaView, TargetLayout } from '../target-layout.ts';

/** `null` when the metric has no formula that can be computed. */
export function formulaView(
  state: BookState,
  master: BookState,
  target: PlanRecord,
  metric: PlanRecord,
  layoutOf: (state: BookState, master: BookState, target: string) => TargetLayout | undefined,
): FormulaView | null {
  const metrics = new Map(recordsOf(master, 'metric').map((one) => [String(one.fields['key']), one]));
  const formula = written(metric, metrics, []);
  if (!formula) return null;
  const drivers = keysOf(formula).flatMap((key): Driver[] => {
    const driver = metrics.get(key);
    if (!driver) return [];
    const own = driverTarget(state, target, driver.id);
    const layout = own === undefined ? undefined : layoutOf(state, master, own);
    return [{ key, metric: driver, layout: layout ?? null }];
  });
  const first = absorbingKeys(master, metric, metrics, []);
  const rest = drivers.map(({ key }) => key).filter((key) => !first.includes(key));
  return { formula, drivers, absorbing: [...first.filter((key) => keysOf(formula).includes(key)), ...rest] };
}

/** A metric's formula with every formula metric in it replaced by its own; `null` where one cannot be read. */
function written(
  metric: PlanRecord,
  metrics: ReadonlyMap<string, PlanRecord>,
  above: readonly string[],
): Formula | null {
  const text = metric.fields['formula'];
  const read = typeof text === 'string' && !above.includes(metric.id) ? readFormula(text) : null;
  if (!read?.ok) return null;
  const inner = [...above, metric.id];
  let whole = true;
  const write = (node: Formula): Formula => {
    if (node.kind === 'number') return node;
    if (node.kind === 'negate') return { kind: 'negate', of: write(node.of) };
    if (node.kind !== 'metric') return { ...node, left: write(node.left), right: write(node.right) };
    const named = metrics.get(node.key);
    if (named?.fields['aggregation'] !== 'formula') {
      whole &&= named !== undefined;
      return node;
    }
    const formula = written(named, metrics, inner);
    whole &&= formula !== null;
    return formula ?? node;
  };
  const formula = write(read.value);
  return whole ? formula : null;
}

/** The drivers behind the metric that is named to absorb. */
function absorbingKeys(
  master: BookState,
  metric: PlanRecord,
  metrics: ReadonlyMap<string, PlanRecord>,
  above: readonly string[],
): readonly string[] {
  const named = findRecord(master, 'metric', String(metric.fields['absorbs'] ?? ''));
  if (!named || above.includes(named.id)) return [];
  if (named.fields['aggregation'] !== 'formula') return [String(named.fields['key'])];
  const formula = written(named, metrics, []);
  const first = absorbingKeys(master, named, metrics, [...above, named.id]);
  return [...new Set([...first, ...(formula ? keysOf(formula) : [])])];
}

/** The first target of the metric that has the same dimensions, grain and window. */
function driverTarget(state: BookState, target: PlanRecord, metric: string): string | undefined {
  const shape = shapeOf(target);
  return recordsOf(state, 'target')
    .filter((one) => one.id !== target.id && one.fields['metric'] === metric && shapeOf(one) === shape)
    .toSorted((a, b) => orderOf(a) - orderOf(b))[0]?.id;
}

const orderOf = ({ fields }: PlanRecord): number => Number(fields['order'] ?? Number.MAX_SAFE_INTEGER);

function shapeOf({ fields }: PlanRecord): string {
  const dimensions = [...((fields['dimensions'] ?? []) as readonly string[])].sort();
  return JSON.stringify([
    dimensions,
    fields['grain'],
    fields['periodSet'] ?? null,
    fields['from'],
    fields['to'],
  ]);
}
