import { connect } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody, type TestApp, testApp } from './app.ts';

/** Nobody keeps the server busy with a large body before it is known who they are. */
let world: TestApp;
let owner: Awaited<ReturnType<TestApp['setUp']>>;
let port: number;

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
  port = Number(new URL(await world.app.listen({ port: 0, host: '127.0.0.1' })).port);
});

afterAll(() => world.close());

const commandsOf = (workspace: string) => `/api/v1/workspaces/${workspace}/books/${uuidv7()}/commands`;
// No JSON: whoever reads it says so, and does not come to ask who sent it.
const unreadable = 'x'.repeat(100_000);
const json = { 'content-type': 'application/json' };

/** The head of a request whose body never comes. */
function answerToHead(path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${body}\r\n\r\n`,
      );
    });
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe.each(['content-length: 60000000', 'transfer-encoding: chunked'])('%s', (body) => {
  test('of nobody is answered before it arrives', async () => {
    expect(await answerToHead(commandsOf(owner.workspace), body)).toContain(' 401 ');
    expect(await answerToHead(commandsOf('no-workspace'), body)).toContain(' 422 ');
  });
});

test('of somebody elsewhere it is not read either, of a member it is', async () => {
  const other = await world.newWorkspace(await world.join(owner, owner.workspace, 'viewer'));
  const send = (person: object, workspace: string) =>
    world.ask(person, 'POST', commandsOf(workspace), { body: unreadable, headers: json });
  expect((await send(nobody, owner.workspace)).statusCode).toBe(401);
  expect((await send(owner, other)).statusCode).toBe(404);
  expect((await send(owner, owner.workspace)).json()).toMatchObject({ code: 'INVALID', path: 'body' });
});

test('where no workspace is named, nothing large is read, neither at once nor in pieces', async () => {
  for (const path of ['/api/v1/setup', '/api/v1/invites/accept', '/api/auth/sign-in/email']) {
    const answer = await world.ask(nobody, 'POST', path, { body: unreadable, headers: json });
    expect([path, answer.statusCode]).toEqual([path, 413]);
  }
  const pieces = await fetch(`http://127.0.0.1:${port}/api/v1/invites/accept`, {
    method: 'POST',
    headers: json,
    body: new Blob([unreadable]).stream(),
    duplex: 'half',
  } as RequestInit);
  expect(pieces.status).toBe(413);
});
