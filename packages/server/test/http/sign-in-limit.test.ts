import { beforeEach, expect, test } from 'vitest';
import { createSignInLimit, type SignInLimit } from '../../src/rooms/people/sign-in-limit.ts';

/** Whoever guesses at one account is slowed down; whoever owns it still gets in from elsewhere. */
let limit: SignInLimit;
let now: Date;

beforeEach(() => {
  now = new Date('2026-07-01T08:00:00Z');
  limit = createSignInLimit(() => now);
});

function fail(times: number, address: (i: number) => string): void {
  for (let i = 0; i < times; i++) limit.failed('Owner@example.org', address(i));
}
const check = (address: string) => () => limit.check('owner@example.org', address);

test('after twenty failures one address waits a quarter of an hour, others do not', () => {
  fail(19, () => 'a');
  expect(check('a')).not.toThrow();
  fail(1, () => 'a');
  expect(check('a')).toThrow('RATE_LIMITED');
  expect(check('b')).not.toThrow();
  now = new Date(now.getTime() + 15 * 60 * 1000);
  expect(check('a')).not.toThrow();
});

test('guesses spread over many addresses come to an end, too', () => {
  fail(200, (i) => `address ${i}`);
  expect(check('another')).toThrow('RATE_LIMITED');
  expect(() => limit.check('colleague@example.org', 'another')).not.toThrow();
});

test('whoever knows the password starts anew', () => {
  fail(20, () => 'a');
  limit.succeeded('owner@example.org', 'a');
  expect(check('a')).not.toThrow();
});
