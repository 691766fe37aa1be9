import type { Ask, Person, TestApp } from './app.ts';
import type { Persona } from './cast.ts';
import type { Request, Row } from './matrix.ts';

/** What a persona gets whom the row does not name. */
export function expected({ kind, answers }: Row, persona: Persona): number {
  if (kind === 'open') return answers[persona] ?? answers.anonymous ?? 0;
  if (kind === 'user') {
    if (persona === 'anonymous' || persona === 'viewerKey') return 401;
    return answers[persona] ?? answers.owner ?? 0;
  }
  if (persona === 'anonymous') return 401;
  if (persona === 'suspended' || persona === 'stranger') return 404;
  return answers[persona] ?? 0;
}

function pathOf(
  route: string,
  workspace: string,
  { params = {}, query = '' }: Request,
): { method: string; path: string } {
  const [method = '', template = ''] = route.split(' ');
  const values: Readonly<Record<string, string>> = { workspace, ...params };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `missing-${name}`);
  return { method, path: query ? `${path}?${query}` : path };
}

/** A server to be asked: requests by `ask`, streams at `url`. */
export interface Door {
  readonly ask: TestApp['ask'];
  readonly url: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export async function answerTo(
  { ask, url }: Door,
  person: Person,
  route: string,
  workspace: string,
  request: Request,
): Promise<Answer> {
  const { method, path } = pathOf(route, workspace, request);
  if (isStream(route)) return statusOfStream(url, person, path);
  const { body: sent, headers } = request;
  const asked: Ask = { ...(sent !== undefined && { body: sent }), ...(headers && { headers }) };
  const { statusCode, body } = await ask(person, method, path, asked);
  return { status: statusCode, text: body };
}

/** A stream never ends by itself; its first words are enough. */
async function statusOfStream(url: string, { cookie, key }: Person, path: string): Promise<Answer> {
  const headers = {
    ...(cookie !== undefined && { cookie }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const stop = new AbortController();
  const response = await fetch(`${url}${path}`, { headers, signal: stop.signal });
  const text = response.status === 200 ? '' : await response.text();
  stop.abort();
  return { status: response.status, text };
}

const isStream = (route: string): boolean => route.endsWith('/events');

/** An answer without what must differ: the request's id, and the id that was asked for. */
export function comparable(text: string, ...asked: readonly string[]): string {
  const bare = asked.reduce((rest, id) => rest.replaceAll(id, '(id)'), text);
  return bare.replace(/"requestId":"[^"]*"/, '"requestId":"(request)"');
}
