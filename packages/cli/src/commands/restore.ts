/** `shapan restore FILE`: a backup into a new data directory or an empty database – all of it or nothing. */

import { resolve } from 'node:path';
import { openForRestore, readConfig, restore as restoreInto, verifyBackup } from '@shapan/server';
import { defineCommand } from 'citty';
import { definedCommand } from '../defined-command.ts';
import { languageOf } from '../language.ts';
import { explained, quietLog } from '../ops-words.ts';

const words = {
  'zh-CN': {
    restored: (rows: number, at: string) => `已恢复 ${rows} 行（备份时间 ${at}）。请重新登录。`,
    whole: (rows: number, at: string) => `文件完好：${rows} 行，备份时间 ${at}。`,
  },
  en: {
    restored: (rows: number, at: string) =>
      `Restored ${rows} rows (backup of ${at}). Everybody signs in again.`,
    whole: (rows: number, at: string) => `The file is whole: ${rows} rows, backup of ${at}.`,
  },
};

export const restore = definedCommand(
  defineCommand({
    meta: {
      name: 'shapan restore',
      description:
        '把备份恢复到新的数据目录或空数据库 / Restore a backup into a new data directory or an empty database',
    },
    args: {
      file: { type: 'positional', description: '备份文件 / the backup', required: true },
      check: { type: 'boolean', description: '只校验文件，不恢复 / only check the file', default: false },
    },
    run: ({ args }) =>
      explained(async () => {
        const say = words[languageOf(process.env)];
        const file = resolve(args.file);
        // Before a database is made for it.
        const { manifest, rows } = await verifyBackup(file);
        if (args.check) {
          process.stdout.write(`${say.whole(rows, manifest.createdAt)}\n`);
          return 0;
        }
        const opened = await openForRestore(readConfig(process.env), quietLog);
        try {
          const report = await restoreInto({ pool: opened.pool, file });
          process.stdout.write(`${say.restored(report.rows, report.manifest.createdAt)}\n`);
          return 0;
        } finally {
          await opened.close();
        }
      }),
  }),
);
