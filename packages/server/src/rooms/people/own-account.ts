import { z } from 'zod';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { endDevices } from './known-device.ts';
import { type Passwords, passwordLength, passwordSchema } from './password.ts';
import { passwordOf, replacePassword } from './reset-store.ts';
import { workspacesOfUser } from './store.ts';

/** Whose account it is, and the session from which it is looked after. */
export interface Own {
  readonly userId: string;
  readonly token: string;
}

const changeSchema = z.object({
  currentPassword: z.string().max(passwordLength.max),
  newPassword: passwordSchema,
});

const oneSchema = z.object({ token: z.string() });

/**
 * What people do with their own account beyond signing in and out. Each is one transaction: nobody is ever signed in, or
 * known by the browser, with what has just been given up.
 */
export interface OwnAccount {
  /** Every session ends, this one too, and no browser is known. Answers the new password. Refuses `WRONG_PASSWORD`. */
  changePassword(own: Own, body: unknown): Promise<string>;
  /** Ends one session of the account. */
  endSession(own: Own, body: unknown): Promise<void>;
  /** Ends all sessions but this one. */
  endOthers(own: Own): Promise<void>;
}

export function createOwnAccount(deps: Deps, passwords: () => Promise<Passwords>): OwnAccount {
  const wrong = () => refused('WRONG_PASSWORD', undefined, 'currentPassword');
  const now = (): string => deps.clock().toISOString();

  async function ended(userId: string, which: (tx: Tx) => Promise<unknown>): Promise<void> {
    await withTransaction(deps.pool, async (tx) => {
      await which(tx);
      await endDevices(tx, userId, now());
      await sessionsEndedIn(deps, tx, userId);
    });
  }

  return {
    async changePassword({ userId }, body) {
      const { currentPassword, newPassword } = parsed(changeSchema, body);
      const { hash, verify } = await passwords();
      const known = await withTransaction(deps.pool, (tx) => passwordOf(tx, userId));
      if (known === undefined || !(await verify({ hash: known, password: currentPassword }))) throw wrong();
      const next = await hash(newPassword);
      await withTransaction(deps.pool, async (tx) => {
        // Between the two somebody may have set another one, which this asker does not know.
        if (!(await replacePassword(tx, userId, next, now(), known))) throw wrong();
        await sessionsEndedIn(deps, tx, userId);
      });
      return newPassword;
    },

    async endSession({ userId }, body) {
      const { token } = parsed(oneSchema, body);
      await ended(userId, (tx) =>
        tx.query(`DELETE FROM auth_session WHERE "userId" = $1 AND "token" = $2`, [userId, token]),
      );
    },

    async endOthers({ userId, token }) {
      await ended(userId, (tx) =>
        tx.query(`DELETE FROM auth_session WHERE "userId" = $1 AND "token" <> $2`, [userId, token]),
      );
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const found = schema.safeParse(body);
  if (found.success) return found.data;
  throw refused('INVALID', undefined, found.error.issues[0]?.path.join('.') || 'body');
}

/** Every stream in this user's workspaces is asked anew whether its reader may listen. */
export async function sessionsEndedIn(deps: Deps, tx: Tx, userId: string): Promise<void> {
  for (const id of await workspacesOfUser(tx, userId)) await deps.live.notifyRights(tx, id);
}
