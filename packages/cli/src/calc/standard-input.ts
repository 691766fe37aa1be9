import { constants } from 'node:buffer';
import type { ReadStream } from 'node:tty';

/** The text on standard input, or the sentence that says why there is none. */
export type Input =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };

/**
 * Everything on standard input. A terminal has nothing to say. Bytes that are no UTF-8 are refused: read with
 * replacement signs, two different members could become one.
 */
export async function standardInput(stream: ReadStream | NodeJS.ReadableStream): Promise<Input> {
  if ('isTTY' in stream && stream.isTTY) return { ok: true, text: '' };
  const pieces: Buffer[] = [];
  try {
    for await (const piece of stream) pieces.push(Buffer.from(piece));
  } catch {
    return { ok: false, error: 'The input cannot be read: expected JSON on standard input.' };
  }
  const bytes = Buffer.concat(pieces);
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    return {
      ok: false,
      error: `The input is too large: at most ${constants.MAX_STRING_LENGTH} bytes at once.`,
    };
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, error: 'The input is not UTF-8: expected JSON in UTF-8 on standard input.' };
  }
}
