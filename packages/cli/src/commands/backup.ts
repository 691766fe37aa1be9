/** `shapan backup FILE`: everything, or one workspace, as one verified file – while the program goes on running. */

import { resolve } from 'node:path';
import { connectAsOwner, backup as makeBackup, readConfig } from '@shapan/server';
import { defineCommand } from 'citty';
import { definedCommand } from '../defined-command.ts';
import { languageOf } from '../language.ts';
import { explained, quietLog } from '../ops-words.ts';

const words = {
  'zh-CN': (file: string, rows: number, kb: number) => `备份已完成并校验：${file}（${rows} 行，${kb} kB）`,
  en: (file: string, rows: number, kb: number) =>
    `Backup made and verified: ${file} (${rows} rows, ${kb} kB)`,
};

export const backup = definedCommand(
  defineCommand({
    meta: {
      name: 'shapan backup',
      description: '把全部数据（或一个工作区）备份成一个文件 / Back everything up, or one workspace',
    },
    args: {
      file: {
        type: 'positional',
        description: '要写的文件 / file to write, e.g. shapan-2026-03-01.backup',
        required: true,
      },
      workspace: { type: 'string', description: '只备份这个工作区 / only this workspace (its id)' },
    },
    run: ({ args }) =>
      explained(async () => {
        const config = readConfig(process.env);
        const connection = await connectAsOwner(config, quietLog);
        try {
          const { file, rows, bytes } = await makeBackup({
            pool: connection.pool,
            file: resolve(args.file),
            program: config.version,
            now: new Date(),
            workspace: args.workspace,
          });
          process.stdout.write(`${words[languageOf(process.env)](file, rows, Math.ceil(bytes / 1000))}\n`);
          return 0;
        } finally {
          await connection.close();
        }
      }),
  }),
);
