/** SMART as rules: what holds of a target, with evidence. */

export { type Chance, chanceOfReaching } from './attainment.ts';
export { attainmentChance, type SmartTable, smartContextOf } from './book-context.ts';
export { capacityFor, type Delivered } from './capacity.ts';
export {
  type SmartCode,
  type SmartContext,
  type SmartFinding,
  type SmartLetter,
  type SmartLevel,
  type SmartParams,
  smartCadences,
  smartCodes,
  smartLetters,
  smartLevels,
} from './context.ts';
export { letterLevel, type SmartReport, smartFindings } from './findings.ts';
export {
  hasYearlyHistory,
  historyGrain,
  ownHistory,
  type ReachedBefore,
} from './own-history.ts';
