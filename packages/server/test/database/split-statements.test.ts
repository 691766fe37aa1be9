import { describe, expect, it } from 'vitest';
import { splitStatements } from '../../src/database/split-statements.ts';

describe('cutting SQL into statements', () => {
  it.each<[string, string, string[]]>([
    ['plain statements', 'SELECT 1; SELECT 2;', ['SELECT 1', 'SELECT 2']],
    ['a last one without semicolon', 'SELECT 1;\nSELECT 2\n', ['SELECT 1', 'SELECT 2']],
    ['empty statements and lone comments', ';; -- nothing; here\n/* nor; here */;', []],
    [
      'semicolons in strings',
      `SELECT 'a;b', 'it''s; fine'; SELECT 2`,
      [`SELECT 'a;b', 'it''s; fine'`, 'SELECT 2'],
    ],
    [
      'a backslash ends a plain string',
      String.raw`SELECT 'a\'; SELECT 2`,
      [String.raw`SELECT 'a\'`, 'SELECT 2'],
    ],
    [
      'a backslash escapes in E strings',
      String.raw`SELECT E'a\';b'; SELECT 2`,
      [String.raw`SELECT E'a\';b'`, 'SELECT 2'],
    ],
    ['a name that ends in e before a string', `SELECT type'a'; SELECT 2`, [`SELECT type'a'`, 'SELECT 2']],
    ['quoted names', `SELECT 1 AS "a;""b"; SELECT 2`, [`SELECT 1 AS "a;""b"`, 'SELECT 2']],
    ['dollar quotes', 'DO $$ BEGIN; END $$; SELECT 2', ['DO $$ BEGIN; END $$', 'SELECT 2']],
    ['tagged dollar quotes', 'DO $a$ $$;$$ ; $a$; SELECT 2', ['DO $a$ $$;$$ ; $a$', 'SELECT 2']],
    ['a dollar inside a name', 'SELECT a$b$c; SELECT d$b$e', ['SELECT a$b$c', 'SELECT d$b$e']],
    ['parameters', 'SELECT $1; SELECT $2', ['SELECT $1', 'SELECT $2']],
    ['comments inside', 'SELECT 1 -- a;b\n+ 2; SELECT 2', ['SELECT 1 -- a;b\n+ 2', 'SELECT 2']],
    [
      'nested comments',
      'SELECT /* a /* b; */ c; */ 1; SELECT 2',
      ['SELECT /* a /* b; */ c; */ 1', 'SELECT 2'],
    ],
    ['Chinese', `SELECT '分号；;' AS 名; SELECT 2`, [`SELECT '分号；;' AS 名`, 'SELECT 2']],
  ])('%s', (_, sql, expected) => {
    expect(splitStatements(sql)).toEqual(expected);
  });

  it.each([`SELECT 'open`, 'SELECT "open', 'DO $$ open', '/* open /* */'])('refuses %s', (sql) => {
    expect(() => splitStatements(sql)).toThrow('not closed');
  });
});
