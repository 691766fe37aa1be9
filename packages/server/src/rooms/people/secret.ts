import { createHash, randomBytes } from 'node:crypto';

/** What opens a door by itself: a link, a key. Nothing to guess. */
export const newSecret = (bytes = 24): string => randomBytes(bytes).toString('base64url');

/** Invitations and keys are kept as hashes only. They are random enough that a fast hash will do: nothing to guess. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
