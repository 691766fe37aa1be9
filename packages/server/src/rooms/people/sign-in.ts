import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import pg from 'pg';
import type { Config } from '../../config.ts';
import { connectionOf, createPool } from '../../database/pool.ts';
import { databaseError } from '../../database/sqlstate.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { Deps } from '../../deps.ts';
import { clearKept } from '../../http/caches.ts';
import { refused } from '../../http/refused.ts';
import type { Routes } from '../../http/routes.ts';
import { createKnownDevices, type Device, devicesEnded } from './known-device.ts';
import { createOwnAccount, sessionsEndedIn } from './own-account.ts';
import { passwordLength, strictLimit } from './password.ts';
import { createSignInLimit, type Knock } from './sign-in-limit.ts';
import { hasAccount, instanceSecret } from './store.ts';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Accounts, passwords and sessions: the authentication library behind a narrow door. */
export interface SignIn {
  /** The signed-in user of a request, or `undefined`. */
  userOf(request: FastifyRequest): Promise<User | undefined>;
  /** The same with the session's token. */
  sessionOf(request: FastifyRequest): Promise<{ readonly user: User; readonly token: string } | undefined>;
  /** A new account, signed in at once: the cookie goes out with the reply. */
  createAccount(
    account: { email: string; name: string; password: string },
    reply: FastifyReply,
  ): Promise<User>;
  /** As the library keeps it. */
  hashPassword(password: string): Promise<string>;
  mount(app: Routes): void;
  close(): Promise<void>;
}

/** What of the library's own routes is open. Accounts come into being by set-up and invitation only. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  '/api/auth/sign-in/email',
  '/api/auth/sign-out',
  '/api/auth/change-password',
  '/api/auth/list-sessions',
  '/api/auth/revoke-session',
  '/api/auth/revoke-other-sessions',
]);

/** After these, streams that were opened with a session must not go on without it. For a guest the library answers. */
const OWN_PATHS: ReadonlySet<string> = new Set([
  '/api/auth/sign-out',
  '/api/auth/change-password',
  '/api/auth/revoke-session',
  '/api/auth/revoke-other-sessions',
]);

