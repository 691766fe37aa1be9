export { buildApp } from './app.ts';
export { type Config, ConfigError, readConfig, type Setting, settings } from './config.ts';
export { DatabaseError } from './database/errors.ts';
export type { Deps } from './deps.ts';
export { type Server, serve } from './serve.ts';
