import { addDays, type DateRange, dayNumber, isDate, laterDate, type PlainDate } from '../foundation/date.ts';
import type { AddRecord } from '../plan/command.ts';
import { isDropped } from '../plan/dropped.ts';
import { type Kind, type Kinds, kindsLedTo, type Room } from '../plan/kind.ts';
import type { Fields, FieldValue, PlanRecord } from '../plan/record.ts';
import type { DefineTarget } from '../targets/index.ts';
import { carriedEstimate, decimalsByTarget } from './carried-estimates.ts';
import { carriedDays, unlawfulLinks, type WorkWindow } from './carried-tasks.ts';
import { dayOf, withDaysOnly } from './days-only.ts';
import { type EarlierLeaf, earlierTotal, rowsOfTarget } from './earlier-totals.ts';
import type { MasterRecord } from './master.ts';
import { namedWhenThere, type PlanCommand } from './named-when-there.ts';
import { inLocale, type PackLocale } from './packs.ts';

/** What the next plan is made from. */
export interface ContinuePlan {
  /** The earlier plan, by its own id and by everything in it. */
  readonly plan: string;
  readonly records: readonly PlanRecord[];
  readonly leaves: readonly EarlierLeaf[];
  /** The metrics of the workspace: how a target is summed is theirs to say. */
  readonly metrics: readonly MasterRecord[];
  /** The law of kinds, as for any decision. */
  readonly kinds: Kinds;
  readonly planName: string;
  readonly period: DateRange;
  readonly locale: PackLocale;
  readonly ids: () => string;
}

/** What is carried over as it is, in an order in which nothing points to what is not there yet. */
const beforeTargets: readonly Room[] = ['research'];
const afterTargets: readonly Room[] = ['strategy', 'execution', 'risks', 'tracking', 'retrospective'];

/** How a part of a target is to be reached: of the room of targets, and words like those of the strategy. */
const PATH = 'cellPath';

/** When something was known stays what it was, whatever the new period. */
const facts: ReadonlySet<string> = new Set(['asOf', 'expires']);

/** A plan begins anew: nothing has been done yet, and nothing has happened. */
const freshStart: Readonly<Record<string, Fields>> = {
  initiative: { status: 'planned', slipDays: null },
  task: { status: 'planned', progress: 0, doneOn: null },
  risk: { status: 'open' },
  review: { status: 'planned', minutes: null },
};

const settled: ReadonlySet<FieldValue> = new Set(['closed', 'dismissed']);

/**
 * The next plan out of an earlier one: dates move with the period, the earlier total becomes the
 * baseline, lessons come as proposals, and what was left open – actions and deviations – is not forgotten. Versions,
 * holds, comments and minutes stay behind, and so does what was dropped. Commands in an order that can be executed; none
 * when the earlier plan has no brief. Pure.
 */
export function continuePlan(asked: ContinuePlan): readonly PlanCommand[] {
  const request = { ...asked, records: asked.records.map((record) => withDaysOnly(asked.kinds, record)) };
  const brief = request.records.find(({ kind }) => kind === 'brief');
  if (brief === undefined) return [];
  const carry = createCarry(request, brief);
  const commands = [
    briefOf(request, brief, carry),
    ...recordsIn(beforeTargets, request, false).flatMap((record) => carried(carry, record)),
    ...request.records
      .filter(({ kind }) => kind === 'target')
      .map((record) => targetOf(request, carry, record)),
    ...request.records.filter(({ kind }) => kind === PATH).flatMap((record) => carried(carry, record)),
    ...recordsIn(afterTargets, request, false).flatMap((record) => carried(carry, record)),
    ...recordsIn(beforeTargets, request, true).flatMap((record) => carried(carry, record)),
    ...openDeviations(request, carry),
  ];
  return namedWhenThere(commands, request.kinds, new Set(carry.newId.values()));
}

interface Carry {
  /** The kinds that are carried over. */
  readonly kinds: Kinds;
  readonly newId: ReadonlyMap<string, string>;
  readonly shift: (date: PlainDate) => PlainDate;
  /** The same, to the nearest whole week. */
  readonly shiftWeeks: (date: PlainDate) => PlainDate;
  readonly plan: string;
  readonly origin: string;
  readonly from: PlainDate;
  /** Decimals of estimates, by the target they are about. */
  readonly decimals: ReadonlyMap<string, number>;
  /** In which people work for the new plan. */
  readonly window: WorkWindow;
}

