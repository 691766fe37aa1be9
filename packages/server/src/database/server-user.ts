import { readFileSync } from 'node:fs';
import { DatabaseError } from './errors.ts';

/** PostgreSQL refuses to run as root; this is whom it runs as instead. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user to hand the server to, or `undefined` when this process is not root and it simply runs as we do.
 * An existing cluster keeps its owner: PostgreSQL opens its data only as the user who owns the directory.
 */
export function serverUser(clusterOwner: number | undefined): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = parseUsers(readFileSync('/etc/passwd', 'utf8'));
  const user =
    clusterOwner === undefined
      ? (users.find((u) => u.name === 'postgres') ?? users.find((u) => u.name === 'nobody'))
      : users.find((u) => u.uid === clusterOwner);
  if (user && user.uid !== 0) return user;
  throw new DatabaseError(
    'DATA_DIRECTORY_UNUSABLE',
    clusterOwner === undefined
      ? 'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". Start as an ordinary user.'
      : `PostgreSQL does not run as root, and the data belongs to user id ${clusterOwner}, which is not an ordinary user here.`,
    { reason: 'user' },
  );
}

function parseUsers(passwd: string): ServerUser[] {
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
