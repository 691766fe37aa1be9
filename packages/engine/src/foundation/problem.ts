/**
 * A refusal as data. The engine never throws for something a person may cause and never speaks words:
 * it answers with codes and parameters, and `@shapan/i18n` turns them into sentences.
 *
 * A code, once released, keeps its meaning for ever; it may be retired but is never reused.
 */
export interface Problem {
  readonly code: ProblemCode;
  /** Where in the request: a field path such as `edit.value` or `fields.owner`. */
  readonly path?: string;
  /**
   * Values the message needs: ids, names, counts, amounts in smallest units. Only the limits of a typed number
   * (`OUT_OF_RANGE` with `min` and `max`) are in the unit it was typed in.
   */
  readonly params?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Every code with which the engine refuses. A refusal changes nothing (SPR-T11). Bare codes are told at the function
 * that refuses with them; each has a sentence in both languages in `@shapan/i18n`.
 */
export const problemCodes = [
  // form of a request
  'INVALID', // does not have the form that was asked for
  'REQUIRED', // a value is missing
  'UNKNOWN_FIELD',
  'NOT_A_NUMBER',
  'OUT_OF_RANGE',
  'TOO_LONG',
  'TOO_LARGE', // SPR-T10: more than the engine accepts in one request; never cut down
  'UNKNOWN_REFERENCE',
  'AMBIGUOUS', // a name that several bear; params: text, candidates, count
  'DUPLICATE',
  'CYCLE',
  // a member that is to stand elsewhere from a day on
  'SAME_PARENT', // it stands there already; params: id (empty = the top), from
  'OUTSIDE_VALIDITY', // a member does not exist on that day; params: id, value, min, max (empty = no limit)
  'MOVE_CLOSED', // closed periods of plans would show other totals; params: until (their last day), by, members (ids)
  'MOVE_HELD', // holds would keep other numbers than they do; params: count, by, members (ids)
  'MOVE_STATED', // numbers of totals' own would stand nowhere, or in several places; params: count, by, members (ids)
  // typed numbers
  'NUMBER_EMPTY',
  'NUMBER_UNREADABLE',
  'NUMBER_AMBIGUOUS',
  'NUMBER_CURRENCY', // money of another currency than the metric's; params: text, currency (the metric's)
  'NUMBER_TOO_PRECISE', // more decimals than the unit has
  'DIVISION_BY_ZERO',
  // formula metrics
  'FORMULA_UNREADABLE', // params: at (place in the text, from 1), found
  'FORMULA_UNITS', // what is combined does not fit together; params: at, left, right
  'DRIVER_MISSING', // the plan has no fitting target of a driver; params: metric
  'DRIVER_UNKNOWN', // the named metric is no driver of the formula; params: driver, drivers
  'DRIVERS_HELD', // no driver may change; params: drivers
  'DRIVER_UNSOLVABLE', // no number of the driver makes the formula true; params: driver
  // spreading
  'NO_FREE_CELL',
  'BASIS_ZERO',
  'BASIS_CANCELS',
  'BASIS_NEGATIVE',
  'SIGN_FLIP',
  'BOUNDS',
  'TWO_WAY_INFEASIBLE',
  'MULTIWAY_UNPROVEN',
  'CONTRADICTION',
  'SHARE_OVER_ONE',
  'LINE_OF_ONE',
  'KIND',
  'DISTINCT_RANGE', // a distinct count outside max(part) … Σ parts; params: asWhole, value, least, most
  'TIER_ORDER', // floor, target and stretch do not ask for more in this order; params: floor, stretch (percent)
  'FROZEN',
  'CLOSED',
  'OTHERS_CLOSED', // all that would have to make up for it lies in closed periods; params as NO_FREE_CELL
  'HELD', // a hold keeps what would change; params: kind, id, by
  'FORBIDDEN',
  'STALE',
  'UNDO_BLOCKED',
  // tasks
  'DATES_REVERSED', // it would end before it begins; params: from, to
  'OUTSIDE_WINDOW', // a day outside the execution window of the plan; params: value, min, max (empty = no limit)
  'TASK_CIRCLE', // tasks would wait for each other; params: path (their names in the order in which they wait)
  'LINK_TWICE', // the two tasks have this link already; params: id, path
  // resources
  'CURRENCY_MISSING', // money in a plan that names no currency
  'CURRENCY_IN_USE', // the plan's currency, while its records say money; params: count, by
  'MONEY_FOREIGN', // money typed in another currency than the plan's; params: text, currency (the plan's)
  'NEED_ELSEWHERE', // a need of a task and of another initiative; params: task, initiative (the task's; empty = none)
  // schedules
  'OVER_CAPACITY', // a task needs more of a resource than there is; params: resource, need, capacity
  // records
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'IN_USE',
  'OTHER_UNIT', // numbers would be read in another unit than they were given in; params: field, from, to
  // files
  'FILE_EMPTY',
  'FILE_TOO_LARGE', // bytes, cells or memory; params say which and the limit
  'FILE_UNREADABLE', // damaged beyond repair
  'FILE_FORMAT_UNKNOWN', // not a table; params.format when it was recognised
  'FILE_TYPE_REFUSED', // not a kind of file that is kept; params: ending, types (those that are)
  'FILE_DISGUISED', // content that is not what the name says; params: ending
  'EVIDENCE_FULL', // files of evidence would take more than a workspace may keep; params: limit, used, size (MB)
  'FILE_ENCRYPTED', // protected by a password
  'FILE_TIMEOUT', // took longer than the deadline
  'SHEET_NOT_FOUND',
  'XML_DOCTYPE', // declares a type of document, and may declare entities in it: such a file is read no further; params: line
  'XML_MALFORMED', // not well-formed; params: line
  'NOT_A_PROJECT', // well-formed, but no project file; params: root (the name of its outermost element)
  'MPP_FILE', // Microsoft Project's own format, which only that program reads
  'ROW_DEPENDS', // what the row needs was refused with another one; params: row (as in the file), name
  'ZIP_BOMB', // unpacks to more than is allowed; params say which limit
  'ZIP_MALFORMED', // a container whose parts contradict each other
] as const;

/** One of `problemCodes`. The API adds codes of its own: `DoorCode` of `@shapan/contract`. */
export type ProblemCode = (typeof problemCodes)[number];

/** Build a problem; `path` and `params` are left out when not given. */
export function problem(code: ProblemCode, path?: string, params?: Problem['params']): Problem {
  return { code, ...(path !== undefined && { path }), ...(params !== undefined && { params }) };
}
