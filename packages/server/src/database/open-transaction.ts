import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import type { Tx } from './tx.ts';
import { workspaceSetting } from './workspace-setting.ts';

/**
 * A transaction on the wire. Statements go out as soon as they are asked, without waiting for the answers to the ones
 * before – the server runs them in order all the same, each on its own snapshot –, so what does not depend on an answer
 * costs no round trip of its own. `BEGIN` travels with the first questions, `COMMIT` behind the last statement told.
 *
 * Nothing that writes goes out before the server has said that the transaction is open: were `BEGIN` refused, it would
 * be committed by itself.
 */
export interface OpenTransaction {
  readonly tx: Tx;
  /** Answers `COMMIT` of the server once everything before it has been answered; afterwards nothing can be asked. */
  commit(): Promise<QueryResult>;
  /** No more questions; resolves when the last answer is in. */
  end(): Promise<void>;
  /** Why the transaction cannot succeed, as far as nobody was told: `BEGIN` or something told failed. */
  failure(): unknown;
  /** Why the transaction was never open: `BEGIN` failed. What was asked meanwhile was answered outside of it. */
  refusal(): unknown;
}

/** A question has no effect beyond its answer; what asks for the workspace's setting has none where it is not set. */
const isHarmlessOutside = (text: string): boolean =>
  /^\s*(COPY \(\s*)?SELECT\b/i.test(text) || text.includes(`current_setting('${workspaceSetting}', true) = `);

export function openTransaction(client: PoolClient, begin: string): OpenTransaction {
  const underWay = new Set<Promise<unknown>>();
  let failure: unknown;
  let refusal: unknown;
  let isOpen = false;
  let isWaiting = false;
  let isOver = false;

  function follow<T>(answer: Promise<T>): Promise<T> {
    underWay.add(answer);
    const done = () => underWay.delete(answer);
    answer.then(done, done);
    return answer;
  }

  const fail = (error: unknown): void => {
    failure ??= error;
  };

  const begun = follow(client.query(begin));
  begun.then(
    () => {
      isOpen = true;
    },
    (error: unknown) => {
      refusal = error;
      fail(error);
    },
  );

  /** In order: what is asked after something that waits for `BEGIN` waits as well. */
  function send(isHarmless: boolean, ask: () => Promise<QueryResult>): Promise<QueryResult> {
    if (isOver) return Promise.reject(new Error('a question to a transaction that has ended'));
    isWaiting ||= !isHarmless;
    return follow(isOpen || !isWaiting ? ask() : begun.then(ask));
  }

  const query = (statement: string | QueryConfig, ...rest: unknown[]): Promise<QueryResult> =>
    send(isHarmlessOutside(typeof statement === 'string' ? statement : statement.text), () =>
      (client.query as (...all: unknown[]) => Promise<QueryResult>)(statement, ...rest),
    );

  return {
    tx: {
      query: query as Tx['query'],
      tell(statement, values, hear = () => undefined) {
        query(statement, values).then(hear).catch(fail);
      },
    },
    commit() {
      const committed = send(true, () => client.query('COMMIT'));
      isOver = true;
      return committed;
    },
    async end() {
      isOver = true;
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    failure: () => failure,
    refusal: () => refusal,
  };
}
