/**
 * News of books: "this book is at that position now". Everyone who follows a book hears of every new entry, whichever
 * process wrote it – by PostgreSQL's NOTIFY, which carries ids only, never content. News may be lost (a broken
 * connection), so it is only a nudge: listeners fetch what they lack from the log.
 */
export interface News {
  readonly workspaceId: string;
  readonly bookId: string;
  readonly position: number;
}
