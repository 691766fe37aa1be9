/**
 * `tsx --conditions shapan-source tools/write-reference.ts`: writes the pages of docs/operations that repeat what the
 * sources say – every error code of the API, every setting. Prevents pages that tell of yesterday's program; a test
 * compares them with the sources.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCodes } from '@shapan/contract';
import { createTranslate } from '@shapan/i18n';
import { settings } from '@shapan/server';
import { statusOf } from '../packages/server/src/http/problem-answer.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The generated pages by their path below the repository. */
export function referencePages(): Readonly<Record<string, string>> {
  return { 'docs/operations/errors.md': errorsPage(), 'docs/operations/settings.md': settingsPage() };
}

function errorsPage(): string {
  const [zh, en] = [createTranslate('zh-CN'), createTranslate('en')];
  const rows = errorCodes.map((code) => {
    const key = `problem.${code}` as const;
    return [`\`${code}\``, String(statusOf(code)), patternOf(zh, key), patternOf(en, key)];
  });
  return page(
    'Error codes',
    [
      'Every refusal of the API is an object with `code`, `message`, `requestId` and, where they say more, `path`, `params` and `problems` (all problems when there is more than one). A code keeps its meaning for ever. `message` is in the language of `Accept-Language` (`en`, otherwise Chinese); names in braces are filled in from `params`.',
      'Generated from the sources by `tools/write-reference.ts`.',
    ],
    ['code', 'status', '中文', 'English'],
    rows,
  );
}

/** The sentence with its parameters still open: each is given its own name to print. */
function patternOf(translate: ReturnType<typeof createTranslate>, key: string): string {
  const names = new Proxy<Record<string, string>>(
    {},
    { get: (_, name) => `{${String(name)}}`, has: () => true },
  );
  const sentence = translate.find(key, names);
  if (sentence === undefined) throw new Error(`${key} has no sentence`);
  // A plural wants a number, which a name is not.
  return sentence.replaceAll('NaN', '{count}');
}

function settingsPage(): string {
  return page(
    'Settings',
    [
      'All settings are environment variables; none is needed to start. `shapan serve --help` prints the same list.',
      'Generated from the sources by `tools/write-reference.ts`.',
    ],
    ['name', 'default', 'about'],
    settings.map(({ name, fallback, about }) => [
      `\`${name}\``,
      fallback === '' ? '' : `\`${fallback}\``,
      about,
    ]),
  );
}

function page(
  title: string,
  paragraphs: readonly string[],
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  const table = [line(heading), line(heading.map(() => '---')), ...rows.map(line)];
  return `# ${title}\n\n${paragraphs.join('\n\n')}\n\n${table.join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(referencePages())) writeFileSync(join(root, path), text);
}
