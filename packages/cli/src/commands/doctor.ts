/** `shapan doctor`: looks at everything that keeps data safe; exit code 1 when something must be mended. */
import { examine, type Finding, readConfig } from '@shapan/server';
import { defineCommand } from 'citty';
import { definedCommand } from '../defined-command.ts';
import { languageOf } from '../language.ts';
import { explained, findingSentence, quietLog } from '../ops-words.ts';

const MARK: Readonly<Record<Finding['level'], string>> = { ok: '✓', warn: '!', fail: '✗' };

export const doctor = definedCommand(
  defineCommand({
    meta: { name: 'shapan doctor', description: '检查数据是否安全 / Check that data is safe' },
    args: { json: { type: 'boolean', description: '以 JSON 输出 / print JSON', default: false } },
    run: ({ args }) =>
      explained(async () => {
        const findings = await examine(readConfig(process.env), quietLog, new Date());
        const language = languageOf(process.env);
        const lines = findings.map(
          (one) => `${MARK[one.level]} ${one.code.padEnd(14)} ${findingSentence(one, language)}\n`,
        );
        process.stdout.write(args.json ? `${JSON.stringify(findings, null, 2)}\n` : lines.join(''));
        return findings.some(({ level }) => level === 'fail') ? 1 : 0;
      }),
  }),
);
