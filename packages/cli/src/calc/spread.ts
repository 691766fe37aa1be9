import {
  addRows,
  amountFromDecimal,
  buildTimeTree,
  buildTree,
  cellAddress,
  type Cube,
  createCube,
  createFrame,
  createTotals,
  type Frame,
  type Fraction,
  type Hold,
  isLeafNode,
  MAX_DECIMALS,
  numberFromAmount,
  ok,
  type Place,
  type Problem,
  problem,
  readFraction,
  type Result,
  refuse,
  setCells,
  spread,
  type SpreadRequest,
  type TimeBehaviour,
  type Tree,
  unitScale,
} from '@shapan/engine';
import { refusal } from './request-fields.ts';
import { type Edit, readSpread, type SpreadFields } from './spread-fields.ts';

/**
 * `{"members","cells","holds","edit","decimals","timeBalance"}` → `{"cells","changed"}`: every member's number
 * after the edit, totals included, and the members whose number changed.
 *
 * Numbers are in the metric's own unit; `null` is no value. A hold on a member with others below it keeps its
 * sum. With `timeBalance` `first`, `last` or `average` the members are periods in their order.
 */
export function answerSpread(request: unknown): unknown {
  const fields = readSpread(request);
  if (!fields.ok) return refusal(fields.problems);
  const { decimals } = fields.value;
  const sheet = buildSheet(fields.value);
  if (!sheet.ok) return refusal(sheet.problems);
  const before = shownNumbers(sheet.value, decimals);
  const stray = strayTotal(fields.value, before);
  if (stray !== undefined) return refusal([stray]);
  const edit = readEdit(sheet.value, fields.value);
  if (!edit.ok) return refusal(edit.problems);
  const { cube, frame, behaviour, holds } = sheet.value;
  const aggregation = behaviour === 'last' ? 'last' : 'sum';
  const outcome = spread({ cube, frame, aggregation, behaviour, holds }, edit.value);
  if (!outcome.ok) return refusal(outcome.problems.map((found) => inUnits(found, decimals)));
  for (const { part, cells, after } of outcome.value.changes) setCells(cube, part, cells, after);
  const cells = shownNumbers(sheet.value, decimals);
  const changed = fields.value.members.map(({ id }) => id).filter((id) => cells[id] !== before[id]);
  return { cells, changed };
}

/** The request's members as a cube: one dimension in one period, or nothing but periods. */
interface Sheet {
  readonly ids: readonly string[];
  readonly tree: Tree;
  readonly cube: Cube;
  readonly frame: Frame;
  readonly behaviour: TimeBehaviour;
  readonly holds: readonly Hold[];
  readonly placeOf: (id: string) => Place | undefined;
  /** The member a leaf of the cube belongs to. */
  readonly idAt: (row: number, slot: number) => string;
}

function buildSheet(fields: SpreadFields): Result<Sheet> {
  const built = buildTree(fields.members);
  if (!built.ok) return built;
  const tree = built.value;
  const leaves = tree.ids.filter((_, node) => isLeafNode(tree, node) && fields.members.length > 0);
  const sheet = fields.timeBalance === 'flow' ? memberSheet(tree, leaves) : periodSheet(fields, tree, leaves);
  if (!sheet.ok) return sheet;
  const filled = fillLeaves(sheet.value, fields, leaves);
  if (!filled.ok) return filled;
  const holds: Hold[] = [];
  for (const [i, id] of fields.holds.entries()) {
    const at = sheet.value.placeOf(id);
    if (at === undefined) return refuse(problem('UNKNOWN_REFERENCE', `holds[${i}]`, { id }));
    holds.push({ id, at, keeps: leaves.includes(id) ? 'value' : 'total' });
  }
  return ok({ ...sheet.value, ids: fields.members.map(({ id }) => id), holds });
}

type Unfilled = Omit<Sheet, 'ids' | 'holds'>;

function memberSheet(tree: Tree, leaves: readonly string[]): Result<Unfilled> {
  const time = buildTimeTree([{ id: 'period', slot: 0 }]);
  if (!time.ok) return time;
  const cube = createCube({ dimensions: ['members'], parts: 1, firstSlot: 0, slotCount: 1 });
  addRows(
    cube,
    leaves.map((id) => [id]),
  );
  return ok({
    tree,
    cube,
    frame: createFrame(cube, [tree], time.value),
    behaviour: 'flow',
    placeOf: (id) => at(tree, id, (node) => ({ members: [node], time: 0 })),
    idAt: (row) => leaves[row]!,
  });
}

function periodSheet(fields: SpreadFields, tree: Tree, leaves: readonly string[]): Result<Unfilled> {
  const slotOf = new Map(leaves.map((id, slot) => [id, slot]));
  const time = buildTimeTree(fields.members.map((member) => ({ ...member, slot: slotOf.get(member.id) })));
  if (!time.ok) return time;
  const cube = createCube({ dimensions: [], parts: 1, firstSlot: 0, slotCount: Math.max(1, leaves.length) });
  addRows(cube, [[]]);
  return ok({
    tree,
    cube,
    frame: createFrame(cube, [], time.value),
    behaviour: fields.timeBalance,
    placeOf: (id) => at(tree, id, (node) => ({ members: [], time: node })),
    idAt: (_, slot) => leaves[slot]!,
  });
}

function at(tree: Tree, id: string, placeOf: (node: number) => Place): Place | undefined {
  const node = id === '' ? undefined : tree.index.get(id);
  return node === undefined ? undefined : placeOf(node);
}

