/** The server as people run it, in a process of its own, and somebody who asks it over HTTP as a browser would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { PoolConfig } from 'pg';
import { v7 as uuidv7 } from 'uuid';

export interface BenchServer {
  readonly url: string;
  close(): Promise<void>;
}

/** On a database that is already there, so that the peers can ask the same one. */
export async function startServer(owner: PoolConfig, app: PoolConfig): Promise<BenchServer> {
  const script = fileURLToPath(new URL('serve-for-bench.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions', 'shapan-source', script], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: urlOf(owner),
      SHAPAN_APP_DATABASE_URL: urlOf(app),
      SHAPAN_REQUESTS_PER_MINUTE: '1000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { url: await addressOf(child), close: () => end(child) };
}

function urlOf({ host, port, user, password, database }: PoolConfig): string {
  const url = new URL('postgresql://localhost');
  url.username = user ?? '';
  url.password = String(password ?? '');
  url.pathname = database ?? '';
  url.searchParams.set('host', host ?? '');
  if (port !== undefined) url.searchParams.set('port', String(port));
  return url.href;
}

async function addressOf(child: ChildProcess): Promise<string> {
  const [said] = (await Promise.race([
    once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the server ended with ${code}`);
    }),
  ])) as [Buffer];
  return said.toString().trim();
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

/** Somebody who is signed in, on one connection that is kept. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  cookie = '';

  constructor(url: string, cookie = '') {
    this.#url = url;
    this.cookie = cookie;
  }

  /** Answers the body; whatever is no success is an error. */
  async ask(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    accept = 'application/json',
  ): Promise<Buffer> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const sent = request(`${this.#url}/api/v1${path}`, {
      method,
      agent: this.#agent,
      headers: {
        accept,
        cookie: this.cookie,
        ...(payload !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
        }),
      },
    });
    sent.end(payload);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    const content = Buffer.concat(parts);
    const status = answer.statusCode ?? 0;
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${content.toString().slice(0, 500)}`);
    const cookies = answer.headers['set-cookie'];
    if (cookies) this.cookie = cookies.map((one) => one.split(';')[0]).join('; ');
    return content;
  }

  async submit(
    workspace: string,
    book: string,
    commands: readonly object[],
    more: object = {},
  ): Promise<Buffer> {
    return this.ask('POST', `/workspaces/${workspace}/books/${book}/commands`, {
      id: uuidv7(),
      commands,
      ...more,
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The news of a workspace as another browser hears them: positions as they come. */
export async function listen(
  url: string,
  cookie: string,
  workspace: string,
  hear: (position: number) => void,
): Promise<() => void> {
  const sent = request(`${url}/api/v1/workspaces/${workspace}/events`, { headers: { cookie } });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.setEncoding('utf8').on('data', (text: string) => {
    for (const [, position] of text.matchAll(/"position":(\d+)/g)) hear(Number(position));
  });
  answer.on('error', () => undefined);
  return () => sent.destroy();
}
