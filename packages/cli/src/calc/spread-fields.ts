import {
  calendarKinds,
  checkMethodFields,
  holdKinds,
  isDate,
  MAX_DECIMALS,
  negativeBasisRules,
  ok,
  type Problem,
  problem,
  type Result,
  refuse,
  residueRules,
  skipRules,
  spreadActions,
  spreadFilters,
  spreadMethods,
  timeBehaviours,
  week53Rules,
  weekPatterns,
  zeroBasisRules,
} from '@shapan/engine';
import {
  cells,
  finiteNumber,
  listOf,
  maybe,
  numbersByKey,
  objectOf,
  oneOf,
  optional,
  parent,
  type Reader,
  text,
  wholeNumber,
} from './request-fields.ts';
import { workCalendarName } from './work-calendars.ts';

type Value<R> = R extends Reader<infer T> ? T : never;

const patternItem: Reader<number | 'P' | '!' | '*'> = (value, path) =>
  value === 'P' || value === '!' || value === '*' ? ok(value) : finiteNumber(value, path);

const day: Reader<string> = (value, path) =>
  isDate(value) ? ok(value) : refuse(problem('INVALID', path, { expected: 'date' }));

const yesOrNo: Reader<boolean> = (value, path) => {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  return typeof value === 'boolean'
    ? ok(value)
    : refuse(problem('INVALID', path, { expected: 'true, false' }));
};

/** One number for every leaf, or numbers by member id. */
const leafLimit: Reader<number | Readonly<Record<string, number | null>>> = (value, path) =>
  typeof value === 'object' ? cells(value, path) : finiteNumber(value, path);

const holdFields = objectOf({
  id: text,
  keeps: oneOf(...holdKinds),
  floor: maybe(finiteNumber),
  cap: maybe(finiteNumber),
  share: maybe(finiteNumber),
  along: maybe(text),
});

/** A member's id alone holds its number, or its sum where it has members below. */
const hold: Reader<string | Value<typeof holdFields>> = (value, path) =>
  typeof value === 'object' ? holdFields(value, path) : text(value, path);

const editFields = objectOf({
  at: maybe(text),
  selection: maybe(listOf(text)),
  method: optional(oneOf(...spreadMethods), 'proportional'),
  value: maybe(finiteNumber),
  percent: maybe(finiteNumber),
  from: maybe(finiteNumber),
  to: maybe(finiteNumber),
  reference: maybe(cells),
  pattern: maybe(listOf(patternItem)),
  action: maybe(oneOf(...spreadActions)),
  filter: maybe(oneOf(...spreadFilters)),
  sign: maybe(oneOf('multiplicative', 'raise')),
  skip: maybe(oneOf(...skipRules)),
  residue: maybe(oneOf(...residueRules)),
  location: maybe(text),
  zeroBasis: maybe(oneOf(...zeroBasisRules)),
  negativeBasis: maybe(oneOf(...negativeBasisRules)),
  emptySource: maybe(oneOf('keep', 'clear')),
  granularity: maybe(finiteNumber),
  mode: maybe(oneOf('allocate', 'each')),
  nearer: maybe(cells),
  floor: maybe(leafLimit),
  cap: maybe(leafLimit),
  source: maybe(text),
  target: maybe(text),
  driver: maybe(text),
  kind: maybe(oneOf(...calendarKinds)),
  weekPattern: maybe(oneOf(...weekPatterns)),
  week53: maybe(oneOf(...week53Rules)),
  past: maybe(numbersByKey),
  years: maybe(wholeNumber(1, 30)),
  along: maybe(text),
  fair: maybe(yesOrNo),
});

const requestFields = objectOf({
  members: maybe(
    listOf(
      objectOf({ id: text, parent, from: maybe(day), to: maybe(day), days: maybe(wholeNumber(1, 366)) }),
    ),
  ),
  dimensions: maybe(listOf(objectOf({ id: text, members: listOf(objectOf({ id: text, parent })) }))),
  cells: optional(cells, {}),
  holds: optional(listOf(hold), []),
  edit: maybe(editFields),
  edits: maybe(listOf(editFields)),
  multiway: maybe(
    objectOf({ steps: maybe(wholeNumber(0, 10_000_000)), release: maybe(yesOrNo), park: maybe(text) }),
  ),
  decimals: optional(wholeNumber(0, MAX_DECIMALS), 0),
  timeBalance: optional(oneOf(...timeBehaviours), 'flow'),
  calendar: maybe(workCalendarName),
  window: maybe(objectOf({ from: day, to: day })),
  seasonality: maybe(listOf(finiteNumber)),
});

export type Edit = Value<typeof editFields>;
export type GivenHold = Value<typeof hold>;
type RequestFields = Value<typeof requestFields>;

