import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createPool, databaseError, freeBytes, startEmbedded } from '../../src/database/index.ts';
import { silentLog } from '../silent-log.ts';

const disk = mkdtempSync(join(tmpdir(), 'shapan-full-'));
const megabyte = 1024 * 1024;
const mounted = mountSmallDisk();
if (!mounted) process.stdout.write('skipped: a full disk (needs the right to mount a RAM disk)\n');

function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=150m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

afterAll(() => {
  if (mounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe.runIf(mounted)('a full disk (needs root)', { timeout: 120_000 }, () => {
  it('is refused at the first start, survived later on, and heals once space is freed', async () => {
    const directory = join(disk, 'data');
    await expect(startEmbedded({ directory, log: silentLog })).rejects.toMatchObject({ code: 'DISK_FULL' });
    execFileSync('mount', ['-o', 'remount,size=280m', disk]);

    const failures: unknown[] = [];
    const database = await startEmbedded({
      directory,
      log: silentLog,
      listener: (event) => event.type === 'restart-failed' && failures.push(event.error),
    });
    const pool = createPool(database.connection, { log: silentLog });
    await pool.query('CREATE TABLE written (n int PRIMARY KEY, text text)');
    const filler = join(disk, 'filler');
    writeFileSync(filler, Buffer.alloc((await freeBytes(disk)) - 12 * megabyte));

    let acknowledged = 0;
    const write = () =>
      pool.query('INSERT INTO written VALUES ($1, $2)', [acknowledged + 1, 'x'.repeat(2_000)]);
    const writeUntilRefused = async (): Promise<never> => {
      for (;;) {
        await write();
        acknowledged += 1;
      }
    };
    const refusal = await writeUntilRefused().catch(databaseError);
    expect(refusal.code).toBe('DISK_FULL');
    // What cannot be checkpointed makes the server give up; it does not come up while the disk is full.
    while (failures.length === 0) {
      await pool.query('CHECKPOINT').catch(() => undefined);
      await sleep(200);
    }
    expect(failures[0]).toMatchObject({ code: 'DISK_FULL' });

    rmSync(filler);
    const count = async () =>
      (await pool.query<{ n: number }>('SELECT count(*) AS n FROM written')).rows[0]?.n;
    await expect.poll(() => count().catch(() => undefined), { timeout: 30_000 }).toBe(acknowledged);
    await write();
    await pool.end();
    await database.stop();
  });
});
