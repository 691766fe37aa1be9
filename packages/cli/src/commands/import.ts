/** `shapan import FILE`: the import page from the shell – through the same API, with the same checks and figures. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ErrorBody, ImportReport, ImportRequest, UploadView } from '@shapan/contract';
import { decimalFromAmount } from '@shapan/engine';
import { defineCommand } from 'citty';
import { languageOf } from '../language.ts';

const words = {
  'zh-CN': {
    key: '需要 API 密钥：--key shapan_… 或环境变量 SHAPAN_KEY。',
    unreadable: (file: string) => `无法读取文件：${file}`,
    noJson: (file: string) => `${file} 不是有效的 JSON。`,
    silent: (origin: string) => `${origin} 没有应答。沙盘在那里运行吗？`,
    done: '已导入',
    nothingNew: '没有新内容，没有写入任何数据',
    nothing: '没有写入任何数据',
    kept: (count: number) => `${count} 行与账本不同，保持原样；要更正请用 "onConflict": "correct"`,
    differs: (row: number, key: string, there: string, here: string) =>
      `第 ${row} 行 ${key}：账本 ${there}，文件 ${here}`,
    other: (source: string) => `同样表头的文件上次来自“${source}”；换一个来源，同样的行会再算一次`,
    left: (count: number) => `已跳过 ${count} 行`,
    unwritable: (file: string) => `无法写入文件：${file}`,
  },
  en: {
    key: 'An API key is needed: --key shapan_… or SHAPAN_KEY.',
    unreadable: (file: string) => `${file} cannot be read.`,
    noJson: (file: string) => `${file} is not valid JSON.`,
    silent: (origin: string) => `${origin} does not answer. Is Shapan running there?`,
    done: 'imported',
    nothingNew: 'nothing new, nothing was written',
    nothing: 'nothing was written',
    kept: (count: number) =>
      `rows that differ from the ledger, left as they are: ${count}; "onConflict": "correct" corrects them`,
    differs: (row: number, key: string, there: string, here: string) =>
      `row ${row}, ${key}: ledger ${there}, file ${here}`,
    other: (source: string) =>
      `the last file of these headings came from “${source}”; under another source the same rows count once more`,
    left: (count: number) => `rows left out: ${count}`,
    unwritable: (file: string) => `${file} cannot be written.`,
  },
};

export const importCommand = defineCommand({
  meta: { name: 'shapan import', description: '从 CSV 或 xlsx 导入目标或业绩 / Import targets or actuals' },
  args: {
    file: { type: 'positional', description: '要导入的文件 / the file', required: true },
    request: {
      type: 'string',
      description:
        '导入请求的 JSON 文件；不给则只显示文件内容 / JSON of the request; left out: show what is in the file',
    },
    workspace: { type: 'string', description: '工作区 / workspace (its id)', required: true },
    key: { type: 'string', description: 'API 密钥 / API key (or SHAPAN_KEY)' },
    url: { type: 'string', description: '沙盘的地址 / where Shapan runs', default: 'http://127.0.0.1:4180' },
    check: { type: 'boolean', description: '只检查，不写入 / only check; write nothing', default: false },
    'skip-errors': {
      type: 'boolean',
      description: '跳过有错的行，导入其余的行 / leave out rows with errors, import the others',
      default: false,
    },
    errors: { type: 'string', description: '把全部错误写成 CSV 文件 / write all errors to a CSV file' },
    json: { type: 'boolean', description: '以 JSON 回答 / answer in JSON', default: false },
  },
  async run({ args }) {
    const key = args.key ?? process.env.SHAPAN_KEY;
    const say = words[languageOf(process.env)];
    if (!key) return fail(say.key);
    const content = await readFile(args.file).catch(() => null);
    if (!content) return fail(say.unreadable(args.file));
    const base = `${args.url}/api/v1/workspaces/${args.workspace}/imports`;
    const headers = {
      authorization: `Bearer ${key}`,
      'accept-language': languageOf(process.env),
    };
    try {
      const request = args.request === undefined ? undefined : await requestIn(args.request);
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(content)]), basename(args.file));
      const upload = await ask<UploadView>(base, { method: 'POST', headers, body: form });
      if (!request) return print(upload);
      if (args['skip-errors']) request.onError = 'skip';
      const asked = {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(request),
      };
      // Before anything is written: what is imported then is no longer an error of the dry run.
      if (args.errors !== undefined) await save(args.errors, `${base}/${upload.upload}/errors`, asked);
      const report = await ask<ImportReport>(
        `${base}/${upload.upload}/${args.check ? 'check' : 'commit'}`,
        asked,
      );
      return args.json ? print(report, exitCode(report)) : tell(report, request);
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  },
});

/** The server checks what is asked for; here it only has to be JSON. */
async function requestIn(file: string): Promise<ImportRequest> {
  const say = words[languageOf(process.env)];
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new Error(say.unreadable(file));
  try {
    return JSON.parse(text) as ImportRequest;
  } catch {
    throw new Error(say.noJson(file));
  }
}

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  return (await answerOf(url, init)).json() as Promise<T>;
}

