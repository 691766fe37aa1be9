import pg from 'pg';
import { copiedRows, isCopied } from './copied-rows.ts';

/** A deadline passes in so many steps: however long this thread does something else, that is one of them. */
const STEPS = 10;

/**
 * A connection to which statements are sent without waiting for the answers to the ones before.
 *
 * What is asked in one turn of this thread goes out in one packet: a write for each would wake the server for each.
 *
 * Each statement has a deadline of its own, `query_timeout` of the connection or of the statement. They are answered in
 * order, so the time of one begins when the one before it has been answered; the driver's own clock begins when a statement
 * is sent, and would count the whole line before it as well. A connection on which a deadline passes has lost its server:
 * it is cut, and everything under way fails.
 */
export class PipelinedClient extends pg.Client {
  readonly #patienceMs: number;
  /** Statements that have been sent and not answered; the server is at the first of them. */
  readonly #underWay: { readonly patienceMs: number }[] = [];
  #clock: NodeJS.Timeout | undefined;
  #isGathering = false;

  constructor(config: pg.ClientConfig = {}) {
    // The pool hides the password from copies.
    super({
      ...config,
      ...(config.password !== undefined && { password: config.password }),
      query_timeout: 0,
    });
    this.#patienceMs = config.query_timeout ?? 0;
  }

  /** All overloads of the driver's in one: the answer goes to the callback that comes last, or else it is a promise. */
  override query(statement: unknown, ...rest: unknown[]): never {
    const { patienceMs, asked } = this.#patienceFor(statement);
    const one = { patienceMs };
    const answered = () => this.#answered(one);
    const callback = rest.at(-1);
    const heard = (...answer: unknown[]): void => {
      answered();
      (callback as (...all: unknown[]) => void)(...answer);
    };
    const sent = typeof callback === 'function' ? [...rest.slice(0, -1), heard] : rest;
    this.#gather();
    this.#underWay.push(one);
    if (this.#underWay.length === 1) this.#watch();
    const ask = (...all: unknown[]): unknown =>
      (super.query as (...all: unknown[]) => unknown).call(this, ...all);
    const answer = isCopied(asked) ? copiedRows(asked.text, ask) : ask(asked, ...sent);
    if (answer instanceof Promise) answer.then(answered, answered);
    return answer as never;
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    const { stream } = this.connection;
    stream.cork();
    // After everything that follows from answers that are there already: they are promises.
    process.nextTick(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }

  #patienceFor(statement: unknown): { readonly patienceMs: number; readonly asked: unknown } {
    const own = (statement as { query_timeout?: number }).query_timeout;
    if (own === undefined) return { patienceMs: this.#patienceMs, asked: statement };
    return { patienceMs: own, asked: { ...(statement as object), query_timeout: undefined } };
  }

  #answered(one: { readonly patienceMs: number }): void {
    const at = this.#underWay.indexOf(one);
    if (at >= 0) this.#underWay.splice(at, 1);
    if (at === 0) this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#clock);
    const [first] = this.#underWay;
    if (!first || first.patienceMs === 0) return;
    let left = STEPS;
    const step = (): void => {
      left -= 1;
      if (left > 0) this.#clock = setTimeout(step, first.patienceMs / STEPS);
      else this.connection.stream.destroy(silence(first.patienceMs));
    };
    this.#clock = setTimeout(step, first.patienceMs / STEPS);
  }
}

const silence = (ms: number): Error => new Error(`Connection terminated: no answer for ${ms} ms`);
