import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/tx.ts';
import type { Deps } from '../deps.ts';
import { opened, type SealedAnswer, sealed } from './answer-seal.ts';
import { refused } from './refused.ts';
import type { Routes } from './routes.ts';

/**
 * A request that carries an `Idempotency-Key` takes effect once, however often it is sent: its key is claimed in the
 * same transaction as its effect, so both are there or neither is. Sent again it gets the answer it got then; the same
 * key on another request is refused. A request that was rolled back has claimed nothing and may be mended and sent
 * again.
 */
const KEEP_MS = 7 * 24 * 60 * 60 * 1000;
/** Old keys are cleared away this often; a week more or less of a few minutes is no matter. */
const SWEEP_MS = 10 * 60 * 1000;
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;
const ANSWER_WAIT_MS = 3_000;

/** Long enough that nobody guesses the key of another request: it also opens the stored answer. */
const KEY = /^[\x21-\x7e]{16,100}$/;

interface Claim {
  readonly key: string;
  readonly keyHash: string;
  /** Grows by the content of a file, which is read later than the rest. */
  fingerprint: string;
  readonly requestId: string;
  readonly at: string;
  /** The key is taken, but whether by the same request shows only when its file has been read. */
  taken: boolean;
}

const current = new AsyncLocalStorage<Claim>();
const claims = new WeakMap<FastifyRequest, Claim>();

/** The effect happened before, by the same key; the answer of then is what is wanted. */
class DoneBefore extends Error {}

/**
 * At the start of the transaction in which a request takes effect. Waits for a request with the same key that is under
 * way; when that one has succeeded, this one ends here.
 */
export async function claimOnce(tx: Tx): Promise<void> {
  const claim = current.getStore();
  if (!claim) return;
  const { keyHash, requestId, fingerprint, at } = claim;
  const { rowCount } = await tx.query(
    `INSERT INTO request_key (key_hash, request_id, fingerprint, claimed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (key_hash) DO NOTHING`,
    [keyHash, requestId, fingerprint, at],
  );
  if (rowCount === 1) return;
  const { rows } = await tx.query(`SELECT FROM request_key WHERE key_hash = $1 AND request_id = $2`, [
    keyHash,
    requestId,
  ]);
  // A request with several effects claims with the first of them.
  if (rows.length === 0) throw new DoneBefore();
}

/** Whether the request under way has a key to claim. */
export const isClaimed = (): boolean => current.getStore() !== undefined;

/** A request with another file is another request. */
export function claimFile(request: FastifyRequest, content: Buffer): void {
  const claim = claims.get(request);
  if (!claim) return;
  claim.fingerprint = hash(claim.fingerprint, createHash('sha256').update(content).digest('base64url'));
  if (claim.taken) throw new DoneBefore();
}

export interface Once {
  /** Answers an error that means "done before"; `false` = it means something else. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<boolean>;
}

/** `authorise`: whether the caller may still see what the answer says. */
export function honourKeys(
  app: Routes,
  deps: Deps,
  authorise: (request: FastifyRequest) => Promise<unknown>,
): Once {
  const control = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withTransaction(deps.pool, work);

  async function repeat(claim: Claim, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const found = await control((tx) => findAnswer(tx, claim.keyHash));
    if (!found) return false;
    if (found.fingerprint !== claim.fingerprint) throw refused('KEY_REUSED', undefined, 'idempotency-key');
    await authorise(request);
    const until = Date.now() + ANSWER_WAIT_MS;
    let { answer } = found;
    while (!answer && Date.now() < until) {
      await sleep(50);
      answer = (await control((tx) => findAnswer(tx, claim.keyHash)))?.answer ?? null;
    }
    if (!answer) throw refused('DONE_BEFORE');
    const { status, headers, body } = opened(answer, claim.key);
    for (const [name, value] of Object.entries(headers)) reply.header(name, value);
    await reply.status(status).header('idempotency-replayed', 'true').send(body);
    return true;
  }

  app.addHook('preHandler', async (request, reply) => {
    const claim = claimOf(request, deps.clock());
    if (!claim) return;
    if (request.isMultipart())
      claim.taken = (await control((tx) => findAnswer(tx, claim.keyHash))) !== undefined;
    else if (await repeat(claim, request, reply)) return reply;
    claims.set(request, claim);
  });
  app.addHook('preHandler', (request, _reply, done) => {
    const claim = claims.get(request);
    if (claim) current.run(claim, done);
    else done();
  });
  let sweptAt = 0;
  app.addHook('onSend', async (request, reply, payload) => {
    const claim = claims.get(request);
    if (!claim) return payload;
    const answer = answerOf(reply, payload);
    const now = deps.clock().getTime();
    const isDue = now - sweptAt >= SWEEP_MS;
    if (isDue) sweptAt = now;
    const before = new Date(now - KEEP_MS).toISOString();
    await control(async (tx) => {
      // Without one the claim stays as it is: a failure may come after the commit, and then the effect is there.
      if (answer) await keepAnswer(tx, claim, sealed(answer, claim.key));
      if (isDue) await tx.query(`DELETE FROM request_key WHERE claimed_at < $1`, [before]);
    }).catch((error: unknown) => deps.log.warn({ err: error as Error }, 'an answer could not be kept'));
    return payload;
  });

  return {
    async answer(error, request, reply) {
      const claim = claims.get(request);
      if (!claim || !(error instanceof DoneBefore)) return false;
      // What is sent now is the answer of the other request; there is nothing of this one to keep.
      claims.delete(request);
      if (!(await repeat(claim, request, reply))) throw refused('BUSY');
      return true;
    },
  };
}

function claimOf(request: FastifyRequest, now: Date): Claim | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method === 'GET' || request.method === 'HEAD') return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) throw refused('INVALID', undefined, 'idempotency-key');
  const { authorization = '', cookie = '' } = request.headers;
  const { method, url } = request;
  return {
    key,
    keyHash: hash(authorization || cookie, key),
    fingerprint: hash(
      method,
      url,
      request.headers['content-length'] ?? '',
      JSON.stringify(request.body ?? null),
    ),
    requestId: request.id,
    taken: false,
    at: now.toISOString(),
  };
}

/** `undefined`: it was refused or failed, or it is too large to keep. */
function answerOf(reply: FastifyReply, payload: unknown): SealedAnswer | undefined {
  const isText = payload === undefined || payload === null || typeof payload === 'string';
  if (reply.statusCode >= 400 || !isText) return undefined;
  const body = payload ?? '';
  if (body.length > LARGEST_ANSWER_BYTES) return undefined;
  const kept = ['content-type', 'set-cookie'].flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, value as string | string[]] as const];
  });
  return { status: reply.statusCode, headers: Object.fromEntries(kept), body };
}

async function findAnswer(
  tx: Tx,
  keyHash: string,
): Promise<{ readonly fingerprint: string; readonly answer: Buffer | null } | undefined> {
  const { rows } = await tx.query<{ fingerprint: string; answer: Buffer | null }>(
    `SELECT fingerprint, answer FROM request_key WHERE key_hash = $1`,
    [keyHash],
  );
  return rows[0];
}

async function keepAnswer(tx: Tx, { keyHash, requestId }: Claim, answer: Buffer): Promise<void> {
  await tx.query(`UPDATE request_key SET answer = $3 WHERE key_hash = $1 AND request_id = $2`, [
    keyHash,
    requestId,
    answer,
  ]);
}

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
