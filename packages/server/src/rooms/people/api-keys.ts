import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type Caller, needsPerson } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import * as keys from './api-key-store.ts';
import { asMember } from './as-member.ts';
import { writeDown } from './people-log.ts';
import { hashOf, newSecret } from './secret.ts';

/** Keys with which programs act as the member who made them. */
export function createApiKeys(deps: Deps) {
  const now = (): string => deps.clock().toISOString();
  const acting = <T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> =>
    asMember(deps.pool, caller, work, { once: true });

  return {
    apiKeys: (caller: Caller) =>
      asMember(deps.pool, caller, (tx) => keys.listApiKeys(tx, caller.workspaceId, caller.member)),

    /** Answers the key, once. */
    async createApiKey(caller: Caller, name: string): Promise<{ key: string; row: keys.ApiKeyRow }> {
      needsPerson(caller);
      const key = `shapan_${newSecret(32)}`;
      const row: keys.ApiKeyRow = {
        keyId: deps.newId(),
        memberId: caller.member,
        name,
        prefix: key.slice(0, 12),
        createdAt: now(),
        lastUsedAt: null,
        revokedAt: null,
      };
      await acting(caller, async (tx) => {
        await keys.insertApiKey(tx, caller.workspaceId, row, hashOf(key));
        await writeDown(deps, tx, caller.workspaceId, {
          kind: 'key.created',
          by: caller.member,
          about: caller.member,
          after: { name, prefix: row.prefix },
        });
      });
      return { key, row };
    },

    async revokeApiKey(caller: Caller, keyId: string): Promise<void> {
      needsPerson(caller);
      const { workspaceId, member } = caller;
      const revoked = await acting(caller, async (tx) => {
        await deps.live.notifyRights(tx, workspaceId);
        const row = await keys.revokeApiKey(tx, workspaceId, member, keyId, now());
        if (!row) return false;
        const event = { by: member, about: member, before: { name: row.name, prefix: row.prefix } };
        await writeDown(deps, tx, workspaceId, { kind: 'key.revoked', ...event });
        return true;
      });
      if (!revoked) throw refused('NOT_FOUND', { kind: 'apiKey', id: keyId });
    },
  };
}