function createCarry(request: ContinuePlan, brief: PlanRecord): Carry {
  const { from } = brief.fields;
  const days = isDate(from) ? dayNumber(request.period.from) - dayNumber(from) : 0;
  const kinds: Kinds = new Map(
    [...request.kinds].filter(([name, kind]) => name === 'target' || name === PATH || isCarriedAsIs(kind)),
  );
  const droppedInitiatives = new Set(
    request.records
      .filter(({ kind, fields }) => kind === 'initiative' && isDropped(fields))
      .map(({ id }) => id),
  );
  const newId = new Map<string, string>();
  for (const record of request.records) {
    const orphaned =
      (record.kind === 'task' || record.kind === 'contribution') &&
      droppedInitiatives.has(record.fields.initiative as string);
    if (kinds.has(record.kind) && !orphaned && isCarried(record)) newId.set(record.id, request.ids());
  }
  for (const id of unlawfulLinks(request.records, newId)) newId.delete(id);
  const shift = (date: PlainDate): PlainDate => addDays(date, days);
  const name = brief.fields.name as string;
  return {
    kinds,
    newId,
    shift,
    shiftWeeks: (date) => addDays(date, Math.round(days / 7) * 7),
    plan: request.plan,
    origin: inLocale(request.locale, { zh: `承接自“${name}”`, en: `Carried over from “${name}”` }),
    from: request.period.from,
    decimals: decimalsByTarget(request.records, request.metrics),
    window: windowOf(request, brief, shift),
  };
}

/** Work begins as long before the period, and goes on as long after it, as it did before. */
function windowOf({ period }: ContinuePlan, { fields }: PlanRecord, shift: Carry['shift']): WorkWindow {
  const rest = isDate(fields.to) ? dayNumber(period.to) - dayNumber(fields.to) : 0;
  return {
    min: typeof fields.workFrom === 'string' ? shift(fields.workFrom) : null,
    max: typeof fields.workTo === 'string' ? addDays(fields.workTo, rest) : null,
  };
}

function isCarried({ kind, fields }: PlanRecord): boolean {
  if (kind === 'actionItem') return (fields.status ?? 'open') === 'open';
  // An open deviation is turned into a lesson instead.
  if (kind === 'deviation') return false;
  if (kind === 'lesson') return fields.adoption !== 'declined';
  return !isDropped(fields);
}

const isCarriedAsIs = ({ book, room }: Kind): boolean =>
  book === 'plan' && [...beforeTargets, ...afterTargets].includes(room);

/** Records of some rooms; what of them names what comes later – evidence for a risk – is asked for apart. */
function recordsIn(
  rooms: readonly Room[],
  { kinds, records }: ContinuePlan,
  namesLater: boolean,
): readonly PlanRecord[] {
  const isLater = (name: string): boolean => {
    const room = kinds.get(name)?.room;
    return name === 'target' || (room !== undefined && afterTargets.includes(room));
  };
  const leadsOn = ({ room, fields }: Kind): boolean =>
    beforeTargets.includes(room) && Object.values(fields).some((field) => kindsLedTo(field).some(isLater));
  const ordered = rooms.flatMap((room) =>
    [...kinds.values()].filter((kind) => kind.room === room && leadsOn(kind) === namesLater),
  );
  return ordered.flatMap(({ kind }) => records.filter((record) => record.kind === kind));
}

/** The command that makes the copy; nothing when the record stays behind or has lost what it cannot be without. */
function carried(carry: Carry, record: PlanRecord): readonly AddRecord[] {
  const id = carry.newId.get(record.id);
  const kind = carry.kinds.get(record.kind);
  if (id === undefined || kind === undefined) return [];
  const fields = present({
    ...copiedFields(carry, kind, record.fields),
    ...freshStart[record.kind],
    ...ownRules(carry, record),
  });
  const lost = Object.entries(kind.fields).some(
    ([name, field]) => field.required && fields[name] === undefined,
  );
  return lost ? [] : [{ type: 'record.add', kind: record.kind, id, fields }];
}

