import type { ServerResponse } from 'node:http';

/** One reader of news. What it does not take in is not kept for it: it is told to look once it reads again. */
export interface Stream {
  say(event: string): void;
  /** `true`: it has not read anything for so long that it is better cut off; it may come back and look. */
  isStuck(): boolean;
}

/** A burst of news may wait; more than this is not news any more. */
export const LARGEST_BACKLOG_BYTES = 256 * 1024;
const STUCK_MS = 30_000;

export function createStream(raw: ServerResponse, clock: () => Date): Stream {
  let behindSince: number | undefined;
  const say = (event: string): void => {
    if (behindSince !== undefined) return;
    raw.write(event);
    if (raw.writableLength > LARGEST_BACKLOG_BYTES) behindSince = clock().getTime();
  };
  raw.on('drain', () => {
    if (behindSince === undefined) return;
    behindSince = undefined;
    say(LOOK);
  });
  return {
    say,
    isStuck: () => behindSince !== undefined && clock().getTime() - behindSince >= STUCK_MS,
  };
}

/** News may have been missed: fetch what you follow. */
export const LOOK = 'event: look\ndata: {}\n\n';
