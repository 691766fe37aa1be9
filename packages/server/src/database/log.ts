/** The part of a pino logger the database needs, so that `app.log` can be handed in as it is. */
export interface DatabaseLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
