import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { type Change, changedFields } from '../../plan/change.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { sameValue } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import type { RunRule } from '../command.ts';
import { holdsOf } from '../decide-enter.ts';
import { type Decision, type EnterContext, writableRows } from '../entry-context.ts';
import { existsIn } from '../existence.ts';
import { samePlace } from '../frame.ts';
import { recordedPlaces } from '../kept-by-hand.ts';
import { closedSlots, layoutOf } from '../layout.ts';
import { storedChange } from '../organisation/stints.ts';
import { divide } from '../spread/divide.ts';
import type { Hold, Notice } from '../spread/request.ts';
import { cellsChanged } from '../spread.ts';
import type { TargetLayout } from '../target-layout.ts';
import { waitingRows } from '../waiting.ts';
import { type AmountsOf, paddingOf, ruleAmounts } from './amounts.ts';
import { orderOfRun, ranOrder } from './noted-run.ts';
import { type PlacedRule, placeOfPart, placeRule } from './rule.ts';
import { perDenominator, ruleWeights } from './weights.ts';

interface ReadyRule {
  readonly layout: TargetLayout;
  readonly rule: PlacedRule;
  readonly ranWith: Readonly<Record<string, number>>;
  readonly weightsAt: ((leaf: number) => readonly number[]) | undefined;
  readonly amounts: AmountsOf | undefined;
  /** Padding members that keep what they have. */
  readonly padding: readonly Hold[];
  /** What is to be told of the drivers. */
  readonly notices: readonly Notice[];
}

/** A rule divides its number by its drivers as they stand now: the cells that change, and the weights it ran with. */
export function decideRunRule(context: EnterContext, command: RunRule): Result<Decision> {
  const record = findRecord(context.state, 'breakdownRule', command.rule);
  if (!record) return refuse(problem('NOT_FOUND', 'rule', { kind: 'breakdownRule', id: command.rule }));
  const ready = readyRule(context, record);
  return ready.ok ? run(context, ready.value) : ready;
}

function readyRule(context: EnterContext, record: PlanRecord): Result<ReadyRule> {
  const layout = layoutOf(context.state, context.master, String(record.fields['target']));
  if (!layout) return refuse(problem('NOT_FOUND', 'rule.target', { kind: 'target', id: record.id }));
  const placed = placeRule(layout, record);
  if (!placed.ok) return inRule(placed.problems);
  const weights = ruleWeights(context, layout, placed.value);
  if (!weights.ok) return inRule(weights.problems);
  const rule = placed.value;
  const { at, notices = [] } = weights.value;
  const isRate = layout.cube.parts === 2;
  if (isRate && rule.keeps !== 'shares')
    return refuse(problem('INVALID', 'rule.keeps', { expected: 'shares' }));
  const whole = perDenominator(layout, rule, weights.value);
  if (!whole.ok) return inRule(whole.problems);
  const { parts } = whole.value;
  if (parts.every((weight) => weight === 0) || parts.every((weight) => weight === null))
    return refuse(problem('BASIS_ZERO', 'rule.basis'));
  const amounts = ruleAmounts(context.master, rule, parts, isRate);
  if (!amounts.ok) return inRule(amounts.problems);
  const padding = amounts.value ? [] : keptPadding(context, rule);
  const ranWith = Object.fromEntries(
    rule.parts.flatMap(({ id }, i) => (parts[i] === null ? [] : [[id, parts[i]!]])),
  );
  return ok({ layout, rule, ranWith, weightsAt: at, amounts: amounts.value, padding, notices });
}

/** What was handed out too much is no part of a division, unless the rule says how much that is to be (SPR-T96). */
function keptPadding(context: EnterContext, rule: PlacedRule): readonly Hold[] {
  return paddingOf(context.master, rule).map((i) => {
    const part = rule.parts[i]!;
    return { id: part.id, at: placeOfPart(rule, part), keeps: 'value', because: 'padding' };
  });
}

/** Refusals of a rule name the field of the rule they are about. */
const inRule = (problems: readonly Problem[]): Result<never> =>
  refuse(...problems.map((one) => ({ ...one, path: `rule.${one.path ?? ''}` })));

