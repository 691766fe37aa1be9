import { type Problem, problem } from '../foundation/problem.ts';
import { applyChanges } from './apply.ts';
import type { Change, RecordChanged } from './change.ts';
import type { DecideContext } from './context.ts';
import { coordinateOf, isPresent, rowCount } from './cube.ts';
import { resolver } from './decide-records.ts';
import { brokenFormulas } from './formula-laws.ts';
import { checkReferences } from './kind.ts';
import { checkMeasure } from './measure.ts';
import { checkCurrencyAfter } from './need-laws.ts';
import { checkWithoutReassignment } from './parent-laws.ts';
import { REASSIGNMENT } from './parents.ts';
import { checkPlace } from './place-laws.ts';
import { type Fields, type PlanRecord, sameValue } from './record.ts';
import { sayStanding, standingOn } from './standing.ts';
import { type BookState, cubeOf, findRecord, forkState, recordsOf } from './state.ts';
import { calledIn } from './title.ts';

/**
 * The laws that a book would no longer obey after changes that come from its own log – undo, an earlier version –
 * and not from a command: what leads nowhere, what stands on a record that goes, two of one key, a closed circle.
 * Numbers have no such laws. Every problem names by `by` what it is about.
 */
export function brokenBy(
  context: DecideContext,
  changes: readonly Change[],
  leniency: Leniency = {},
): readonly Problem[] {
  const shaping = changes.filter(({ type }) => type !== 'cells.changed');
  if (shaping.length === 0) return [];
  const state = forkState(context.state);
  applyChanges(state, shaping);
  const after = { ...context, state, master: context.book === 'master' ? state : context.master };
  return [
    ...groundGone(after, shaping),
    ...shaping.flatMap((change) => groundless(after, change, leniency)),
    ...formulasGone(after, shaping),
    ...(leniency.asItStood ? [] : otherMoney(context.state, after, shaping, leniency.said)),
  ];
}

/** Where changes come from, and what is let pass of a book that is older than a law. */
export interface Leniency {
  /** The book becomes as a whole what it was once, so nothing of it is typed, and the laws of tasks are not asked (TSK-1, TSK-2). */
  readonly asItStood?: boolean;
  /** The book as it was before what is taken back: a record that broke a law there may break the same one again. */
  readonly found?: BookState | undefined;
  /** The book in which was said what the changes bring: its money counts in its currency (NEED-1). */
  readonly said?: BookState | undefined;
}

/** What would stand on records that go. */
function groundGone(after: DecideContext, changes: readonly Change[]): readonly Problem[] {
  const gone = changes.flatMap((change) =>
    change.type === 'record.removed' && !findRecord(after.state, change.record.kind, change.record.id)
      ? [change.record.id]
      : [],
  );
  const standing = standingOn(after, new Set(gone));
  return standing.length > 0 ? [problem('IN_USE', 'id', { ...sayStanding(standing) })] : [];
}

/** Formulas that would name a metric which goes. */
function formulasGone(after: DecideContext, changes: readonly Change[]): readonly Problem[] {
  const going = changes.some((change) => change.type === 'record.removed' && change.record.kind === 'metric');
  const lost = going ? brokenFormulas(after.state) : [];
  return lost.length > 0
    ? [problem('IN_USE', 'id', { count: lost.length, by: lost.slice(0, 5).join(', ') })]
    : [];
}

/** Money that would count in another currency than it was said in; in the way is the brief, by its currency. */
function otherMoney(
  before: BookState,
  after: DecideContext,
  changes: readonly Change[],
  said: BookState | undefined,
): readonly Problem[] {
  const [brief] = [...recordsOf(after.state, 'brief'), ...recordsOf(before, 'brief')];
  if (!brief) return [];
  const about = { kind: 'brief', id: brief.id, field: 'currency', by: calledIn(after, brief) };
  return checkCurrencyAfter(before, after.state, changes, said).map(({ code, path }) =>
    problem(code, path, about),
  );
}

