import { defineCommand } from 'citty';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { definedCommand } from '../src/defined-command.ts';
import { languageOf } from '../src/language.ts';
import { run } from '../src/main.ts';
import { terminal } from './terminal.ts';

const said = terminal();

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('shapan', () => {
  it('lists its commands when asked for help, or for nothing', async () => {
    expect(await run([])).toBe(0);
    expect(said.out).toMatch(/^Shapan 沙盘 \d+\.\d+\.\d+\n\nUsage: shapan <command>/);
    expect(said.out).toMatch(/^ {2}calc +use the planning engine/m);
    const plain = said.out;
    said.out = '';
    expect(await run(['--help'])).toBe(0);
    expect(said.out).toBe(plain);
  });

  it('speaks Chinese to a Chinese terminal', async () => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    await run(['help']);
    expect(said.out).toContain('用法：shapan <命令>');
  });

  it('prints its version', async () => {
    expect(await run(['--version'])).toBe(0);
    expect(said.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(['plam', 'constructor', '--wrong'])(
    'refuses the unknown command %s with a sentence and exit code 2',
    async (name) => {
      expect(await run([name])).toBe(2);
      expect(said.out).toBe('');
      expect(said.err).toBe(`There is no command "${name}": shapan --help lists them all.\n`);
    },
  );

  it('explains every topic of calc in the language of the terminal', async () => {
    expect(await run(['calc', '--help'])).toBe(0);
    for (const topic of ['number', 'split', 'spread', 'workdays', 'pace', 'schedule'])
      expect(said.out).toMatch(new RegExp(`^ {2}${topic} +\\S`, 'm'));
    expect(said.out).toContain('docs/guide/en/calc.md');
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    said.out = '';
    await run(['calc', '-h']);
    expect(said.out).toMatch(/^用法：shapan calc/);
    expect(said.out).toContain('工作日');
  });

  it('refuses calc without a topic, or with an option it does not have', async () => {
    expect(await run(['calc'])).toBe(2);
    expect(await run(['calc', 'number', '--loud'])).toBe(2);
    expect(said.out).toBe('');
    expect(said.err).toBe('Usage: shapan calc TOPIC [--pretty] < requests.json\n'.repeat(2));
  });
});

describe('a command with options of its own', () => {
  const greet = definedCommand(
    defineCommand({
      meta: { name: 'greet', description: 'Greets' },
      args: { name: { type: 'positional', required: true }, loud: { type: 'boolean' } },
      run: ({ args }) => {
        process.stdout.write(args.loud ? args.name.toUpperCase() : args.name);
        return 3;
      },
    }),
  );

  it('gets its options and answers its exit code', async () => {
    expect(await greet(['ann', '--loud'])).toBe(3);
    expect(said.out).toBe('ANN');
  });

  it('explains itself', async () => {
    expect(await greet(['--help'])).toBe(0);
    expect(said.out).toContain('Greets');
  });

  it('refuses a missing argument with one sentence and exit code 2', async () => {
    expect(await greet([])).toBe(2);
    expect(said.err.trim().split('\n')).toHaveLength(1);
  });
});

describe('the language of the terminal', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    [{ LC_ALL: '', LC_MESSAGES: 'zh_TW', LANG: 'C' }, 'zh-CN'],
    [{}, 'en'],
  ])('%j means %s', (env, language) => {
    expect(languageOf(env)).toBe(language);
  });
});
