import { randomBytes, scryptSync } from 'node:crypto';
import type { Passwords } from '../../src/rooms/people/password.ts';

const derived = (password: string, salt: string): string =>
  scryptSync(password.normalize('NFKC'), salt, 64, { N: 16, r: 1, p: 1 }).toString('hex');

/** The library's own way but for its cost: hundreds of guesses at ten a second would be most of the time of the tests. */
export const quickPasswords: Passwords = {
  async hash(password) {
    const salt = randomBytes(16).toString('hex');
    return `${salt}:${derived(password, salt)}`;
  },
  async verify({ hash, password }) {
    const [salt = '', key] = hash.split(':');
    return derived(password, salt) === key;
  },
};
