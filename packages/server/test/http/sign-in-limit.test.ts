import { beforeEach, expect, test } from 'vitest';
import { createSignInLimit, type SignInLimit } from '../../src/rooms/people/sign-in-limit.ts';

/** Whoever guesses at one account is slowed down; whoever owns it still gets in from elsewhere. */
let limit: SignInLimit;
let now: Date;

beforeEach(() => {
  now = new Date('2026-07-01T08:00:00Z');
  limit = createSignInLimit(() => now);
});

const email = 'owner@example.org';

function fail(times: number, address: (i: number) => string, device?: string): void {
  for (let i = 0; i < times; i++) limit.failed({ email: 'Owner@example.org', address: address(i), device });
}
const check = (address: string, device?: string) => () => limit.check({ email, address, device });

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
  expect(() => limit.check({ email: 'colleague@example.org', address: 'another' })).not.toThrow();
});

test('whoever knows the password starts anew', () => {
  fail(20, () => 'a');
  limit.succeeded({ email, address: 'a' });
  expect(check('a')).not.toThrow();
});

test('a browser that has been in is not kept out by what strangers do, from anywhere or from its own address', () => {
  fail(200, (i) => `address ${i}`);
  fail(20, () => 'office');
  expect(check('office', 'mine')).not.toThrow();
  expect(check('home', 'mine')).not.toThrow();
});

test('such a browser may not guess more often than an address may, wherever it goes', () => {
  fail(20, (i) => `address ${i}`, 'stolen');
  expect(check('another', 'stolen')).toThrow('RATE_LIMITED');
  expect(check('another', 'mine')).not.toThrow();
  expect(check('another')).not.toThrow();
});
