/**
 * The door of the `shapan` command: a table of commands, each loaded only when it is called, so that a quick one
 * starts quickly whatever the others need.
 */
import { readFileSync } from 'node:fs';
import type { CommandRun } from './command-run.ts';
import { type Language, languageOf, type Sentence } from './language.ts';

interface Entry {
  readonly does: Sentence;
  readonly load: () => Promise<CommandRun>;
}

/**
 * Every command. One that needs options and help of its own is defined with citty and joined as
 * a line like the one of `import`; see `defined-command.ts`.
 */
const commands: Readonly<Record<string, Entry>> = {
  serve: {
    does: { 'zh-CN': '启动沙盘：数据库、接口与网页', en: 'start Shapan: database, API and web app' },
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  backup: {
    does: {
      'zh-CN': '把全部数据（或一个工作区）备份成一个文件',
      en: 'back everything (or one workspace) up into one file',
    },
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  restore: {
    does: {
      'zh-CN': '把备份恢复到新的数据目录或空数据库',
      en: 'restore a backup into a new data directory or database',
    },
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  doctor: {
    does: { 'zh-CN': '检查数据库、空间、权限与备份', en: 'check database, room, rights and backups' },
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  import: {
    does: { 'zh-CN': '从 CSV 或 xlsx 导入目标或业绩', en: 'import targets or actuals from CSV or xlsx' },
    load: async () => {
      const { definedCommand } = await import('./defined-command.ts');
      return definedCommand((await import('./commands/import.ts')).importCommand);
    },
  },
  calc: {
    does: {
      'zh-CN': '在命令行里使用规划引擎：JSON 进，JSON 出',
      en: 'use the planning engine from the shell: JSON in, JSON out',
    },
    load: async () => (await import('./commands/calc.ts')).calc,
  },
};

/** Run the command line; answers the exit code: 0 done, 1 failed, 2 not understood. */
export async function run(argv: readonly string[]): Promise<number> {
  const language = languageOf(process.env);
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help(language));
    return 0;
  }
  if (name === 'version' || name === '--version' || name === '-v') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (!Object.hasOwn(commands, name)) {
    process.stderr.write(unknown(language, name));
    return 2;
  }
  const command = await commands[name]?.load();
  return command === undefined ? 2 : command(rest);
}

function help(language: Language): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(
    ([name, { does }]) => `  ${name.padEnd(width)}  ${does[language]}`,
  );
  const usage = { 'zh-CN': '用法：shapan <命令> [选项]', en: 'Usage: shapan <command> [options]' };
  return `Shapan 沙盘 ${version()}\n\n${usage[language]}\n\n${lines.join('\n')}\n`;
}

function unknown(language: Language, name: string): string {
  const sentence = {
    'zh-CN': `没有命令“${name}”，运行 shapan --help 查看全部命令。`,
    en: `There is no command "${name}": shapan --help lists them all.`,
  };
  return `${sentence[language]}\n`;
}

/** The version stands in one place, the manifest two folders above the built file and one above the source. */
function version(): string {
  const manifest = new URL(
    import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json',
    import.meta.url,
  );
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
