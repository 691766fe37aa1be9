import pg from 'pg';

/** A name or text inside SQL that takes no parameters (roles, databases, passwords). */
export const quoteIdentifier = (name: string): string => pg.escapeIdentifier(name);
export const quoteLiteral = (text: string): string => pg.escapeLiteral(text);
