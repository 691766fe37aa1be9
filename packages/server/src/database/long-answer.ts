import type { QueryConfig } from 'pg';

/** An answer as large as a plan is unpacked by the same thread that watches the clock: it has its time. */
const LONG_ANSWER_MS = 120_000;

/** A question whose answer may hold all numbers of a plan; the driver waits for it as long as the server works on it. */
export const longAnswer = (text: string, values: unknown[]): QueryConfig<unknown[]> => {
  const config = { text, values, query_timeout: LONG_ANSWER_MS };
  return config;
};
