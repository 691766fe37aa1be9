/** Step 1, targets: what later steps may read. */
export { brokenNumbers } from './broken-numbers.ts';
export {
  type CalendarChoice,
  type CalendarFacts,
  type CalendarKind,
  calendarBasis,
  calendarKinds,
  periodWeights,
  week53Rules,
  weekPatterns,
} from './calendar/calendar-basis.ts';
export { calendarFacts, workCalendarOf } from './calendar/calendar-facts.ts';
export { wholeLeafWeights } from './calendar/leaf-weights.ts';
export type {
  AnswerProposal,
  CellPlace,
  ChangeRows,
  DefineTarget,
  EnterTargets,
  MultiwayEntry,
  ProposeTarget,
  RemoveTarget,
  RunRule,
  TargetCommand,
  TargetEntry,
} from './command.ts';
export { holdsOf, isHeld } from './decide-enter.ts';
export { isApproved } from './ended-holds.ts';
export type { Decision, EnterContext, TypedByHand } from './entry-context.ts';
export { type EntryEffect, entryEffect, entryEffects, type OwnerEffect } from './entry-effect.ts';
export { existsIn } from './existence.ts';
export { formulaReader } from './formula/value.ts';
export {
  covers,
  createFrame,
  type Frame,
  hullOf,
  isUnder,
  leavesUnder,
  meetOf,
  meets,
  ownRow,
  type Place,
  placeAbove,
  rowsUnder,
  samePlace,
  withRows,
} from './frame.ts';
export {
  type GivenBasis,
  type GivenBooks,
  type GivenShare,
  type GivenSource,
  givenShare,
  shapingEntry,
} from './given-share.ts';
export { type HeldAs, isExpired, type PlacedHold, placeHold } from './hold-fields.ts';
export { keptByHand } from './kept-by-hand.ts';
export { aggregations, targetGrains } from './kinds.ts';
export {
  behaviourOf,
  calendarOf,
  closedSlots,
  daysOfSlot,
  daysOfStint,
  isOwnName,
  layoutOf,
  leafInTable,
  leafPeriods,
  leavesThere,
  membersOf,
  nameOfNode,
  namesOf,
  ownName,
  placeOf,
  placesOf,
  standsThere,
  windowOf,
} from './layout.ts';
export { type OrganisationEffect, organisationEffect } from './organisation/effects.ts';
export type { Organisation } from './organisation/eras.ts';
export { type OverAssignment, overAssignment } from './padding.ts';
export { currencyOf, type PlanRates, planRates, ratesToCome } from './plan-rates.ts';
export { cellOfProposal, proposedValue } from './proposals/agreed.ts';
export {
  type BothSides,
  bothSides,
  isOvertaken,
  type PlacedProposal,
  proposalsOf,
} from './proposals/bottom-up.ts';
export { type ProposalAnswer, proposalAnswers } from './proposals/kinds.ts';
export { countsInBook, notedRun, runNotedIn } from './rules/noted-run.ts';
export { defaultRamp } from './rules/ramp.ts';
export {
  type PlacedRule,
  placeRule,
  type RuleBasis,
  type RulePart,
  ruleBases,
  ruleCalendars,
} from './rules/rule.ts';
export { isAdjusted, type RuleStanding, ruleStanding } from './rules/run.ts';
export { type RuleWeights, ruleWeights } from './rules/weights.ts';
export * from './smart/index.ts';
export { type SplitOptions, type SplitResidue, splitAmount } from './split.ts';
export type { CellChanges } from './spread/cell-changes.ts';
export { searchStepsOf } from './spread/draft.ts';
export {
  checkMethodFields,
  type MethodField,
  type MethodFields,
  methodFields,
} from './spread/method-fields.ts';
export {
  type EditedCell,
  type GivingPart,
  givingParts,
  type HeldShare,
  type Hold,
  type HoldKind,
  type HoldStrength,
  holdKinds,
  holdStrengths,
  type LeafLimit,
  type Multiway,
  type Notice,
  type NoticeCode,
  negativeBasisRules,
  noticeCodes,
  residueRules,
  type SpreadInput,
  type SpreadMethod,
  type SpreadOutcome,
  type SpreadRequest,
  skipRules,
  spreadActions,
  spreadFilters,
  spreadMethods,
  zeroBasisRules,
} from './spread/request.ts';
export { cellsChanged, spread, spreadBatch } from './spread.ts';
export {
  type BegunCode,
  type CodeDirection,
  readBegunCode,
  readSpreadCode,
  type SpreadCode,
} from './spread-code.ts';
export { isStatedAt, placeKey, STATED, statedNumberId } from './stated.ts';
export { followLeaves, leafAt, type TableTotalsOptions, tableTotals } from './table-totals.ts';
export type { Driver, FormulaView, LeafPeriod, Organised, TargetLayout } from './target-layout.ts';
export { type Tier, tierAmount, tierPercent, tierReached, tiers } from './tiers.ts';
export { type Sum, sumLeaves } from './totals/scan.ts';
export {
  atLeaf,
  createTotals,
  type Fraction,
  nearestUnits,
  readFraction,
  readTotal,
  refreshTotals,
  type TimeBehaviour,
  type Totals,
  timeBehaviours,
} from './totals.ts';
export type { TotalsLaw } from './totals-law.ts';
export { buildTimeTree, buildTree, childrenOf, isLeafNode, leafOfSlot, type Tree, wholeId } from './tree.ts';
export { splitTwoWay } from './two-way.ts';
export {
  readTypedAmount,
  readTypedNumber,
  type TypedAmount,
  type TypedAmountOptions,
  type TypedKind,
  type TypedNumber,
  type TypedNumberOptions,
} from './typed-number.ts';
export { RELEASE } from './waterfall/kinds.ts';
export { hasWaterfall, type Waterfall, waterfallOf, waterfallsOf } from './waterfall/released.ts';
export type { Weights } from './weights.ts';
