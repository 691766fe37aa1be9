/** The `shapan` command as a shell starts it: a process of its own, from the sources. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('./run-shapan.ts', import.meta.url));

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run `shapan` to its end; it is stopped after ten minutes and then has no status. */
export function shapan(
  args: readonly string[],
  input: string | Buffer,
  env: Record<string, string> = {},
): Finished {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--conditions', 'shapan-source', entry, ...args],
    {
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      timeout: 600_000,
      env: { ...process.env, LC_ALL: 'en_US.UTF-8', ...env },
    },
  );
  return { status, stdout, stderr };
}

/** Answers of `shapan calc`, one for each request, in one process. */
export function calcAll(topic: string, requests: readonly unknown[]): readonly unknown[] {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const { stdout, stderr } = shapan(['calc', topic], input);
  const lines = stdout.trim().split('\n');
  if (lines.length !== requests.length)
    throw new Error(`${lines.length} answers to ${requests.length}: ${stderr}`);
  return lines.map((line): unknown => JSON.parse(line));
}
