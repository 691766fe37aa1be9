import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ClientConfig } from 'pg';
import { readPostmasterPid, servesDirectory } from '../../src/database/postmaster-pid.ts';

type Line = {
  readonly ready?: {
    readonly connection: ClientConfig;
    readonly serverPid: number;
    readonly adopted: boolean;
  };
  readonly refused?: { readonly code: string; readonly params: Record<string, unknown> };
  readonly acknowledged?: number;
  readonly event?: string;
  readonly stopped?: boolean;
};

export interface Holder {
  readonly pid: number;
  readonly lines: readonly Line[];
  /** The first line that satisfies; rejects when the process ends without it. */
  line(wanted: (line: Line) => unknown): Promise<Line>;
  /** Ready or refused. */
  outcome(): Promise<Line>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

const program = fileURLToPath(new URL('holder.ts', import.meta.url));

/** Data directories and the processes on them; `clean` ends both, orphaned servers included. */
export function holders() {
  const children: ChildProcess[] = [];
  const directories: string[] = [];
  return {
    directory(): string {
      const made = realpathSync(mkdtempSync(join(tmpdir(), 'shapan-kill-')));
      directories.push(made);
      return made;
    },
    start(directory: string, ...args: string[]): Holder {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', '--conditions=shapan-source', program, directory, ...args],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      children.push(child);
      return watch(child);
    },
    async clean(): Promise<void> {
      for (const child of children) child.kill('SIGKILL');
      for (const directory of directories) {
        const cluster = join(directory, 'postgres');
        const found = await readPostmasterPid(cluster);
        if (found && (await servesDirectory(found, cluster)) === 'yes') process.kill(found.pid, 'SIGQUIT');
        if (found) rmSync(found.socketDirectory, { recursive: true, force: true });
        rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
      }
    },
  };
}

function watch(child: ChildProcess): Holder {
  const lines: Line[] = [];
  const listeners = new Set<() => void>();
  const tellAll = () => {
    for (const listener of listeners) listener();
  };
  let ended = false;
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      ended = true;
      resolve(code);
      tellAll();
    });
  });
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    tellAll();
  });
  const line = (wanted: (line: Line) => unknown) =>
    new Promise<Line>((resolve, reject) => {
      const look = () => {
        const found = lines.find(wanted);
        if (!found && !ended) return;
        listeners.delete(look);
        if (found) resolve(found);
        else reject(new Error(`the process ended after ${JSON.stringify(lines)}`));
      };
      listeners.add(look);
      look();
    });
  return {
    pid: child.pid as number,
    lines,
    line,
    outcome: () => line((l) => l.ready ?? l.refused),
    async kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}
