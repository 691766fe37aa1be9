import type { Actor, NewPlan, Submission } from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  type Command,
  calendarOf,
  continuePlan,
  forkState,
  instantiate,
  kinds,
  recordsOf,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { asMember } from '../people/as-member.ts';
import { findWorkspace } from '../people/store.ts';
import { earlierPlan } from './earlier-plan.ts';
import { masterState, openBook } from './open-book.ts';
import { findBook, insertBook, lockBook } from './store.ts';
import { submitIn } from './submit-in.ts';
import { announce, type Submitted } from './submitted.ts';
import { withKnownPersons } from './unknown-persons.ts';

/** What can be asked for: what the API offers, and the demo company's plan. */
export type PlanRequest =
  | NewPlan
  | {
      readonly from: 'demo';
      readonly id: string;
      readonly name: string;
      readonly period: NewPlan['period'];
      /** The day of which it tells how far everything is. */
      readonly told: string;
    };

/**
 * A new plan with everything in it, in one transaction: the master data that the scenario needs and the workspace
 * lacks, the book, and its first entry – on the same road as any other change.
 */
export async function createPlan(deps: Deps, caller: Caller, request: PlanRequest): Promise<void> {
  const done = await asMember(deps.pool, caller, (tx) => createIn(deps, tx, caller, request), {
    once: true,
  });
  for (const submitted of done) announce(deps, submitted);
}

async function createIn(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  request: PlanRequest,
): Promise<readonly Submitted[]> {
  const { workspaceId } = caller;
  if (await findBook(tx, workspaceId, request.id))
    throw refused('ALREADY_EXISTS', { kind: 'book', id: request.id }, 'id');
  // A plan is made whole: what the scenario brings does not depend on the maker's own part of the organisation.
  const actor: Actor = { member: caller.member, role: 'owner', scope: [] };
  // Nothing that the new plan will stand on may go while it is being made.
  await lockBook(tx, workspaceId, workspaceId);
  const master = await masterState(deps, tx, workspaceId);
  const commands = await commandsFor(deps, tx, caller, request, master);
  const done: Submitted[] = [];
  let grown = master;
  if (commands.master.length > 0) {
    const submission = submissionOf(deps, commands.master);
    const submitted = await submitIn(deps, tx, { workspaceId, bookId: workspaceId, actor, submission });
    grown = forkState(master);
    applyChanges(grown, submitted.entry.changes);
    done.push(submitted);
  }
  const now = deps.clock().toISOString();
  await insertBook(tx, {
    workspaceId,
    bookId: request.id,
    kind: 'plan',
    name: request.name,
    position: 0,
    base: null,
    createdBy: caller.member,
    createdAt: now,
    updatedAt: now,
    removedAt: null,
  });
  const submission = submissionOf(deps, commands.plan);
  const submitted = await submitIn(deps, tx, {
    workspaceId,
    bookId: request.id,
    actor,
    submission,
    master: grown,
  });
  done.push(submitted);
  return done;
}

function submissionOf(deps: Deps, commands: readonly Command[]): Submission {
  return { id: deps.newId(), commands: commands as Submission['commands'] };
}

async function commandsFor(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  request: PlanRequest,
  master: BookState,
): Promise<{ master: readonly Command[]; plan: readonly Command[] }> {
  const { name, period } = request;
  const common = { locale: caller.locale, ids: deps.newId, person: caller.member };
  if (request.from === 'plan') {
    const book = await openBook(tx, caller.workspaceId, request.plan);
    const state = await deps.books.current(tx, book);
    const metrics = recordsOf(master, 'metric');
    const { locale, ids } = common;
    const { records, leaves } = earlierPlan(state, master);
    // Whoever is nobody here any more answers for nothing in the next plan.
    const known = await withKnownPersons(tx, caller.workspaceId, records);
    const earlier = { plan: book.bookId, records: known, leaves };
    return {
      master: [],
      plan: continuePlan({ ...earlier, metrics, kinds, planName: name, period, locale, ids }),
    };
  }
  const workspace = await findWorkspace(tx, caller.workspaceId);
  return instantiate({
    ...common,
    currency: workspace?.currency,
    scenario: request.from === 'demo' ? 'demo' : request.scenario,
    planName: name,
    ...period,
    sampleNumbers: request.from === 'demo' || request.sampleNumbers,
    ...(request.from === 'scenario' && request.total !== undefined && { total: request.total }),
    example: request.from === 'demo',
    ...(request.from === 'demo' && { told: request.told }),
    calendar: calendarOf(master),
    existing: {
      metrics: recordsOf(master, 'metric'),
      dimensions: recordsOf(master, 'dimension'),
      members: recordsOf(master, 'dimensionMember'),
      departments: recordsOf(master, 'department'),
    },
  });
}