function run(
  context: EnterContext,
  { layout, rule, ranWith, weightsAt, amounts, padding, notices }: ReadyRule,
): Result<Decision> {
  const { cube, frame, aggregation, behaviour, target } = layout;
  const holds = [...holdsOf(context, layout), ...keptPlaces(context, layout, rule), ...padding];
  const writable = writableRows(context, layout);
  const input = {
    cube,
    frame,
    aggregation,
    behaviour,
    holds,
    writable,
    closed: closedSlots(layout),
    exists: existsIn(layout, context.master),
    waits: waitingRows(layout, context.master, [rule.at]),
    standsIn: layout.organisation.stints?.owns,
    nonNegative: 'kept' as const,
  };
  const parts = rule.parts.map(({ id, node }) => ({ node, weight: ranWith[id] ?? 0 }));
  const { at, along, keeps } = rule;
  const divided = divide(input, { at, along, keeps, parts, weightsAt, amounts });
  if (!divided.ok) return divided;
  const cells: Change[] = divided.value.changes.map((one) =>
    storedChange(layout.organisation.stints, cellsChanged(target.id, one)),
  );
  const before = rule.record.fields;
  const noted = changedFields(before, {
    ...before,
    ranWith,
    ranOrder: orderOfRun(context.state, rule.record),
  });
  const { kind, id } = rule.record;
  const note: Change[] = noted ? [{ type: 'record.changed', kind, id, ...noted }] : [];
  return ok({ changes: [...cells, ...note], notices: [...notices, ...divided.value.notices] });
}

/** What people did by hand and committed to, as far as the rule keeps it (SPR-T95): wherever a member that moved stood. */
function keptPlaces(context: EnterContext, layout: TargetLayout, { record }: PlacedRule): readonly Hold[] {
  const { keepManual, keepCommitments } = record.fields;
  const typed = keepManual === true ? recordsOf(context.state, 'override') : [];
  const committed =
    keepCommitments === true
      ? recordsOf(context.state, 'proposal').filter(({ fields }) => fields['answer'] === 'accepted')
      : [];
  return [
    ...recordedPlaces(layout, typed).map((one) => ({ ...one, because: 'typed' as const })),
    ...recordedPlaces(layout, committed).map((one) => ({ ...one, because: 'committed' as const })),
  ];
}

/**
 * How a rule stands to its drivers and to the numbers: `manual` never runs · `blocked` would be refused · `never` has not
 * run · `superseded`: another rule has divided the same place the same way since · `outOfDate`: a driver changed since ·
 * `adjusted`: none has, but some number is more than one unit from what the rule says · `ran`: the numbers follow it.
 */
export type RuleStanding = 'manual' | 'blocked' | 'never' | 'superseded' | 'outOfDate' | 'adjusted' | 'ran';

/** The standing of a rule, at the cost of reading its drivers and, where none has moved, of running it. */
export function ruleStanding(context: EnterContext, record: PlanRecord): RuleStanding {
  if (record.fields['basis'] === 'manual') return 'manual';
  const ready = readyRule(context, record);
  if (!ready.ok) return 'blocked';
  const ranWith = record.fields['ranWith'];
  if (ranWith === undefined) return 'never';
  if (isSuperseded(context.state, ready.value)) return 'superseded';
  if (!sameValue(ranWith, ready.value.ranWith)) return 'outOfDate';
  const again = run(context, ready.value);
  if (!again.ok) return 'blocked';
  return isAdjusted(again.value) ? 'adjusted' : 'ran';
}

/** Whether a later run has divided the same place along the same dimension, to the same level or to the leaves. */
function isSuperseded(state: BookState, { layout, rule }: ReadyRule): boolean {
  const { record, at, along } = rule;
  return recordsOf(state, 'breakdownRule').some((other) => {
    if (other.id === record.id || other.fields['target'] !== record.fields['target']) return false;
    if (ranOrder(other) <= ranOrder(record)) return false;
    if (other.fields['level'] !== record.fields['level'] && other.fields['level'] !== 'leaves') return false;
    const placed = placeRule(layout, other);
    return placed.ok && placed.value.along === along && samePlace(layout.frame, placed.value.at, at);
  });
}

/** Whether running it would move some leaf by more than the one unit that rounding may. */
export function isAdjusted({ changes }: Decision): boolean {
  return changes.some(movesMoreThanRounding);
}

function movesMoreThanRounding(change: Change): boolean {
  if (change.type !== 'cells.changed') return false;
  return change.cells.some((_, i) => Math.abs((change.after[i] ?? 0) - (change.before[i] ?? 0)) > 1);
}
