import { chmod, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, serve } from '@shapan/server';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { run } from '../src/main.ts';
import { terminal } from './terminal.ts';

let folder: string;
const said = terminal();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapan-cli-'));
  await chmod(folder, 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(() => {
  vi.unstubAllEnvs();
});

const inFolder = (name: string): string => join(folder, name);

/** Exit code and words of a command on a data directory. */
async function shapan(data: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  vi.stubEnv('SHAPAN_DATA', inFolder(data));
  said.out = '';
  said.err = '';
  const code = await run(args);
  return { code, ...said };
}

describe('backup, restore and doctor', () => {
  it('carry an installation from one data directory to another while the first goes on running', async () => {
    const server = await serve(readConfig({ SHAPAN_DATA: inFolder('data'), PORT: '0', LOG_LEVEL: 'silent' }));
    const file = inFolder('whole.backup');
    try {
      const body = JSON.stringify({ id: '018f0000-0000-7000-8000-000000000001', locale: 'en' });
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(`${server.url}/api/v1/demo`, { method: 'POST', headers, body })).status).toBe(201);
      const made = await shapan('data', 'backup', file);
      expect(made).toMatchObject({ code: 0, err: '' });
      expect(made.out).toMatch(/^Backup made and verified: .*whole\.backup \(\d+ rows, \d+ kB\)\n$/);
      const well = await shapan('data', 'doctor');
      expect(well).toMatchObject({ code: 0, err: '' });
      expect(well.out).toMatch(/^✓ DATABASE .*running \(process \d+\)$/m);
      const refused = await shapan('data', 'restore', file);
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toMatch(/\[DATA_DIRECTORY_HELD\]/);
      vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
      expect((await shapan('data', 'restore', file)).err).toMatch(/正被另一个沙盘使用（进程 \d+）/);
      vi.unstubAllEnvs();
    } finally {
      await server.close();
    }
    expect((await shapan('new', 'restore', file)).out).toMatch(/^Restored \d+ rows/);
    expect((await shapan('new', 'restore', file)).err).toMatch(/\[RESTORE_NOT_EMPTY\]/);
    const again = await serve(readConfig({ SHAPAN_DATA: inFolder('new'), PORT: '0', LOG_LEVEL: 'silent' }));
    expect(await (await fetch(`${again.url}/api/v1/setup`)).json()).toEqual({ fresh: false });
    await again.close();
  }, 180_000);

  it('check a file without a database, and make none for a damaged one', async () => {
    const file = inFolder('whole.backup');
    expect(await shapan('none', 'restore', file, '--check')).toMatchObject({ code: 0, err: '' });
    await truncate(file, (await readFile(file)).length - 20);
    const damaged = await shapan('none', 'restore', file);
    expect(damaged).toMatchObject({ code: 1, out: '' });
    expect(damaged.err).toMatch(/Nothing was written.*\[BACKUP_DAMAGED\]\n$/);
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    expect((await shapan('none', 'restore', file)).err).toMatch(/^备份文件已损坏/);
    expect(await readdir(folder)).not.toContain('none');
  });

  it('say what is missing, and do nothing on a mistyped option', async () => {
    expect((await shapan('none', 'backup', inFolder('x.backup'))).err).toMatch(/\[DATA_DIRECTORY_EMPTY\]/);
    const mistyped = await shapan('data', 'backup', inFolder('x.backup'), '--workspce', 'w');
    expect(mistyped).toEqual({ code: 2, out: '', err: 'There is no option --workspce.\n' });
    expect((await shapan('data', 'backup')).code).toBe(2);
    expect(await readdir(folder)).not.toContain('x.backup');
    const findings = await shapan('none', 'doctor', '--json');
    expect(findings.code).toBe(1);
    expect(JSON.parse(findings.out)).toContainEqual(
      expect.objectContaining({ code: 'DATABASE', level: 'fail' }),
    );
  });
});
