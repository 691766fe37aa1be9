import type { Pool, PoolClient, QueryConfig } from 'pg';

/** The pool, but every statement is rewritten on its way: how a net made of SQL is taken down. */
export function tornPool(pool: Pool, rewrite: (text: string) => string): Pool {
  return new Proxy(pool, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (name === 'connect') return async () => torn(await target.connect(), rewrite);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}

function torn(client: PoolClient, rewrite: (text: string) => string): PoolClient {
  return new Proxy(client, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (name === 'query')
        return (statement: string | QueryConfig, ...rest: unknown[]) =>
          (target.query as (...all: unknown[]) => unknown)(
            typeof statement === 'string'
              ? rewrite(statement)
              : // Under its name the connection may know it whole.
                { ...statement, name: undefined, text: rewrite(statement.text) },
            ...rest,
          );
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}

/** No statement says any more whose rows it means. The parameter stays, so that its number keeps its meaning. */
export function withoutFilter(text: string): string {
  return /^\s*INSERT\b(?![\s\S]*\bSELECT\b)/.test(text)
    ? text
    : text.replaceAll(/\b(?:\w+\.)?workspace_id = (\$\d+|'[\da-f-]{36}')/g, '($1::uuid IS NOT NULL)');
}

/** Services believe whoever calls them. */
export function withoutStanding(text: string): string {
  return text.includes('AS same FROM member')
    ? 'SELECT true AS same, $1::uuid, $2::uuid, $3::text, $4::text'
    : text;
}
