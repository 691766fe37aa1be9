/** The only door of the engine: everything others may use, room by room. */

export { type Command, decide } from './decide.ts';
export * from './execution/index.ts';
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
export { currencyDecimals } from './foundation/currency.ts';
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
  yearsBefore,
  yearsFrom,
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
export { MAX_FORMULA, renameInFormula } from './foundation/formula.ts';
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
  dayKinds,
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
export { brokenBy } from './plan/broken.ts';
export { type Chain, type ChainLink, chainOf, isStation } from './plan/chain.ts';
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
export type { AddRecord, RecordCommand, RemoveRecord, UpdateRecord } from './plan/command.ts';
export type { DecideContext } from './plan/context.ts';
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
  setRowsPresent,
  slotOf,
} from './plan/cube.ts';
export {
  type CubeColumns,
  columnsOf,
  cubeOfColumns,
  type LeafColumn,
  type Told,
} from './plan/cube-columns.ts';
export { setCells } from './plan/cube-write.ts';
export { isDropped } from './plan/dropped.ts';
export { checkField, DEFAULT_MAX_LENGTH, type Field } from './plan/field.ts';
export { fingerprintOf } from './plan/fingerprint.ts';
export { checkFormulas } from './plan/formula-laws.ts';
export {
  type BookKind,
  checkFields,
  type Kind,
  type Kinds,
  kindsLedTo,
  kindsOf,
  outgoingIds,
  type RecordScope,
  type Room,
  referencedIds,
} from './plan/kind.ts';
export { type LaterWork, laterWork } from './plan/later-work.ts';
export { partsOf } from './plan/measure.ts';
export { saysMoney } from './plan/need-laws.ts';
export {
  LAST_DAY,
  type Move,
  memberOf,
  movesOf,
  type Parents,
  parentsOf,
  REASSIGNMENT,
  stintName,
  untilOf,
} from './plan/parents.ts';
export { planCurrency } from './plan/plan-currency.ts';
export { readdress } from './plan/readdress.ts';
export { type Fields, type FieldValue, type PlanRecord, sameValue } from './plan/record.ts';
export { rowsOf } from './plan/rows-of.ts';
export { squash, squashSoFar } from './plan/squash.ts';
export { type Standing, sayStanding, standingOn } from './plan/standing.ts';
export {
  type BookState,
  createState,
  cubeOf,
  findRecord,
  forkState,
  recordsOf,
  type TargetCube,
} from './plan/state.ts';
export { titleOf } from './plan/title.ts';
export { decideUndo } from './plan/undo.ts';
export { broughtBack, decideCompensation, decidePromotion, decideTakeBack } from './replay.ts';
export * from './research/index.ts';
export * from './risks/index.ts';
export { demoPeriod } from './scenarios/demo-period.ts';
export type { EarlierLeaf } from './scenarios/earlier-totals.ts';
export { type ContinuePlan, continuePlan } from './scenarios/from-earlier-plan.ts';
export { instantiate, type PlanFromScenario, type ScenarioCommands } from './scenarios/instantiate.ts';
export type { ExistingMaster, MasterRecord } from './scenarios/master.ts';
export {
  type PackLocale,
  type PackName,
  packs,
  type ScenarioCard,
  scenarioCards,
} from './scenarios/packs.ts';
export * from './strategy/index.ts';
export * from './targets/index.ts';
export * from './tracking/index.ts';
