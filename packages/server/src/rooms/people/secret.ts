import { createHash } from 'node:crypto';

/** Invitations and keys are kept as hashes only. They are random enough that a fast hash will do: nothing to guess. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
