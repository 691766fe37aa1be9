/**
 * Every problem has a sentence in both languages, and every sentence a problem. Prevents a person from reading a
 * bare code, and a dictionary full of words nobody says any more.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCheck, sources } from './walk.ts';

const registry = 'packages/engine/src/foundation/problem.ts';
const languages = ['zh-CN', 'en'];
/** Keys of the dictionaries that name a problem. */
const key = /^problem\.([A-Z][A-Z0-9_]*)$/;

/** Every code without a sentence and every sentence without a code, below `root`. */
export async function checkWords(root: string): Promise<readonly string[]> {
  const files = languages.map((language) => `packages/i18n/src/${language}/problems.ts`);
  if (!files.some((file) => existsSync(join(root, file))) && !speaks(root)) return [];
  const codes = await registeredCodes(root);
  const words = await Promise.all(files.map((file) => wordsIn(root, file)));
  return files.flatMap((file, index) => compare(file, codes, words[index]));
}

function compare(file: string, codes: ReadonlySet<string>, words: ReadonlyMap<string, unknown> | undefined) {
  if (words === undefined) return [`${file}:1 is missing: problems need words in every language`];
  const silent = [...codes].filter((name) => {
    const sentence = words.get(name);
    return sentence === undefined || (typeof sentence === 'string' && sentence.trim() === '');
  });
  return [
    ...silent.map((name) => `${file}:1 has no sentence for ${name}`),
    ...[...words.keys()]
      .filter((name) => !codes.has(name))
      .map((name) => `${file}:1 has a sentence for ${name}, which no registry knows`),
  ];
}

/** The dictionaries are in use: from then on a missing file is a fault. */
function speaks(root: string): boolean {
  const index = join(root, 'packages/i18n/src/index.ts');
  return existsSync(index) && /\bmessages?\b|translate/i.test(readFileSync(index, 'utf8'));
}

/** Codes of the engine, and of lists of the same kind that the contract exports for what only a server refuses. */
async function registeredCodes(root: string): Promise<ReadonlySet<string>> {
  const registries = sources(root).filter((path) =>
    /^packages\/contract\/src\/(?:.*\/)?[\w-]*(?:problem|code|error)s?\.ts$/.test(path),
  );
  const lists = await Promise.all(
    [registry, ...registries].map(async (path) =>
      Object.entries(await load(root, path)).flatMap(([name, value]) =>
        name.endsWith('Codes') ? strings(value) : [],
      ),
    ),
  );
  return new Set(lists.flat());
}

/** Sentences by code, from every record the file exports. */
async function wordsIn(root: string, path: string): Promise<ReadonlyMap<string, unknown> | undefined> {
  if (!existsSync(join(root, path))) return undefined;
  const records = Object.values(await load(root, path)).filter(
    (value) => typeof value === 'object' && value !== null,
  );
  const sentences = records.flatMap((record) => Object.entries(record as object));
  return new Map(
    sentences.flatMap(([name, sentence]) => {
      const code = key.exec(name)?.[1];
      return code === undefined ? [] : [[code, sentence] as const];
    }),
  );
}

async function load(root: string, path: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

await runCheck(import.meta.url, checkWords);
