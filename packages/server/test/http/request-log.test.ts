import { Writable } from 'node:stream';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { requestLog } from '../../src/http/request-log.ts';

/** Everything that is written of one request. */
async function logged(url: string): Promise<string> {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const app = Fastify({ logger: { ...requestLog({ level: 'info' }), stream } });
  app.setNotFoundHandler((_, reply) => reply.send({}));
  app.get('/api/v1/invites/:invite', async () => ({}));
  await app.inject({ method: 'GET', url });
  await app.close();
  return lines.join('');
}

const SECRET = 's3cret_of-somebody';

test.each([
  `/api/v1/invites/${SECRET}`,
  `/api/v1/invites/${SECRET}?from=mail`,
  `/join/${SECRET}`,
  `/reset/${SECRET}`,
])('the log keeps no secret of an address: %s', async (url) => {
  const log = await logged(url);
  expect(log).toContain(url.slice(0, url.indexOf(SECRET)));
  expect(log).not.toContain(SECRET);
});

test.each(['/api/v1/invites/accept', '/api/v1/workspaces/w/books/b?before=7', '/reset'])(
  'the log names every other address whole: %s',
  async (url) => expect(await logged(url)).toContain(`"url":"${url}"`),
);
