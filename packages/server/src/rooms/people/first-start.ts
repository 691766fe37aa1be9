import type { Locale } from '@shapan/contract';
import type { FastifyReply } from 'fastify';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { newSecret } from './secret.ts';
import type { SignIn, User } from './sign-in.ts';
import * as store from './store.ts';
import type { NewWorkspace } from './workspaces.ts';

/** Nobody has an account yet: whoever comes first sets the installation up – one person, wholly or not at all. */
export interface FirstStart {
  isFresh(): Promise<boolean>;
  setUp(request: NewWorkspace & { email: string; password: string }, reply: FastifyReply): Promise<void>;
  /** `work` for a guest with a password that nobody knows; `undefined` when somebody has an account already. */
  asGuest<T>(
    locale: Locale,
    reply: FastifyReply,
    work: (guest: User) => Promise<T>,
  ): Promise<{ readonly made: T } | undefined>;
}

export function createFirstStart(
  deps: Deps,
  signIn: SignIn,
  createWorkspace: (owner: User, request: NewWorkspace) => Promise<void>,
): FirstStart {
  const control = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction(deps.pool, work, { attempts: 1 });

  /** Of several at the same moment one gets through; an account whose work fails is taken back. */
  async function asFirst<T>(
    account: Parameters<SignIn['createAccount']>[0],
    reply: FastifyReply,
    work: (first: User) => Promise<T>,
  ): Promise<{ readonly made: T } | undefined> {
    return control(async (tx) => {
      if (!(await store.claimFirstStart(tx))) return undefined;
      const first = await signIn.createAccount(account, reply);
      try {
        return { made: await work(first) };
      } catch (error) {
        reply.removeHeader('set-cookie');
        await control((other) => store.deleteUser(other, first.id));
        throw error;
      }
    });
  }

  return {
    isFresh: () => control(async (tx) => (await store.countUsers(tx)) === 0),

    async setUp(request, reply) {
      const { email, password, displayName } = request;
      const done = await asFirst({ email, password, name: displayName }, reply, (owner) =>
        createWorkspace(owner, request),
      );
      if (!done) throw refused('SETUP_DONE');
    },

    asGuest(locale, reply, work) {
      const email = `guest-${deps.newId()}@example.invalid`;
      const name = locale === 'en' ? 'Guest' : '访客';
      return asFirst({ email, password: newSecret(), name }, reply, work);
    },
  };
}
