/** `shapan import FILE`: the import page from the shell – through the same API, with the same checks and figures. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ErrorBody, ImportReport, ImportRequest, UploadView } from '@shapan/contract';
import { defineCommand } from 'citty';

export const importCommand = defineCommand({
  meta: { name: 'import', description: 'Import targets or actuals from a CSV or xlsx file' },
  args: {
    file: { type: 'positional', description: 'The file', required: true },
    request: {
      type: 'string',
      description: 'JSON file with the import request; left out: show what is in the file',
    },
    workspace: { type: 'string', description: 'Workspace id', required: true },
    key: { type: 'string', description: 'API key (or SHAPAN_KEY)' },
    url: { type: 'string', description: 'Where Shapan runs', default: 'http://127.0.0.1:4180' },
    check: { type: 'boolean', description: 'Only check; write nothing', default: false },
    json: { type: 'boolean', description: 'Answer in JSON', default: false },
  },
  async run({ args }) {
    const key = args.key ?? process.env.SHAPAN_KEY;
    if (!key) return fail('An API key is needed: --key shapan_… or SHAPAN_KEY.');
    const content = await readFile(args.file).catch(() => null);
    if (!content) return fail(`${args.file} cannot be read.`);
    const base = `${args.url}/api/v1/workspaces/${args.workspace}/imports`;
    const headers = {
      authorization: `Bearer ${key}`,
      'accept-language': process.env.LANG?.startsWith('zh') ? 'zh-CN' : 'en',
    };
    try {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(content)]), basename(args.file));
      const upload = await ask<UploadView>(base, { method: 'POST', headers, body: form });
      if (args.request === undefined) return print(upload);
      const request = JSON.parse(await readFile(args.request, 'utf8')) as ImportRequest;
      const report = await ask<ImportReport>(`${base}/${upload.upload}/${args.check ? 'check' : 'commit'}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      return args.json ? print(report, report.errorCount) : tell(report);
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  },
});

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, init).catch(() => null);
  if (!response) throw new Error(`${new URL(url).origin} does not answer. Is Shapan running there?`);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const { message, code, path, requestId } = answer as ErrorBody;
  throw new Error(`${message ?? code} (${[code, path, requestId].filter(Boolean).join(', ')})`);
}

function print(answer: unknown, problems = 0): number {
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  return problems > 0 ? 2 : 0;
}

function tell(report: ImportReport): number {
  const { rows, filtered, fresh, unchanged, conflicts, newMembers, newRows, errorCount } = report;
  const counts = { rows, filtered, fresh, unchanged, conflicts, newMembers, newRows, errors: errorCount };
  process.stdout.write(
    `${Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}\n`,
  );
  for (const { row, column, code, message, value } of report.errors) {
    const place = column === null ? `row ${row}` : `row ${row}, ${column}`;
    process.stdout.write(
      `${place}: ${message} [${code}]${value === null ? '' : ` ${JSON.stringify(value)}`}\n`,
    );
  }
  process.stdout.write(report.committed ? 'imported\n' : 'nothing was written\n');
  return errorCount > 0 ? 2 : 0;
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
