import pg, { type QueryConfig } from 'pg';
import { type Field, fieldsOf } from './copy-format.ts';

/**
 * A question whose rows are copied out as they lie. The driver reads every other answer as text, in which a byte of a
 * `bytea` is two letters: for a plan of some megabytes that takes many times as long as the database needs for the rest.
 */
export interface CopiedQuestion extends QueryConfig {
  readonly copied: true;
}

export const isCopied = (statement: unknown): statement is CopiedQuestion =>
  (statement as { copied?: true }).copied === true;

export interface CopiedRows {
  readonly rows: readonly (readonly Field[])[];
}

/** The driver's own kind of question, so that it may stand in a line with others; it only looks at what is copied. */
class CopyQuery extends pg.Query {
  readonly pieces: Buffer[] = [];

  /** Called by the driver, whose buffer is used again: what is in it now has to be taken along. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.pieces.push(Buffer.from(chunk));
  }
}

/** `ask` = how the connection is asked. */
export function copiedRows(text: string, ask: (query: pg.Query) => unknown): Promise<CopiedRows> {
  return new Promise((resolve, reject) => {
    const query: CopyQuery = new CopyQuery(text, (error) => {
      if (error) return reject(error);
      const { pieces } = query;
      const [first] = pieces;
      resolve({ rows: fieldsOf(first && pieces.length === 1 ? first : Buffer.concat(pieces)) });
    });
    ask(query);
  });
}
