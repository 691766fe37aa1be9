/**
 * A real browser for the journeys, on whatever machine they run.
 *
 * A browser that is already there is taken first. Otherwise the one from npm is unpacked once into a folder of
 * this user's own: a half-written or foreign file in a shared temporary folder must never be started. It brings
 * the few system libraries a bare machine lacks, and a font; Chinese glyphs come from `useChineseFont`.
 */
import { accessSync, constants, createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const fix =
  'Install one with `apt-get install chromium`, or set CHROMIUM_PATH to a Chromium or Chrome program.';

/** The names under which an ordinary machine offers Chinese glyphs. */
const chineseFamilies = [
  'PingFang SC',
  'HarmonyOS Sans SC',
  'Microsoft YaHei UI',
  'Microsoft YaHei',
  'Noto Sans SC',
] as const;

/** What to start and what it needs in its environment. */
interface Program {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Start a headless browser; the caller closes it. Rejects with one sentence that names the fix. */
export async function launchBrowser(): Promise<Browser> {
  const installed = installedBrowser();
  const program = installed === undefined ? await unpackedBrowser() : { path: installed, env: {} };
  try {
    return await chromium.launch({
      executablePath: program.path,
      // The sandbox needs privileges that containers and root do not have; the pages opened here are our own.
      args: ['--no-sandbox'],
      env: { ...environment(), ...program.env },
    });
  } catch (cause) {
    throw new Error(`The browser ${program.path} does not start. ${fix}`, { cause });
  }
}

/**
 * Let every page of a context show Chinese on a machine without a Chinese font, as screenshots need: Noto Sans SC
 * answers to the names in the product's font stack. Call it before the first page opens. The font is served from
 * the page's own origin, so no content policy forbids it. Wait for `document.fonts.ready` before a picture.
 */
export async function useChineseFont(context: BrowserContext): Promise<void> {
  const folder = dirname(require.resolve('@fontsource-variable/noto-sans-sc/package.json'));
  const faces = await readFile(join(folder, 'index.css'), 'utf8');
  const sheet = chineseFamilies.map((family) => faces.replaceAll('Noto Sans SC Variable', family)).join('\n');
  const route = '/test-fonts/';
  await context.route(
    (url) => url.pathname.startsWith(route),
    async (request) => {
      const name = new URL(request.request().url()).pathname.slice(route.length);
      if (name === 'index.css') await request.fulfill({ contentType: 'text/css', body: sheet });
      else await request.fulfill({ path: join(folder, name) });
    },
  );
  await context.addInitScript((href) => {
    const add = () => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = `${href}index.css`;
      document.head.append(link);
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', add);
    else add();
  }, route);
}

/** A browser named by the environment or found on the machine. */
function installedBrowser(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!runnable(named)) throw new Error(`CHROMIUM_PATH is ${named}, which is not a program. ${fix}`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = ['chromium', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return ['/usr/bin/chromium', ...found].find(runnable);
}

/** The browser from npm, unpacked once per user and version. */
async function unpackedBrowser(): Promise<Program> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`There is no browser here. ${fix}`);
  const source = dirname(dirname(require.resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  const home = join(tmpdir(), `shapan-browser-${userInfo().uid}-${version}`);
  if (!existsSync(home)) await unpack(join(source, 'bin'), home);
  return {
    path: join(home, 'chromium'),
    env: {
      // Behind whatever the machine has: its own libraries win, the packed ones only fill the gaps.
      LD_LIBRARY_PATH: [
        process.env.LD_LIBRARY_PATH,
        '/usr/lib/x86_64-linux-gnu',
        '/usr/lib64',
        join(home, 'al2023', 'lib'),
      ]
        .filter(Boolean)
        .join(':'),
      ...(existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: home }),
    },
  };
}

/** Unpack beside the goal and rename: two workers may do it at once, and neither sees half a browser. */
async function unpack(bin: string, home: string): Promise<void> {
  const draft = await mkdtemp(`${home}-`);
  const { inflate } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  try {
    await pipeline(
      createReadStream(join(bin, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(draft, 'chromium'), { mode: 0o700 }),
    );
    // The package unpacks its archives into the temporary folder of the moment.
    process.env.TMPDIR = draft;
    for (const name of ['al2023', 'fonts', 'swiftshader']) await inflate(join(bin, `${name}.tar.br`));
    await mkdir(join(draft, 'cache'));
    await writeFile(
      join(draft, 'fonts.conf'),
      `<?xml version="1.0"?><fontconfig><dir>${home}/fonts</dir><cachedir>${home}/cache</cachedir></fontconfig>\n`,
    );
    await rename(draft, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
  } catch (cause) {
    throw new Error(`The browser from npm cannot be unpacked into ${home}. ${fix}`, { cause });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(draft, { recursive: true, force: true });
  }
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
