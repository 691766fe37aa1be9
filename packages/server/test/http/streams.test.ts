import { EventEmitter, once } from 'node:events';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStream, LARGEST_BACKLOG_BYTES } from '../../src/live/stream.ts';
import { type Person, password, type TestApp, testApp } from './app.ts';

/** Streams of news: whom they end for, and what a reader that does not read costs. */
let world: TestApp;
let url: string;
let owner: Awaited<ReturnType<TestApp['setUp']>>;
const events = (): string => `/api/v1/workspaces/${owner.workspace}/events`;

beforeAll(async () => {
  world = await testApp();
  url = await world.app.listen({ port: 0, host: '127.0.0.1' });
  owner = await world.setUp();
  const plan = await world.plan(owner, owner.workspace);
  await world.furnish(owner, owner.workspace, plan);
});

afterAll(() => world.close());

interface Listening {
  text(): string;
  until(part: string): Promise<void>;
  readonly end: Promise<void>;
  close(): void;
}

async function listen({ cookie = '' }: Person): Promise<Listening> {
  const request = get(`${url}${events()}`, { headers: { cookie } });
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-20_000)));
  response.on('error', () => undefined);
  const end = new Promise<void>((resolve) => response.once('close', () => resolve()));
  const listening: Listening = {
    text: () => text,
    end,
    close: () => request.destroy(),
    async until(part) {
      while (!text.includes(part)) await once(response, 'data');
    },
  };
  await listening.until('event: look');
  return listening;
}

describe('a stream ends at once', () => {
  test('when its session is signed out', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const [stream, other] = [await listen(person), await listen(owner)];
    expect((await world.ask(person, 'POST', '/api/auth/sign-out', { body: {} })).statusCode).toBe(200);
    await stream.end;
    expect(stream.text()).not.toContain('event: rights');
    // Everybody else goes on hearing.
    world.deps.live.announce({ workspaceId: owner.workspace, bookId: uuidv7(), position: 7_001 });
    await other.until('"position":7001}');
    other.close();
  });

  test('when the password is changed and all other sessions are ended with it', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const stream = await listen(person);
    const body = { email: person.email, password };
    const signedIn = await world.ask({}, 'POST', '/api/auth/sign-in/email', { body });
    const cookie = [signedIn.headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; ');
    const change = {
      currentPassword: password,
      newPassword: 'another long password',
      revokeOtherSessions: true,
    };
    const changed = await world.ask({ cookie }, 'POST', '/api/auth/change-password', { body: change });
    expect(changed.statusCode).toBe(200);
    await stream.end;
  });

  test.each<[string, object]>([
    ['the scope becomes narrower', { scope: [{ dimension: 'region', member: 'A' }] }],
    ['the role becomes another', { role: 'viewer' }],
  ])('and says why when %s', async (_, body) => {
    const person = await world.join(owner, owner.workspace, 'manager');
    const stream = await listen(person);
    const path = `/api/v1/workspaces/${owner.workspace}/members/${person.memberId}`;
    expect((await world.ask(owner, 'PATCH', path, { body })).statusCode).toBe(200);
    await stream.end;
    expect(stream.text()).toContain('event: rights');
    // Whoever still belongs here comes back and looks.
    (await listen(person)).close();
  });

  test('but not for a change that leaves the rights as they are', async () => {
    const person = await world.join(owner, owner.workspace, 'manager');
    const stream = await listen(person);
    const path = `/api/v1/workspaces/${owner.workspace}/members/${person.memberId}`;
    await world.ask(owner, 'PATCH', path, { body: { displayName: 'Renamed' } });
    world.deps.live.announce({ workspaceId: owner.workspace, bookId: uuidv7(), position: 7_002 });
    await stream.until('"position":7002}');
    expect(stream.text()).not.toContain('event: rights');
    stream.close();
  });
});

describe('[T10] a reader that does not read', () => {
  /** A browser tab that sleeps: the connection is there, nothing is taken in. */
  async function sleeper(): Promise<Socket> {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.pause();
    socket.write(`GET ${events()} HTTP/1.1\r\nhost: localhost\r\ncookie: ${owner.cookie}\r\n\r\n`);
    return socket;
  }

  const EVENTS = 150_000;

  async function announceAll(): Promise<void> {
    const bookId = uuidv7();
    for (let position = 1; position <= EVENTS; position += 1) {
      world.deps.live.announce({ workspaceId: owner.workspace, bookId, position });
      // News come one by one; a reader that reads gets its turn between them.
      if (position % 200 === 0) await turn();
    }
  }

  test('costs next to nothing and keeps nobody from hearing; awake again it is told to look', async () => {
    const served: Socket[] = [];
    world.app.server.on('connection', (socket: Socket) => served.push(socket));
    const asleep = await Promise.all(Array.from({ length: 4 }, sleeper));
    const awake = await listen(owner);
    await announceAll();
    await awake.until(`"position":${EVENTS}}`);
    const waiting = served.map(({ writableLength }) => writableLength);
    // What fits into the network's own buffers is gone; there was far more than that.
    expect(waiting.filter((bytes) => bytes > 0)).toHaveLength(asleep.length);
    for (const bytes of waiting) expect(bytes).toBeLessThan(LARGEST_BACKLOG_BYTES + 64 * 1024);
    const [first] = asleep as [Socket];
    let heard = '';
    first.on('data', (chunk: Buffer) => (heard = (heard + chunk.toString()).slice(-2_000)));
    first.resume();
    while (!heard.includes('event: look')) await once(first, 'data');
    expect(heard).not.toContain(`"position":${EVENTS}}`);
    for (const socket of asleep) socket.destroy();
    awake.close();
  });

  test('is cut off when it does not wake up, and may come back', async () => {
    let now = new Date();
    const raw = Object.assign(new EventEmitter(), {
      writableLength: 0,
      write: (text: string) => text.length > 0,
    });
    const stream = createStream(raw as unknown as ServerResponse, () => now);
    raw.writableLength = LARGEST_BACKLOG_BYTES + 1;
    stream.say('one');
    expect(stream.isStuck()).toBe(false);
    now = new Date(now.getTime() + 30_000);
    expect(stream.isStuck()).toBe(true);
    raw.writableLength = 0;
    raw.emit('drain');
    expect(stream.isStuck()).toBe(false);
  });
});
