import { z } from 'zod';

/** What a password may be like, wherever one is set: at the door of a route and in the library behind it. */
export const passwordLength = { min: 10, max: 200 } as const;

export const passwordSchema = z.string().min(passwordLength.min).max(passwordLength.max);

/** What is kept instead of a password, and whether one is it. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(given: { readonly hash: string; readonly password: string }): Promise<boolean>;
}

/** Routes that nobody has signed in for yet: each address may try them so often and no more. */
export const strictLimit = { rateLimit: { max: 20, timeWindow: '1 minute' } } as const;
