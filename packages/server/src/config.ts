import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Every setting, read once. `settings` is also the table in docs/operations/settings.md. */
export interface Config {
  readonly version: string;
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
  readonly appDatabaseUrl: string | undefined;
  readonly publicUrl: URL | undefined;
  /** `true` = every proxy; a function = that many hops. */
  readonly trustProxy: boolean | ((address: string, hop: number) => boolean);
  readonly requestsPerMinute: number;
  /** With less room than this on the data directory's disk nothing is written. */
  readonly minimumFreeBytes: number;
  /** So much may the files of evidence of one workspace take. */
  readonly evidenceBytes: number;
  /** An IANA name. */
  readonly timeZone: string;
  readonly webDirectory: string;
  readonly logger: boolean | { level: string };
}

export interface Setting {
  readonly name: string;
  readonly fallback: string;
  readonly about: string;
}

export const settings: readonly Setting[] = [
  { name: 'PORT', fallback: '4180', about: 'Port to listen on.' },
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    about: 'Address to listen on. 0.0.0.0 = every network this machine is in.',
  },
  {
    name: 'SHAPAN_DATA',
    fallback: './data',
    about: 'Directory of the embedded database. Not used with DATABASE_URL.',
  },
  {
    name: 'DATABASE_URL',
    fallback: '',
    about: 'A PostgreSQL 15 or newer instead of the embedded one; its role owns the tables.',
  },
  {
    name: 'SHAPAN_APP_DATABASE_URL',
    fallback: '',
    about: 'The same database as the role that requests run as (neither superuser nor owner).',
  },
  {
    name: 'SHAPAN_URL',
    fallback: '',
    about:
      'The address people use, e.g. https://plan.example.org. Decides cookie security and allowed origin. The first account is made at this address, at localhost or at an address in numbers, by no other name.',
  },
  {
    name: 'TRUST_PROXY',
    fallback: 'false',
    about: 'Number of reverse proxies in front, or true for all: whose X-Forwarded-* headers count.',
  },
  {
    name: 'SHAPAN_REQUESTS_PER_MINUTE',
    fallback: '3000',
    about: 'Requests one address may make in a minute.',
  },
  {
    name: 'SHAPAN_MINIMUM_FREE_MB',
    fallback: '200',
    about: 'Room, in MB, that the disk of SHAPAN_DATA must have left for anything to be written.',
  },
  {
    name: 'SHAPAN_EVIDENCE_MB',
    fallback: '1000',
    about: 'Room, in MB, that the files of evidence of one workspace may take.',
  },
  {
    name: 'SHAPAN_TIME_ZONE',
    fallback: 'Asia/Shanghai',
    about:
      'The time zone (an IANA name) that decides which day it is: of "as of today", of what has expired.',
  },
  { name: 'LOG_LEVEL', fallback: 'warn', about: 'fatal, error, warn, info, debug or trace.' },
];

/** What a setting should have been. */
export type ConfigCode = 'WHOLE_NUMBER' | 'WEB_ADDRESS' | 'DATABASE_ADDRESS' | 'TIME_ZONE' | 'LOG_LEVEL';

/** `params` feed the translated sentence, `message` is the English one. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: ConfigCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: ConfigCode, message: string, params: ConfigError['params']) {
    super(message);
    this.code = code;
    this.params = params;
  }
}

/** @throws ConfigError naming the setting and what it should look like. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const raw = (name: string): string =>
    environment[name] || settings.find((one) => one.name === name)?.fallback || '';
  return {
    version: packageVersion(),
    port: integer('PORT', raw('PORT'), 0, 65_535),
    host: raw('HOST'),
    dataDirectory: resolve(raw('SHAPAN_DATA')),
    databaseUrl: postgresUrl('DATABASE_URL', raw('DATABASE_URL')),
    appDatabaseUrl: postgresUrl('SHAPAN_APP_DATABASE_URL', raw('SHAPAN_APP_DATABASE_URL')),
    publicUrl: url('SHAPAN_URL', raw('SHAPAN_URL')),
    trustProxy: proxies(raw('TRUST_PROXY')),
    requestsPerMinute: integer('SHAPAN_REQUESTS_PER_MINUTE', raw('SHAPAN_REQUESTS_PER_MINUTE'), 1, 1_000_000),
    minimumFreeBytes:
      integer('SHAPAN_MINIMUM_FREE_MB', raw('SHAPAN_MINIMUM_FREE_MB'), 50, 1_000_000) * 1_000_000,
    evidenceBytes: integer('SHAPAN_EVIDENCE_MB', raw('SHAPAN_EVIDENCE_MB'), 0, 1_000_000) * 1_000_000,
    timeZone: timeZone('SHAPAN_TIME_ZONE', raw('SHAPAN_TIME_ZONE')),
    webDirectory: join(packageDirectory(), '..', 'web', 'dist', 'app'),
    logger: { level: level(raw('LOG_LEVEL')) },
  };
}

function integer(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    const message = `${name} must be a whole number from ${min} to ${max}, not "${text}".`;
    throw new ConfigError('WHOLE_NUMBER', message, { name, text, min, max });
  }
  return value;
}

function url(name: string, text: string): URL | undefined {
  if (!text) return undefined;
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    const message = `${name} must be an address such as https://plan.example.org, not "${text}".`;
    throw new ConfigError('WEB_ADDRESS', message, { name, text });
  }
  return new URL(text);
}

/** The value is never repeated: it may hold a password. */
function postgresUrl(name: string, text: string): string | undefined {
  if (text === '' || (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text))) return text || undefined;
  throw new ConfigError(
    'DATABASE_ADDRESS',
    `${name} must be an address such as postgres://user:password@host:5432/database; special characters of a password are written in percent form (@ = %40).`,
    { name },
  );
}

function proxies(text: string): Config['trustProxy'] {
  if (text === 'true' || text === 'false') return text === 'true';
  const hops = integer('TRUST_PROXY', text, 0, 100);
  return (_, hop) => hop < hops;
}

function timeZone(name: string, text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    const message = `${name} must be the name of a time zone such as Asia/Shanghai, not "${text}".`;
    throw new ConfigError('TIME_ZONE', message, { name, text });
  }
}

function level(text: string): string {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
  if (levels.includes(text)) return text;
  const message = `LOG_LEVEL must be one of ${levels.join(', ')}, not "${text}".`;
  throw new ConfigError('LOG_LEVEL', message, { text, levels: levels.join('、') });
}

/** The folder of this package's manifest, from the sources as from the build. */
function packageDirectory(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
}

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageDirectory(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