/** What a change would bring back without what it stands on. */
function groundless(after: DecideContext, change: Change, leniency: Leniency): readonly Problem[] {
  const laws = (kind: string, id: string, fields: Fields): readonly Problem[] =>
    lawsOf(after, { kind, id }, Object.keys(fields), leniency);
  switch (change.type) {
    case 'record.added':
      return laws(change.record.kind, change.record.id, change.record.fields);
    case 'record.changed':
      return [...laws(change.kind, change.id, change.after), ...measureOf(after, change)];
    case 'record.removed':
      return change.record.kind === REASSIGNMENT ? astrayWithout(after, change.record) : [];
    case 'rows.changed':
      return change.present ? memberless(after, change.target, change.rows) : [];
    case 'cube.shaped':
      return change.before === null ? memberless(after, change.target) : [];
    default:
      return [];
  }
}

function lawsOf(
  after: DecideContext,
  { kind: name, id }: Pick<PlanRecord, 'kind' | 'id'>,
  fields: readonly string[],
  { asItStood = false, found }: Leniency,
): readonly Problem[] {
  const kind = after.kinds.get(name);
  const record = findRecord(after.state, name, id);
  if (!kind || !record) return [];
  const lost = fields.flatMap((field) => {
    const described = kind.fields[field];
    if (!described) return [];
    return checkReferences(described, record.fields[field], `fields.${field}`, resolver(after)).slice(0, 1);
  });
  const typed = asItStood ? [] : fields;
  const before = found && findRecord(found, name, id);
  // Only what comes back as it was there may be against the law that it was against.
  const isBack = before && fields.every((field) => sameValue(before.fields[field], record.fields[field]));
  const stood = new Set(isBack ? checkPlace(found, before, typed).map(spelled) : []);
  const broken = checkPlace(after.state, record, typed).filter((one) => !stood.has(spelled(one)));
  return [...lost, ...broken].map(({ code, path, params }) => {
    // A twin is what stands in the way; anything else is about the record itself.
    const twin = code === 'DUPLICATE' ? findRecord(after.state, name, String(params?.['id'])) : undefined;
    const about = twin ?? record;
    const field = path?.replace('fields.', '') ?? null;
    const way = params?.['path'] === undefined ? {} : { path: params['path'] };
    return problem(code, path, { kind: name, id: about.id, field, by: calledIn(after, about), ...way });
  });
}

const spelled = ({ code, path, params }: Problem): string => JSON.stringify([code, path, params]);

/** A circle that a reassignment kept open. */
function astrayWithout(after: DecideContext, record: PlanRecord): readonly Problem[] {
  const member = findRecord(after.state, 'dimensionMember', String(record.fields['member']));
  if (!member) return [];
  return checkWithoutReassignment(after.state, record).map(({ code, path }) =>
    problem(code, path, { kind: record.kind, id: record.id, by: calledIn(after, member) }),
  );
}

/** Estimates that a change would leave behind in another unit. */
function measureOf(
  after: DecideContext,
  { kind: name, id, before, after: set }: RecordChanged,
): readonly Problem[] {
  const kind = after.kinds.get(name);
  const record = findRecord(after.state, name, id);
  if (!kind || !record) return [];
  const sides = [{ ...record.fields, ...before }, record.fields] as const;
  return checkMeasure(after, kind, sides, new Set(Object.keys(set))).map(({ code, path, params }) =>
    problem(code, path, { kind: name, id, ...params, by: calledIn(after, record) }),
  );
}

/** Rows – all of the target's, or these – that name members which there are not. */
function memberless(
  after: DecideContext,
  target: string,
  coming?: readonly (readonly string[])[],
): readonly Problem[] {
  const found = cubeOf(after.state, target);
  const record = findRecord(after.state, 'target', target);
  if (!found || !record) return [];
  const isThere = (id: string) => findRecord(after.master, 'dimensionMember', id) !== undefined;
  const lost = (coming ?? presentRows(found.cube)).filter((row) => !row.every(isThere)).length;
  if (lost === 0) return [];
  return [
    problem('UNKNOWN_REFERENCE', 'rows', {
      kind: 'target',
      id: target,
      rows: lost,
      by: calledIn(after, record),
    }),
  ];
}

function presentRows(cube: Parameters<typeof isPresent>[0]): readonly (readonly string[])[] {
  const rows = Array.from({ length: rowCount(cube) }, (_, row) => row);
  return rows.filter((row) => isPresent(cube, row)).map((row) => coordinateOf(cube, row));
}
