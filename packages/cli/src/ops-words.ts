/** What backup, restore and doctor say to a person, in both languages. */
import { BackupError, type Finding } from '@shapan/server';
import { type Language, languageOf } from './language.ts';
import { groundProblem } from './start-words.ts';

/** These commands speak for themselves; what a database has to say beside that helps nobody. */
export const quietLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Runs a command; an expected refusal becomes one sentence with its code and exit code 1. */
export async function explained(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const language = languageOf(process.env);
    const sentence =
      error instanceof BackupError
        ? `${refusalSentence(error, language)} [${error.code}]`
        : groundProblem(error, language);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    return 1;
  }
}

type Say = (params: Readonly<Record<string, string | number | null>>) => string;

const refusals: Readonly<Record<BackupError['code'], Say>> = {
  BACKUP_EXISTS: ({ file }) => `文件已存在：${file}。请换一个文件名。`,
  BACKUP_UNWRITABLE: ({ file, reason }) => `无法写入 ${file}（${reason}）。`,
  BACKUP_UNREADABLE: ({ file }) => `无法使用 ${file}：不存在，或不是沙盘的备份。`,
  BACKUP_DAMAGED: ({ file }) => `备份文件已损坏：${file}。没有写入任何数据，请换一份备份。`,
  BACKUP_NEWER: ({ file, found }) => `${file} 由更新版本的沙盘写成（${found}）。请先升级程序。`,
  BACKUP_WORKSPACE_UNKNOWN: ({ workspace }) => `没有工作区 ${workspace}。`,
  DATA_DIRECTORY_EMPTY: ({ directory }) =>
    `${directory} 里没有数据。请用 SHAPAN_DATA 指定数据目录，或用 DATABASE_URL 指定数据库。`,
  RESTORE_NOT_EMPTY: ({ table }) => `数据库里已有数据（${table}）。请恢复到新的数据目录或空数据库。`,
  RESTORE_MISMATCH: ({ table, reason }) => `备份与数据库不符：${table}（${reason}）。没有保留任何数据。`,
};

export function refusalSentence(error: BackupError, language: Language): string {
  return language === 'zh-CN' ? refusals[error.code](error.params) : error.message;
}

type Words = Readonly<Record<Finding['code'], (finding: Finding) => string>>;

const findings: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    VERSION: ({ params }) => `沙盘 ${params.program}，Node ${params.node}`,
    DATA_DIRECTORY: ({ level, params }) =>
      ({
        ok: `数据目录 ${params.directory}`,
        warn: `其他用户可以查看 ${params.directory}（权限 ${params.mode}）。请执行 chmod 700。`,
        fail: `没有数据目录 ${params.directory}。请用 SHAPAN_DATA 指定。`,
      })[level],
    FREE_SPACE: ({ level, params }) =>
      level === 'ok'
        ? `剩余 ${params.freeMb} MB`
        : `只剩 ${params.freeMb} MB，少于 ${params.neededMb} MB 时不再写入。请释放空间。`,
    DATABASE: ({ level, params }) =>
      level === 'fail'
        ? `数据库无法使用：${params.detail} [${params.code}]`
        : `PostgreSQL ${params.version}，${params.kind === 'embedded' ? '内置' : '外部服务器'}${params.pid === null ? '' : `，正在运行（进程 ${params.pid}）`}`,
    DURABILITY: ({ level, params }) =>
      level === 'ok'
        ? '写入确认前已落盘'
        : `${params.setting} = ${params.value}：确认过的改动可能在断电时丢失。`,
    APP_ROLE: ({ level, params }) =>
      ({
        ok: `请求以受限角色 ${params.role} 运行`,
        warn: '请求以表的所有者身份运行。请设置 SHAPAN_APP_DATABASE_URL。',
        fail: `角色 ${params.role} 能越过工作区的边界。请换一个受限的登录角色。`,
      })[level],
    MIGRATIONS: ({ level, params }) =>
      ({
        ok: `结构为最新（${params.applied} 项）`,
        warn: `下次启动时将升级结构：${params.pending}`,
        fail: `数据库由更新的程序升级过（${params.unknown}）。请升级程序。`,
      })[level],
    BACKUP: ({ params }) =>
      params.at === null
        ? '还没有备份过。请执行 shapan backup。'
        : `上次备份 ${params.at}（${params.days} 天前）`,
  },
  en: {
    VERSION: ({ params }) => `Shapan ${params.program}, Node ${params.node}`,
    DATA_DIRECTORY: ({ level, params }) =>
      ({
        ok: `data directory ${params.directory}`,
        warn: `others may look into ${params.directory} (mode ${params.mode}): chmod 700 it`,
        fail: `there is no data directory ${params.directory}: name it with SHAPAN_DATA`,
      })[level],
    FREE_SPACE: ({ level, params }) =>
      level === 'ok'
        ? `${params.freeMb} MB free`
        : `only ${params.freeMb} MB free; below ${params.neededMb} MB nothing is written: free some space`,
    DATABASE: ({ level, params }) =>
      level === 'fail'
        ? `the database cannot be used: ${params.detail} [${params.code}]`
        : `PostgreSQL ${params.version}, ${params.kind === 'embedded' ? 'embedded' : 'a server'}${params.pid === null ? '' : `, running (process ${params.pid})`}`,
    DURABILITY: ({ level, params }) =>
      level === 'ok'
        ? 'changes are on disk before they are confirmed'
        : `${params.setting} = ${params.value}: confirmed changes may be lost in a power cut`,
    APP_ROLE: ({ level, params }) =>
      ({
        ok: `requests run as ${params.role}, which has few rights`,
        warn: 'requests run as the owner of the tables: set SHAPAN_APP_DATABASE_URL',
        fail: `${params.role} can look past the borders between workspaces: use a login role with fewer rights`,
      })[level],
    MIGRATIONS: ({ level, params }) =>
      ({
        ok: `the schema is up to date (${params.applied} migrations)`,
        warn: `the next start will bring the schema up to date: ${params.pending}`,
        fail: `a newer program has changed the database (${params.unknown}): update the program`,
      })[level],
    BACKUP: ({ params }) =>
      params.at === null
        ? 'there is no backup yet: run shapan backup'
        : `last backup ${params.at} (${params.days} days ago)`,
  },
};

export function findingSentence(finding: Finding, language: Language): string {
  return findings[language][finding.code](finding);
}
