import type { PeopleEvent } from '@shapan/contract';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type Caller, needsAbility } from '../../http/caller.ts';
import { asMember } from './as-member.ts';

/** What is told of an event; the rest is known where it is written down. */
export type Happened = Pick<PeopleEvent, 'kind' | 'by' | 'about'> &
  Partial<Pick<PeopleEvent, 'before' | 'after'>>;

/** Written down in the transaction in which it happens: neither can be there without the other. */
export async function writeDown(
  deps: Pick<Deps, 'newId' | 'clock'>,
  tx: Tx,
  workspaceId: string,
  { kind, by, about, before = null, after = null }: Happened,
): Promise<void> {
  await tx.query(
    `INSERT INTO people_event
       (workspace_id, event_id, happened_at, kind, by_member, about_member, before_values, after_values)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [workspaceId, deps.newId(), deps.clock().toISOString(), kind, by, about, json(before), json(after)],
  );
}

const json = (values: object | null): string | null => (values === null ? null : JSON.stringify(values));

/** The name of whoever made the latest invitation of a member. */
export async function inviterOf(tx: Tx, workspaceId: string, memberId: string): Promise<string | null> {
  const { rows } = await tx.query<{ name: string }>(
    `SELECT m.display_name AS name FROM people_event e
     JOIN member m ON m.workspace_id = e.workspace_id AND m.member_id = e.by_member
     WHERE e.workspace_id = $1 AND e.about_member = $2 AND e.kind IN ('member.invited', 'invite.renewed')
     ORDER BY e.event_id DESC LIMIT 1`,
    [workspaceId, memberId],
  );
  return rows[0]?.name ?? null;
}

const COLUMNS = `event_id AS id, happened_at AS at, kind, by_member AS by, about_member AS about,
  before_values AS before, after_values AS after`;

/** What happened to the people of a workspace, for those who manage them; ids are in order of time. */
export function createPeopleLog(deps: Deps) {
  return {
    /** The newest first; `before` = only those older than this event. */
    async peopleEvents(
      caller: Caller,
      { before, limit }: { readonly before?: string | undefined; readonly limit: number },
    ): Promise<PeopleEvent[]> {
      needsAbility(caller, 'people.manage');
      return asMember(deps.pool, caller, async (tx) => {
        const { rows } = await tx.query<PeopleEvent>(
          `SELECT ${COLUMNS} FROM people_event
           WHERE workspace_id = $1 AND ($2::uuid IS NULL OR event_id < $2) ORDER BY event_id DESC LIMIT $3`,
          [caller.workspaceId, before ?? null, limit],
        );
        return rows;
      });
    },
  };
}