export async function createSignIn(deps: Deps, config: Config): Promise<SignIn> {
  const secret = await withTransaction(deps.pool, (tx) =>
    instanceSecret(tx, 'auth.secret', randomBytes(48).toString('base64url')),
  );
  // The library wants `Date`s where our own pool gives ISO text, so it has connections of its own.
  const pool = createPool(connectionOf(deps.pool), {
    log: deps.log,
    max: 4,
    applicationName: 'shapan sign-in',
    types: pg.types,
  });
  const auth = betterAuth({
    database: pool,
    secret,
    baseURL: config.publicUrl?.origin ?? `http://localhost:${config.port}`,
    basePath: '/api/auth',
    // Origins are checked for every route of ours, these included, in `http/origin.ts`.
    advanced: {
      cookiePrefix: 'shapan',
      useSecureCookies: config.publicUrl?.protocol === 'https:',
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { disableIpTracking: false },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Faults come here and are answered as everywhere else.
    onAPIError: { throw: true },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      autoSignIn: true,
      ...(deps.passwords && { password: deps.passwords }),
    },
    session: { modelName: 'auth_session', expiresIn: 30 * 24 * 60 * 60, updateAge: 24 * 60 * 60 },
    user: { modelName: 'auth_user' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    rateLimit: { enabled: false },
  });

  const limit = createSignInLimit(deps.clock);
  const devices = createKnownDevices(secret, config.publicUrl?.protocol === 'https:', deps.clock);

  /** The device of a request, unless it was known before its account's devices were ended. */
  async function deviceOf(request: FastifyRequest, email: string): Promise<Device | undefined> {
    const device = devices.of(request, email);
    if (!device) return undefined;
    const ended = await withTransaction(deps.pool, (tx) => devicesEnded(tx, email));
    return ended === undefined || device.since > ended ? device : undefined;
  }

  /** The one way in by password: who guesses is slowed down, who gets in is known from then on. */
  async function guarded(
    request: FastifyRequest,
    reply: FastifyReply,
    signedIn: () => Promise<Response>,
  ): Promise<Response> {
    const email = emailOf(request);
    const device = email === undefined ? undefined : await deviceOf(request, email);
    const knock: Knock | undefined =
      email === undefined ? undefined : { email, address: request.ip, device: device?.name };
    if (knock) limit.check(knock);
    const answer = await signedIn();
    if (answer.status >= 400 && answer.status < 500) {
      if (knock) limit.failed(knock);
      throw refused('SIGN_IN_FAILED');
    }
    if (knock && answer.ok) {
      limit.succeeded(knock);
      reply.header('set-cookie', devices.cookieFor(knock.email, device));
    }
    return answer;
  }

  const library = (request: Request): Promise<Response> =>
    auth.handler(request).catch((error: unknown) => {
      throw refusalOfLibrary(error);
    });
  const account = createOwnAccount(deps, async () => (await auth.$context).password);

  /**
   * Whoever signs out goes on knowing the browser. Whoever ends sessions or changes the password trusts the others no more:
   * only the browser that asks, which its owner holds in hand, is known from right after that moment.
   */
  async function ownPath(
    { user, token }: { readonly user: User; readonly token: string },
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
  ): Promise<Response> {
    if (path === '/api/auth/sign-out') {
      const answer = await library(asFetchRequest(request, path));
      await withTransaction(deps.pool, (tx) => sessionsEndedIn(deps, tx, user.id));
      return answer;
    }
    const own = { userId: user.id, token };
    const done = async (): Promise<Response> => {
      if (path === '/api/auth/change-password') {
        const password = await account.changePassword(own, request.body);
        return library(asFetchRequest(request, '/api/auth/sign-in/email', { email: user.email, password }));
      }
      if (path === '/api/auth/revoke-session') await account.endSession(own, request.body);
      else await account.endOthers(own);
      return Response.json({ status: true });
    };
    const answer = await done();
    const next = new Date(deps.clock().getTime() + 1);
    reply.header('set-cookie', devices.cookieFor(user.email, undefined, next));
    return answer;
  }

  const signIn: SignIn = {
    userOf: async (request) => (await signIn.sessionOf(request))?.user,

    async sessionOf(request) {
      if (!request.headers.cookie) return undefined;
      const session = await auth.api.getSession({ headers: headersOf(request) }).catch((error: unknown) => {
        throw refusalOfLibrary(error);
      });
      if (!session) return undefined;
      const { id, email, name } = session.user;
      return { user: { id, email, name }, token: session.session.token };
    },

    async createAccount(account, reply) {
      const { headers, response } = await auth.api
        .signUpEmail({ body: account, headers: headersOf(reply.request), returnHeaders: true })
        .catch(async (error: unknown) => {
          const unwritten = isAPIError(error) && error.body?.code === 'FAILED_TO_CREATE_USER';
          // The library's word for whatever kept the account from being written, a second one of the same moment included.
          if (!unwritten) throw refusalOfLibrary(error);
          const exists = await withTransaction(deps.pool, (tx) => hasAccount(tx, account.email));
          throw exists ? accountExists() : refused('BUSY');
        });
      reply.header('set-cookie', devices.cookieFor(account.email));
      for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie);
      return { id: response.user.id, email: response.user.email, name: response.user.name };
    },

    async hashPassword(password) {
      return (await auth.$context).password.hash(password);
    },

    mount(app) {
      const limited = { config: strictLimit, schema: { hide: true } };
      app.route({
        method: ['GET', 'POST'],
        url: '/api/auth/*',
        ...limited,
        handler: async (request, reply) => {
          const path = request.url.split('?')[0] ?? '';
          if (!OPEN_PATHS.has(path)) throw refused('ROUTE_NOT_FOUND');
          const handle = (): Promise<Response> => library(asFetchRequest(request, path));
          const own = OWN_PATHS.has(path) ? await signIn.sessionOf(request) : undefined;
          const answer = await (own
            ? ownPath(own, request, reply, path)
            : path === '/api/auth/sign-in/email'
              ? guarded(request, reply, handle)
              : handle());
          if (path === '/api/auth/sign-out') clearKept(reply);
          reply.status(answer.status);
          for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
          return reply.type('application/json').send(await answer.text());
        },
      });
    },

    async close() {
      await pool.end();
    },
  };
  return signIn;
}

/** What the library throws: its own answers by their code, and what its database connection threw, also from behind a fault. */
function refusalOfLibrary(error: unknown): unknown {
  if (!isAPIError(error)) return databaseError(error);
  if (error.statusCode >= 500 && error.cause !== undefined) return databaseError(error.cause);
  return error.body?.code?.startsWith('USER_ALREADY_EXISTS') ? accountExists() : error;
}

const accountExists = () => refused('ALREADY_EXISTS', { kind: 'account' }, 'email');

function asFetchRequest(request: FastifyRequest, path: string, body: unknown = request.body ?? {}): Request {
  const url = `http://localhost${path}`;
  if (request.method === 'GET') return new Request(url, { headers: headersOf(request) });
  return new Request(url, {
    method: 'POST',
    headers: headersOf(request),
    body: JSON.stringify(body),
  });
}

function emailOf({ body }: FastifyRequest): string | undefined {
  const { email } = (body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email : undefined;
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'accept-language'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  headers.set('content-type', 'application/json');
  headers.set('x-forwarded-for', request.ip);
  return headers;
}
