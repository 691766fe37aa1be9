/** What a person reads when `shapan serve` cannot start; every refusal leaves nothing running. */
import { access, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, serve, settings } from '@shapan/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../src/main.ts';

let folder: string;
let holder: Server;
let port: number;
let err = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapan-serve-'));
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'file'), '');
  holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  port = (holder.address() as { port: number }).port;
});

afterAll(async () => {
  holder.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  err = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The last line of a start that fails, in English or Chinese. */
async function refusal(settings: Readonly<Record<string, string>>, locale = 'en_US.UTF-8'): Promise<string> {
  const all = { DATABASE_URL: '', SHAPAN_DATA: join(folder, 'data'), PORT: '0', ...settings, LC_ALL: locale };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  expect(await run(['serve'])).toBe(1);
  return err.trimEnd().split('\n').at(-1) ?? '';
}

describe('shapan serve', () => {
  it('says that the port is taken, and stops the database it has started', async () => {
    expect(await refusal({ PORT: String(port) })).toBe(
      `Port ${port} is taken. Choose another one: PORT=4181 npm start`,
    );
    expect(err.trimEnd().split('\n')).toHaveLength(3);
    await expect(access(join(folder, 'data/postgres/postmaster.pid'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
    const log = await readFile(join(folder, 'data/postgres.log'), 'utf8');
    expect(log).toContain('database system is shut down');
    expect(await refusal({ PORT: String(port) }, 'zh_CN.UTF-8')).toBe(
      `端口 ${port} 已被占用。请换一个端口：PORT=4181 npm start`,
    );
  });

  it('says which process holds the data, and leaves it alone', async () => {
    const data = join(folder, 'held');
    const first = await serve(readConfig({ SHAPAN_DATA: data, PORT: '0', LOG_LEVEL: 'silent' }));
    try {
      expect(await refusal({ SHAPAN_DATA: data })).toBe(
        `The data directory ${data} is in use by another shapan (process ${process.pid}). Stop that one first, or start with another data directory. [DATA_DIRECTORY_HELD]`,
      );
      expect(await refusal({ SHAPAN_DATA: data }, 'zh_CN.UTF-8')).toBe(
        `数据目录 ${data} 正被另一个沙盘使用（进程 ${process.pid}）。请先停止它，或用 SHAPAN_DATA 指定别的目录。 [DATA_DIRECTORY_HELD]`,
      );
      expect((await fetch(`${first.url}/api/health`)).status).toBe(200);
    } finally {
      await first.close();
    }
  });

  it('says which address is none of this machine', async () => {
    // TEST-NET-3 of RFC 5737: no machine has it.
    expect(await refusal({ HOST: '203.0.113.7' })).toMatch(/^HOST=203\.0\.113\.7 is not an address of this/);
    expect(await refusal({ HOST: 'nowhere.invalid' }, 'zh_CN.UTF-8')).toMatch(
      /^HOST=nowhere\.invalid 不是本机的地址/,
    );
  });

  it.each([
    ['PORT', 'abc', 'PORT must be a whole number from 0 to 65535, not "abc".'],
    ['DATABASE_URL', 'hello', /^DATABASE_URL must be an address such as postgres:/],
    ['DATABASE_URL', 'mysql://u:secret@h/x', /^DATABASE_URL must be/],
    ['DATABASE_URL', 'postgres://u:secret#@h/x', /^DATABASE_URL must be .*percent form/],
    ['SHAPAN_APP_DATABASE_URL', 'secret', /^SHAPAN_APP_DATABASE_URL must be/],
  ])('refuses %s=%s, and repeats no password', async (name, value, sentence) => {
    expect(await refusal({ [name]: value })).toMatch(sentence);
    expect(err).not.toContain('secret');
  });

  it.each([
    ['PORT', 'abc', 'PORT 应为 0 到 65535 的整数，现在是“abc”。'],
    ['SHAPAN_URL', 'plan', 'SHAPAN_URL 应为 https://plan.example.org 这样的地址，现在是“plan”。'],
    ['DATABASE_URL', 'mysql://u:secret@h/x', /^DATABASE_URL 应为 postgres:.*%40/],
    ['SHAPAN_TIME_ZONE', 'Peking', 'SHAPAN_TIME_ZONE 应为 Asia/Shanghai 这样的时区名称，现在是“Peking”。'],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL 应为 fatal、error、.* 之一，现在是“loud”。$/],
  ])('refuses %s=%s in Chinese where the terminal is', async (name, value, sentence) => {
    expect(await refusal({ [name]: value }, 'zh_CN.UTF-8')).toMatch(sentence);
    expect(err).not.toContain('secret');
  });

  it('tells what every setting is about, in the language of the terminal', async () => {
    let out = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += text;
      return true;
    });
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    expect(await run(['serve', '--help'])).toBe(0);
    for (const { name } of settings) expect(out).toMatch(new RegExp(`^ {2}${name} +.*\\p{Script=Han}`, 'mu'));
  });

  it('says that the database does not answer, with the place', async () => {
    const settings = { DATABASE_URL: 'postgres://u@%2Fnowhere/x' };
    expect(await refusal(settings)).toMatch(/DATABASE_URL cannot be used: .*\/nowhere.*Check host, port/);
    expect(await refusal(settings, 'zh_CN.UTF-8')).toMatch(
      /^无法使用 DATABASE_URL 指定的 PostgreSQL：.*nowhere/,
    );
  });

  it.each(['file', 'file/below'])('says that %s cannot be a data directory', async (name) => {
    const settings = { SHAPAN_DATA: join(folder, name) };
    expect(await refusal(settings)).toContain(`The data directory ${join(folder, name)} cannot be made`);
    expect(await refusal(settings, 'zh_CN.UTF-8')).toMatch(/^数据目录 .*请用 SHAPAN_DATA 指定/);
  });

  it.runIf(process.platform === 'linux')(
    'gives up at once where no folder can be made (needs Linux)',
    async () => {
      expect(await refusal({ SHAPAN_DATA: '/proc/shapan' })).toMatch(
        /^The data directory \/proc\/shapan cannot/,
      );
    },
  );
});
