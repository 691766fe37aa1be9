import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly postmaster: number;
  /** What it said on standard error so far. */
  readonly said: () => string;
}

/** A whole server in a process of its own, its data below a directory. Rejects when it ends before it is ready. */
export function startChild(directory: string, environment: NodeJS.ProcessEnv = {}): Promise<Running> {
  const script = fileURLToPath(new URL('child-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions', 'shapan-source', script], {
    env: {
      ...process.env,
      PORT: '0',
      SHAPAN_DATA: join(directory, 'data'),
      SHAPAN_REQUESTS_PER_MINUTE: '1000000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => {
      const { url, postmaster } = JSON.parse(chunk.toString()) as Pick<Running, 'url' | 'postmaster'>;
      resolve({ child, url, postmaster, said: () => said });
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

/** What a browser would send back. */
export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