function fillLeaves(sheet: Unfilled, fields: SpreadFields, leaves: readonly string[]): Result<null> {
  const cells: number[] = [];
  const values: (number | null)[] = [];
  const problems: Problem[] = [];
  const known = new Set(fields.members.map(({ id }) => id));
  const leafOf = new Map(leaves.map((id, i) => [id, i]));
  for (const [id, value] of Object.entries(fields.cells)) {
    if (!known.has(id)) problems.push(problem('UNKNOWN_REFERENCE', `cells.${id}`, { id }));
    const leaf = leafOf.get(id);
    if (leaf === undefined || value === null) continue;
    const amount = amountFromDecimal(value, fields.decimals, `cells.${id}`);
    if (!amount.ok) {
      problems.push(...amount.problems);
      continue;
    }
    cells.push(sheet.behaviour === 'flow' ? cellAddress(leaf, 0) : cellAddress(0, leaf));
    values.push(amount.value);
  }
  if (problems.length > 0) return refuse(...problems);
  setCells(sheet.cube, 0, cells, values);
  return ok(null);
}

function shownNumbers(sheet: Sheet, decimals: number): Record<string, number | null> {
  const totals = createTotals(sheet.cube, sheet.frame, { behaviour: sheet.behaviour });
  return Object.fromEntries(
    sheet.ids.map((id) => [id, inUnit(readFraction(totals, sheet.placeOf(id)!), decimals)]),
  );
}

function inUnit(shown: Fraction | null, decimals: number): number | null {
  if (shown === null) return null;
  const { numerator, denominator } = shown;
  if (numerator % denominator === 0) return numberFromAmount(numerator / denominator, decimals);
  return numerator / denominator / unitScale(decimals);
}

/** A total among the cells is no second truth: it has to be what its members make. */
function strayTotal(fields: SpreadFields, shown: Record<string, number | null>): Problem | undefined {
  for (const [id, given] of Object.entries(fields.cells)) {
    const total = shown[id] ?? null;
    const close = given !== null && total !== null && Math.abs(given - total) <= 1e-9 * Math.abs(total);
    if (given !== total && !close) return problem('INVALID', `cells.${id}`, { value: given, total });
  }
  return undefined;
}

/** Numbers of the edit in smallest units, ids as places. */
function readEdit(sheet: Sheet, { edit, decimals }: SpreadFields): Result<SpreadRequest> {
  const problems: Problem[] = [];
  const amounts: { value?: number; from?: number; to?: number; granularity?: number } = {};
  for (const name of ['value', 'from', 'to', 'granularity'] as const) {
    const given = edit[name];
    if (given === undefined) continue;
    const amount = amountFromDecimal(given, decimals, `edit.${name}`);
    if (amount.ok) amounts[name] = amount.value;
    else problems.push(...amount.problems);
  }
  const places: { at?: Place; source?: Place; target?: Place } = {};
  for (const name of ['at', 'source', 'target'] as const) {
    const id = edit[name];
    const place = id === undefined ? undefined : sheet.placeOf(id);
    if (place !== undefined) places[name] = place;
    else if (id !== undefined) problems.push(problem('UNKNOWN_REFERENCE', `edit.${name}`, { id }));
  }
  const reference = readReference(sheet, edit, decimals);
  if (!reference.ok) problems.push(...reference.problems);
  if (problems.length > 0 || !reference.ok) return refuse(...problems);
  const { percent, pattern, method, action, filter, sign, skip, residue, zeroBasis, negativeBasis, emptySource } =
    edit;
  const whole: Place = { members: sheet.frame.trees.map(() => 0), time: 0 };
  return ok({
    ...{ method, action, filter, sign, skip, residue, zeroBasis, negativeBasis, emptySource, percent, pattern },
    ...amounts,
    ...places,
    at: places.at ?? whole,
    reference: reference.value,
  });
}

/** Methods that take the reference's numbers themselves; to the others they are only weights. */
const takesAmounts: ReadonlySet<string> = new Set(['copy', 'copyFactor', 'addFactor']);

function readReference(sheet: Sheet, edit: Edit, decimals: number): Result<SpreadRequest['reference']> {
  if (edit.reference === undefined) return ok(undefined);
  const entries = Object.entries(edit.reference);
  const stray = entries.find(([id]) => sheet.placeOf(id) === undefined);
  if (stray !== undefined) return refuse(problem('UNKNOWN_REFERENCE', `edit.reference.${stray[0]}`));
  const finest = takesAmounts.has(edit.method) ? decimals : MAX_DECIMALS;
  let problems: readonly Problem[] = [];
  // Weights may have more decimals than the unit; any common scale keeps their proportions.
  for (let scale = decimals; scale <= finest; scale++) {
    const read = entries.map(([id, value]) =>
      value === null ? ok(null) : amountFromDecimal(value, scale, `edit.reference.${id}`),
    );
    problems = read.flatMap((one) => (one.ok ? [] : one.problems));
    if (problems.length > 0) continue;
    const amounts = new Map(read.map((one, i) => [entries[i]![0], one.ok ? one.value : null]));
    return ok((row, slot) => amounts.get(sheet.idAt(row, slot)) ?? null);
  }
  return refuse(...problems);
}

/** The engine speaks of smallest units and of the edit alone; the answer of the metric's unit and the request. */
function inUnits({ code, path, params }: Problem, decimals: number): Problem {
  const amount = params?.['amount'];
  const place = path === undefined || path === 'holds' ? path : `edit.${path}`;
  if (typeof amount !== 'number') return problem(code, place, params);
  return problem(code, place, { ...params, amount: amount / unitScale(decimals) });
}
