/** What keeps Shapan from starting, in one sentence that names the place and the fix. */
import { ConfigError, DatabaseError } from '@shapan/server';
import type { Language, Sentence } from './language.ts';
import { settingSentence } from './setting-words.ts';

/** The sentence for a refusal somebody can do something about; `undefined` for a fault of ours. */
export function startProblem(error: unknown, language: Language): string | undefined {
  return groundProblem(error, language) ?? listenSentence(error as NodeJS.ErrnoException)?.[language];
}

/** The same for what every command stands on: the settings and the database. */
export function groundProblem(error: unknown, language: Language): string | undefined {
  if (error instanceof ConfigError) return settingSentence(error, language);
  if (error instanceof DatabaseError) return `${databaseSentence(error, language)} [${error.code}]`;
  return undefined;
}

/** Node says why an address cannot be listened on; the name it could not resolve is in `hostname`. */
function listenSentence(error: NodeJS.ErrnoException): Sentence | undefined {
  const { code, port, address, hostname } = error as typeof error & Readonly<Record<string, unknown>>;
  switch (code) {
    case 'EADDRINUSE':
      return {
        'zh-CN': `端口 ${port} 已被占用。请换一个端口：PORT=4181 npm start`,
        en: `Port ${port} is taken. Choose another one: PORT=4181 npm start`,
      };
    case 'EACCES':
      return {
        'zh-CN': `不允许当前用户使用端口 ${port}。请用 1024 以上的端口：PORT=4180 npm start`,
        en: `This user may not listen on port ${port}. Choose one above 1024: PORT=4180 npm start`,
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN': {
      const host = address ?? hostname;
      return {
        'zh-CN': `HOST=${host} 不是本机的地址。只供本机使用请写 127.0.0.1，供所有网络使用请写 0.0.0.0。`,
        en: `HOST=${host} is not an address of this machine. Use 127.0.0.1 for this machine alone, 0.0.0.0 for every network it is in.`,
      };
    }
    default:
      return undefined;
  }
}

type Say = (params: DatabaseError['params']) => string;

const unusable: Readonly<Record<string, string>> = {
  user: 'PostgreSQL 不能以 root 运行，而本机没有可用的普通用户（postgres 或 nobody）。请以普通用户启动。',
  socket: '没有足够短、可写的临时目录供数据库使用。请用 TMPDIR 指定一个。',
};

/** What a start can meet, short of our own faults; the English sentence comes with the error. */
const chinese: Readonly<Partial<Record<DatabaseError['code'], Say>>> = {
  DATA_DIRECTORY_HELD: ({ directory, pid }) =>
    `数据目录 ${directory} 正被另一个沙盘使用（${pid === null ? '没有应答' : `进程 ${pid}`}）。请先停止它，或用 SHAPAN_DATA 指定别的目录。`,
  DATA_DIRECTORY_NEWER: ({ directory, found, supported }) =>
    `${directory} 的数据由 PostgreSQL ${found} 写成，本程序自带 ${supported}。请使用更新版本的沙盘。`,
  DATA_DIRECTORY_OLDER: ({ directory, found, supported }) =>
    `${directory} 的数据由 PostgreSQL ${found} 写成，本程序自带 ${supported}。请用旧程序备份，再恢复到新的数据目录。`,
  DATA_DIRECTORY_REMOTE: ({ directory }) =>
    `数据目录 ${directory} 在网络文件系统上，两台机器可能同时打开它。请使用本地磁盘，或设置 DATABASE_URL。`,
  DATA_DIRECTORY_UNUSABLE: ({ directory, reason }) =>
    directory === undefined
      ? (unusable[String(reason)] ?? `数据目录无法使用（${reason}）。`)
      : `数据目录 ${directory} 无法创建、读取或写入（${reason}）。请用 SHAPAN_DATA 指定自己的目录，或更改它的所有者。`,
  UNSUPPORTED_PLATFORM: ({ platform }) =>
    `内置数据库支持 macOS 和使用 glibc 的 Linux（x64、arm64），不支持本机（${platform}）。请用 DATABASE_URL 指定 PostgreSQL 15 或更高版本。`,
  DATABASE_PROGRAMS_UNUSABLE: ({ directory, user }) =>
    `${user === null ? '数据库用户' : `用户 ${user}`}无法运行 ${directory} 里的 PostgreSQL 程序，也没有可用的缓存目录存放副本。请把程序移到该用户能进入的目录。`,
  DATABASE_START_FAILED: ({ log, detail }) =>
    `数据库没有启动：${detail}${log === undefined ? '' : `（详见 ${log}）`}`,
  DATABASE_NOT_DURABLE: ({ setting, value }) =>
    `数据库会在写入磁盘之前确认改动（${setting} = ${value}），因此不予使用。请改回默认设置。`,
  DATABASE_SOCKET_HELD: ({ directory, pid }) =>
    `进程 ${pid} 仍占用 ${directory} 数据库的套接字，可能是数据目录被移走或删除后留下的数据库进程。请结束它（kill ${pid}），再重新启动。`,
  DISK_FULL: ({ directory, freeBytes }) =>
    `${directory} 所在磁盘只剩 ${Math.floor(Number(freeBytes) / 1_000_000)} MB。请释放空间，已保存的内容不受影响。`,
  DATABASE_UNREACHABLE: ({ detail }) =>
    `无法使用 DATABASE_URL 指定的 PostgreSQL：${detail}。请检查主机、端口、用户、密码和库名；不设 DATABASE_URL 则使用内置数据库。`,
  DATABASE_TOO_OLD: ({ found, needed }) => `PostgreSQL ${found} 版本过旧，需要 ${needed} 或更高。`,
  DATABASE_ENCODING: ({ found }) => `数据库编码是 ${found}，请用 ENCODING 'UTF8' 重新创建。`,
  ROLE_TOO_POWERFUL: ({ name }) =>
    `数据库角色 ${name} 能越过工作区的边界。请给应用一个既非超级用户、也不拥有数据表的登录角色。`,
  DATABASE_NEWER: () => '数据库由更新版本的沙盘升级过。请使用更新版本的沙盘。',
};

function databaseSentence(error: DatabaseError, language: Language): string {
  const say = language === 'zh-CN' ? chinese[error.code] : undefined;
  return say === undefined ? error.message : say(error.params);
}
