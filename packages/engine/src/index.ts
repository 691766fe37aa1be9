/** The only door of the engine: everything others may use, room by room. */

export { type Command, decide } from './decide.ts';
export {
  addAmounts,
  amountFromDecimal,
  amountFromWhole,
  decimalFromAmount,
  isAmount,
  isDecimals,
  MAX_AMOUNT,
  MAX_DECIMALS,
  numberFromAmount,
  unitScale,
} from './foundation/amount.ts';
export {
  addDays,
  compareDates,
  type DateParts,
  type DateRange,
  dateOfDay,
  dateParts,
  dateYears,
  dayNumber,
  daysBetween,
  daysInMonth,
  earlierDate,
  isDate,
  isLeapYear,
  laterDate,
  type PlainDate,
  readDate,
  readDateRange,
  weekday,
} from './foundation/date.ts';
export {
  type DayBasis,
  naturalDays,
  type WeightedSpan,
  weightBetween,
  weightedDays,
} from './foundation/day-weight.ts';
export {
  type CalendarPattern,
  defaultFiscalCalendar,
  type FiscalCalendar,
} from './foundation/fiscal-calendar.ts';
export {
  type Grain,
  grains,
  type Period,
  type PeriodParts,
  periodAt,
  periodById,
  periodByOrdinal,
  periodParts,
  periodsBetween,
} from './foundation/period.ts';
export { type Problem, type ProblemCode, problem, problemCodes } from './foundation/problem.ts';
export { assertNever, InvariantError, invariant, ok, type Result, refuse } from './foundation/result.ts';
export { type TimeNode, type TimeTree, timeTree } from './foundation/time-tree.ts';
export {
  addWorkdays,
  chinaWorkCalendar,
  countWorkdays,
  type DayKind,
  isPublished,
  isWorkday,
  type OwnDays,
  plainWorkCalendar,
  type WorkCalendar,
  withOwnDays,
  workdaysByMonth,
} from './foundation/workdays.ts';
export { kinds } from './kinds.ts';
export { applyChanges, applyEntry } from './plan/apply.ts';
export {
  type CellsChanged,
  type Change,
  type CubeShape,
  type CubeShaped,
  changedFields,
  countChanges,
  invert,
  type RecordAdded,
  type RecordChanged,
  type RecordRemoved,
  type RowsChanged,
} from './plan/change.ts';
export { type AddRecord, type RecordCommand, type RemoveRecord, type UpdateRecord } from './plan/command.ts';
export {
  addRows,
  type Cube,
  cellAddress,
  coordinateOf,
  createCube,
  forkCube,
  isPresent,
  leafCount,
  readLeaf,
  rowCount,
  rowIndex,
  rowOf,
  setCells,
  setRowsPresent,
  slotOf,
} from './plan/cube.ts';
export { type DecideContext, titleOf } from './plan/decide-records.ts';
export { checkField, DEFAULT_MAX_LENGTH, type Field } from './plan/field.ts';
export {
  type BookKind,
  checkFields,
  type Kind,
  type Kinds,
  kindsOf,
  outgoingIds,
  type RecordScope,
  type Room,
} from './plan/kind.ts';
export { readdress } from './plan/readdress.ts';
export { type Fields, type FieldValue, type PlanRecord, sameValue } from './plan/record.ts';
export { rowsOf } from './plan/rows-of.ts';
export { squash } from './plan/squash.ts';
export {
  type BookState,
  createState,
  cubeOf,
  findRecord,
  forkState,
  recordsOf,
  type TargetCube,
} from './plan/state.ts';
export { decideUndo } from './plan/undo.ts';
export {
  compareRisks,
  moveRisk,
  type RiskChance,
  type RiskImpact,
  type RiskLevel,
  type RiskMove,
  type RiskPlace,
  riskChances,
  riskImpacts,
  riskLevel,
  riskLevels,
  riskPlace,
  riskScore,
} from './risks/matrix.ts';
export { type EarlierLeaf } from './scenarios/earlier-totals.ts';
export { type ContinuePlan, continuePlan } from './scenarios/from-earlier-plan.ts';
export { instantiate, type PlanFromScenario, type ScenarioCommands } from './scenarios/instantiate.ts';
export { type ExistingMaster, type MasterRecord } from './scenarios/master.ts';
export {
  type PackLocale,
  type PackName,
  packs,
  type ScenarioCard,
  scenarioCards,
} from './scenarios/packs.ts';
export {
  type CellPlace,
  type ChangeRows,
  type DefineTarget,
  type EnterTargets,
  type RemoveTarget,
  type TargetCommand,
  type TargetEntry,
} from './targets/command.ts';
export { type Decision, type EnterContext, holdsOf, isHeld } from './targets/decide-enter.ts';
export {
  covers,
  createFrame,
  type Frame,
  isUnder,
  leavesUnder,
  ownRow,
  type Place,
  rowsUnder,
} from './targets/frame.ts';
export { aggregations, targetGrains } from './targets/kinds.ts';
export {
  behaviourOf,
  calendarOf,
  daysOfSlot,
  type LeafPeriod,
  layoutOf,
  leafPeriods,
  namesOf,
  partsOf,
  placeOf,
  type TargetLayout,
  windowOf,
} from './targets/layout.ts';
export { type SplitOptions, type SplitResidue, splitAmount } from './targets/split.ts';
export {
  type CellChanges,
  type EditedCell,
  type Hold,
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
} from './targets/spread/request.ts';
export { cellsChanged, spread, spreadBatch } from './targets/spread.ts';
export {
  atLeaf,
  createTotals,
  type Fraction,
  readFraction,
  readTotal,
  refreshTotals,
  type TimeBehaviour,
  type Totals,
  timeBehaviours,
} from './targets/totals.ts';
export {
  buildTimeTree,
  buildTree,
  childrenOf,
  isLeafNode,
  leafOfSlot,
  type Tree,
  wholeId,
} from './targets/tree.ts';
export { splitTwoWay } from './targets/two-way.ts';
export {
  readTypedAmount,
  readTypedNumber,
  type TypedAmount,
  type TypedAmountOptions,
  type TypedKind,
  type TypedNumber,
  type TypedNumberOptions,
} from './targets/typed-number.ts';
export { type Weights } from './targets/weights.ts';
export { type ActualCell, type Actuals, actualsOf, readActual } from './tracking/actuals.ts';
export { attainmentAt, type PlaceAttainment, placesAlong } from './tracking/attainment.ts';
export {
  attainmentOf,
  bandAttainment,
  defaultPaceThresholds,
  type Pace,
  type PaceGoal,
  type PaceNature,
  type PaceRequest,
  type PaceStatus,
  type PaceThresholds,
  pace,
} from './tracking/pace.ts';
export { type TimeElapsed, timeElapsed } from './tracking/time-elapsed.ts';