/** Errors as the import page hands them out. */
async function save(file: string, url: string, init: RequestInit): Promise<void> {
  const sheet = Buffer.from(await (await answerOf(url, init)).arrayBuffer());
  const written = await writeFile(file, sheet).then(
    () => true,
    () => false,
  );
  if (!written) throw new Error(words[languageOf(process.env)].unwritable(file));
}

async function answerOf(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch(() => null);
  if (!response) throw new Error(words[languageOf(process.env)].silent(new URL(url).origin));
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => ({}));
  const { message, code, path, requestId } = answer as ErrorBody;
  throw new Error(`${message ?? code} (${[code, path, requestId].filter(Boolean).join(', ')})`);
}

function print(answer: unknown, code = 0): number {
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  return code;
}

function tell(report: ImportReport, request: ImportRequest): number {
  const { errorCount, decimals } = report;
  const { rows, filtered, empty, merged, fresh, unchanged, conflicts, newMembers, newRows } = report;
  const counts = { rows, filtered, empty, merged, fresh, unchanged, conflicts, newMembers, newRows };
  process.stdout.write(
    `${Object.entries({ ...counts, errors: errorCount })
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}\n`,
  );
  for (const { row, column, code, message, value } of report.errors) {
    const place = column === null ? `row ${row}` : `row ${row}, ${column}`;
    process.stdout.write(
      `${place}: ${message} [${code}]${value === null ? '' : ` ${JSON.stringify(value)}`}\n`,
    );
  }
  const say = words[languageOf(process.env)];
  for (const { key, here, there } of report.differences)
    process.stdout.write(
      `${say.differs(here.row, key, sideText(there, decimals), sideText(here, decimals))}\n`,
    );
  if (report.lastSource !== null) process.stdout.write(`${say.other(report.lastSource)}\n`);
  if (report.committed && report.skipped > 0) process.stdout.write(`${say.left(report.skipped)}\n`);
  const corrects = request.purpose === 'actuals' && request.onConflict === 'correct';
  if (conflicts > 0 && !corrects) process.stdout.write(`${say.kept(conflicts)}\n`);
  // An import of actuals without anything new makes no entry; one of targets has no import record at all.
  const known = unchanged + conflicts > 0 && report.importId === null;
  process.stdout.write(`${report.committed ? (known ? say.nothingNew : say.done) : say.nothing}\n`);
  return exitCode(report);
}

/** Errors that were left out on request are no failure of what was asked for. */
const exitCode = ({ errorCount, committed }: ImportReport): number => (errorCount > 0 && !committed ? 2 : 0);

/** One side of a difference: day, place, value. */
function sideText(
  { date, coordinate, amount, weight }: ImportReport['differences'][number]['here'],
  decimals: number,
): string {
  const exact = decimalFromAmount(amount, decimals);
  const value = weight === null ? exact : `${exact}/${weight}`;
  return [date, ...Object.values(coordinate), value].join(' ');
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