function ownRules(carry: Carry, { kind, fields }: PlanRecord): Fields {
  if (kind === 'task') return carriedDays(fields, carry.shift, carry.window);
  // What was promised and paid was another plan's; what is needed has to be secured anew.
  if (kind === 'resourceNeed') return { committed: null, spent: null, secured: false };
  // A Monday meeting stays on a Monday.
  if (kind === 'review' && isDate(fields.on)) return { on: carry.shiftWeeks(fields.on) };
  if (kind === 'lesson') {
    return { adoption: 'proposed', adoptionReason: null, learnedIn: fields.learnedIn ?? carry.plan };
  }
  if (kind === 'actionItem') {
    const due = fields.due as string | undefined;
    return { result: carry.origin, due: due ? laterDate(due, carry.from) : carry.from };
  }
  return {};
}

/** References to master data stay; those within the plan move to the copies. */
function copiedFields(carry: Carry, kind: Kind, fields: Fields): Fields {
  return present(
    Object.fromEntries(
      Object.entries(kind.fields).map(([name, field]) => {
        const value = fields[name] ?? null;
        if (value === null) return [name, null];
        if (field.type === 'date')
          return [name, facts.has(name) ? value : dayOf(carry.shift(value as string))];
        if (field.type === 'estimate')
          return [name, carriedEstimate(value, carry.decimals.get(String(fields.target)))];
        if (field.type !== 'reference' || !field.kinds.some((one) => carry.kinds.has(one)))
          return [name, value];
        return [name, field.many ? manyIds(carry, value) : (carry.newId.get(value as string) ?? null)];
      }),
    ),
  );
}

function manyIds(carry: Carry, value: FieldValue): FieldValue {
  return (value as readonly string[]).flatMap((id) => carry.newId.get(id) ?? []);
}

const present = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function briefOf(request: ContinuePlan, { fields }: PlanRecord, carry: Carry): AddRecord {
  return {
    type: 'record.add',
    kind: 'brief',
    id: request.ids(),
    fields: present({
      ...fields,
      name: request.planName,
      status: 'draft',
      from: request.period.from,
      to: request.period.to,
      workFrom: carry.window.min,
      workTo: carry.window.max,
      earlierPlan: request.plan,
    }),
  };
}

/** The same table for the new period, still without numbers. Own periods are dated, so their successor is monthly. */
function targetOf(request: ContinuePlan, carry: Carry, record: PlanRecord): DefineTarget {
  const { fields } = record;
  const metric = request.metrics.find(({ id }) => id === fields.metric);
  const own = fields.grain === 'custom' ? { grain: 'month', periodSet: null } : {};
  const rows = rowsOfTarget(request.leaves, record.id);
  return {
    type: 'target.define',
    id: carry.newId.get(record.id)!,
    fields: present({
      ...copiedFields(carry, carry.kinds.get('target')!, fields),
      ...own,
      from: request.period.from,
      to: request.period.to,
      givenGrowth: null,
      // Deals of the earlier days are won or lost by now.
      pipeline: null,
      baseline: earlierTotal(request.leaves, record.id, metric?.fields.aggregation),
    }),
    rows:
      rows.length === 0 && ((fields.dimensions as readonly string[] | undefined) ?? []).length === 0
        ? [[]]
        : rows,
  };
}

/** What part of the work a cause speaks of. */
const angleOfCause: Readonly<Record<string, string>> = {
  market: 'risk',
  competitor: 'risk',
  productPrice: 'strategy',
  execution: 'execution',
  resource: 'resource',
  dataDefinition: 'objective',
  targetItself: 'objective',
};

/** A deviation that nobody settled is something to learn from. */
function openDeviations(request: ContinuePlan, carry: Carry): readonly AddRecord[] {
  return request.records
    .filter(({ kind, fields }) => kind === 'deviation' && !settled.has(fields.status ?? 'opened'))
    .map(({ fields }) => ({
      type: 'record.add',
      kind: 'lesson',
      id: request.ids(),
      fields: present({
        statement: fields.name ?? null,
        angle: angleOfCause[fields.cause as string] ?? 'execution',
        verdict: 'improve',
        evidence: [carry.origin, fields.explanation].filter(Boolean).join('\n'),
        recommendation: fields.adjustment ?? null,
        accountable: fields.accountable ?? null,
        adoption: 'proposed',
        learnedIn: request.plan,
      }),
    }));
}