/** The request with all its edits in one list; `members` is empty where there are several dimensions. */
export type SpreadFields = Omit<RequestFields, 'edit' | 'edits' | 'members'> & {
  readonly members: NonNullable<RequestFields['members']>;
  readonly edits: readonly Edit[];
  readonly isBatch: boolean;
};

/** Where an edit stands in the request. */
export const pathOfEdit = ({ isBatch }: SpreadFields, i: number): string =>
  isBatch ? `edits[${i}]` : 'edit';

/** Methods that name their places themselves. */
const placeless: ReadonlySet<string> = new Set(['transfer', 'distribute', 'assign']);

/** The request of `shapan calc spread`, every field checked and named when it is wrong. */
export function readSpread(request: unknown): Result<SpreadFields> {
  const read = requestFields(request, '');
  if (!read.ok) return read;
  const { edit, edits, members = [], ...others } = read.value;
  const wrong = torn({ edits: edit && edits, dimensions: read.value.members && others.dimensions });
  if (wrong !== undefined) return refuse(wrong);
  if (members.length === 0 && !others.dimensions?.length) return refuse(problem('REQUIRED', 'members'));
  if (edit === undefined && !edits?.length) return refuse(problem('REQUIRED', 'edit'));
  if (others.dimensions !== undefined && others.timeBalance !== 'flow') {
    return refuse(problem('INVALID', 'timeBalance', { expected: 'flow' }));
  }
  const fields: SpreadFields = {
    ...others,
    members,
    isBatch: edit === undefined,
    edits: (edit ? [edit] : edits!).map((one) => ({
      ...one,
      target: one.target ?? unassignedOf(one, members),
    })),
  };
  const problems = [
    ...fields.edits.flatMap((one, i) => checkEdit(one, pathOfEdit(fields, i))),
    ...unsaidPeriods(members),
    ...checkCalendar(fields),
  ];
  return problems.length > 0 ? refuse(...problems) : ok(fields);
}

/** Two ways of saying one thing: the second is refused. */
function torn(second: Readonly<Record<string, unknown>>): Problem | undefined {
  const other: Readonly<Record<string, string>> = { edits: 'edit', dimensions: 'members' };
  const [field] = Object.entries(second).find(([, value]) => value !== undefined) ?? [];
  return field === undefined ? undefined : problem('CONTRADICTION', field, { field: other[field] ?? null });
}

function checkEdit(edit: Edit, path: string): Problem[] {
  const { at, method, selection } = edit;
  if (at === undefined && !placeless.has(method)) return [problem('REQUIRED', `${path}.at`)];
  const problems = checkMethodFields(method, edit).map((one) => ({ ...one, path: `${path}.${one.path}` }));
  if (placeless.has(method) && selection !== undefined) {
    problems.push(problem('INVALID', `${path}.selection`, { method }) as (typeof problems)[number]);
  }
  return problems;
}

/** Ids of the member that stands for what nobody has (SPR-T38). */
const unassignedIds: ReadonlySet<string> = new Set(['unassigned', '未分配']);

/** Where the difference is parked when the request names no place: on the one such member, if there is one. */
function unassignedOf({ method }: Edit, members: SpreadFields['members']): string | undefined {
  if (method !== 'unassigned') return undefined;
  const [only, second] = members.filter(({ id }) => unassignedIds.has(id));
  return second === undefined ? only?.id : undefined;
}

/** Half a period says nothing, and one that is turned round even less. */
function unsaidPeriods(members: SpreadFields['members']): Problem[] {
  return members.flatMap(({ from, to }, i) => {
    if ((from === undefined) !== (to === undefined)) {
      return [problem('REQUIRED', `members[${i}].${from === undefined ? 'from' : 'to'}`)];
    }
    const turned = from !== undefined && to !== undefined && from > to;
    return turned ? [problem('OUT_OF_RANGE', `members[${i}].to`, { min: from })] : [];
  });
}

/** What only calendar weights hear must not be lost, and a window runs forwards. */
function checkCalendar({ edits, window, seasonality, calendar }: SpreadFields): Problem[] {
  const kinds = edits.map(({ kind }) => kind).filter((kind) => kind !== undefined);
  const problems: Problem[] = [];
  const unheard = (field: string): Problem => problem('INVALID', field, { expected: 'nothing' });
  if (kinds.length === 0 && window !== undefined) problems.push(unheard('window'));
  if (!kinds.includes('workingDays') && calendar !== undefined) problems.push(unheard('calendar'));
  if (!kinds.includes('seasonal') && seasonality !== undefined) problems.push(unheard('seasonality'));
  if (window !== undefined && window.from > window.to) {
    problems.push(problem('OUT_OF_RANGE', 'window.to', { min: window.from }));
  }
  if (seasonality !== undefined && seasonality.length !== 12) {
    problems.push(problem('OUT_OF_RANGE', 'seasonality', { value: seasonality.length, min: 12, max: 12 }));
  }
  return problems;
}
