import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { type Change, changedFields } from './change.ts';
import type { AddRecord, RecordCommand, RemoveRecord, UpdateRecord } from './command.ts';
import type { DecideContext } from './context.ts';
import { checkFields, type Kind, type Resolve } from './kind.ts';
import { checkMeasure, checkPrecision } from './measure.ts';
import { checkCurrency } from './need-laws.ts';
import { checkWithoutReassignment } from './parent-laws.ts';
import { REASSIGNMENT } from './parents.ts';
import { checkPlace } from './place-laws.ts';
import { type Fields, type FieldValue, mergeFields, type PlanRecord, sameValue } from './record.ts';
import { sayStanding, standingOn } from './standing.ts';
import { type BookState, findRecord } from './state.ts';

/** The law for records of any kind. Rooms add theirs on top (`checkPlace` for trees and links). */
export function decideRecord(context: DecideContext, command: RecordCommand): Result<readonly Change[]> {
  const kind = context.kinds.get(command.kind);
  if (!kind || kind.book !== context.book) return refuse(problem('INVALID', 'kind', { kind: command.kind }));
  switch (command.type) {
    case 'record.add':
      return decideAdd(context, kind, command);
    case 'record.update':
      return decideUpdate(context, kind, command);
    case 'record.remove':
      return decideRemove(context, kind, command);
  }
}

const ID = /^[\w-]{1,64}$/;

function decideAdd(context: DecideContext, kind: Kind, command: AddRecord): Result<readonly Change[]> {
  if (!ID.test(command.id)) return refuse(problem('INVALID', 'id'));
  if (findRecord(context.state, kind.kind, command.id)) {
    return refuse(problem('ALREADY_EXISTS', 'id', { kind: kind.kind, id: command.id }));
  }
  const record: PlanRecord = { kind: kind.kind, id: command.id, fields: mergeFields(command.fields, {}) };
  const given = new Set(Object.keys(record.fields));
  const problems = [
    ...checkRecord(context, kind, record),
    ...checkPrecision(context, kind, record.fields, given),
  ];
  return problems.length > 0 ? refuse(...problems) : ok([{ type: 'record.added', record }]);
}

function decideUpdate(context: DecideContext, kind: Kind, command: UpdateRecord): Result<readonly Change[]> {
  const record = findRecord(context.state, kind.kind, command.id);
  if (!record) return refuse(problem('NOT_FOUND', 'id', { kind: kind.kind, id: command.id }));
  const stale = staleFields(record, command.expect ?? {});
  if (stale.length > 0) return refuse(...stale);
  const fields = mergeFields(record.fields, command.set);
  const difference = changedFields(record.fields, fields);
  const fixed = Object.keys(difference?.after ?? {}).filter((name) => kind.fields[name]?.fixed);
  if (fixed.length > 0)
    return refuse(...fixed.map((name) => problem('FROZEN', `set.${name}`, { field: name })));
  const given = new Set(Object.keys(command.set));
  const problems = [
    ...checkRecord(context, kind, { ...record, fields }, Object.keys(difference?.after ?? {})),
    ...checkMeasure(context, kind, [record.fields, fields], given),
    ...checkPrecision(context, kind, fields, given),
  ];
  if (problems.length > 0) return refuse(...problems);
  return ok(difference ? [{ type: 'record.changed', kind: kind.kind, id: record.id, ...difference }] : []);
}

function decideRemove(context: DecideContext, kind: Kind, command: RemoveRecord): Result<readonly Change[]> {
  const record = findRecord(context.state, kind.kind, command.id);
  if (!record) return refuse(problem('NOT_FOUND', 'id', { kind: kind.kind, id: command.id }));
  const standing = standingOn(context, new Set([record.id]));
  if (standing.length > 0) return refuse(problem('IN_USE', 'id', { ...sayStanding(standing) }));
  const astray = checkWithout(context.state, record);
  return astray.length > 0 ? refuse(...astray) : ok([{ type: 'record.removed', record }]);
}

/** What would be against a law without a record: a circle that a reassignment keeps open, money without the brief's currency. */
function checkWithout(state: BookState, record: PlanRecord): readonly Problem[] {
  if (record.kind === REASSIGNMENT) return checkWithoutReassignment(state, record);
  return record.kind === 'brief' ? checkCurrency(state, null).map((one) => ({ ...one, path: 'id' })) : [];
}

function checkRecord(
  context: DecideContext,
  kind: Kind,
  record: PlanRecord,
  typed?: readonly string[],
): readonly Problem[] {
  const problems = checkFields(kind, record.fields, resolver(context), typed);
  return problems.length > 0 ? problems : checkPlace(context.state, record, typed);
}

/** Looks in the book, then in the master data. */
export function resolver(context: DecideContext): Resolve {
  return (kinds, id) =>
    kinds.some((kind) => findRecord(context.state, kind, id) ?? findRecord(context.master, kind, id));
}

function staleFields(record: PlanRecord, expect: Fields): readonly Problem[] {
  return Object.entries(expect)
    .filter(([name, seen]) => !sameValue(record.fields[name], seen))
    .map(([name, seen]) =>
      problem('STALE', `expect.${name}`, {
        field: name,
        yours: plain(seen),
        theirs: plain(record.fields[name] ?? null),
      }),
    );
}

function plain(value: FieldValue): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
