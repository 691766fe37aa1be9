import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Config } from '../config.ts';
import { answerProblem } from './problem-answer.ts';
import { refused } from './refused.ts';
import type { Routes } from './routes.ts';

/** The built app. Every address that is not a file or the API is a page of it, so links can be shared. */
export async function serveWeb(app: Routes, { webDirectory }: Config): Promise<void> {
  const built = existsSync(join(webDirectory, 'index.html'));
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !/\.\w+$/.test(request.url.split('?')[0] ?? '');
    if (!built || !isPage) return answerProblem(refused('ROUTE_NOT_FOUND'), request, reply);
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
  if (!built) return;
  await app.register(fastifyStatic, {
    root: webDirectory,
    wildcard: false,
    index: 'index.html',
    setHeaders(reply, path) {
      // Built files carry a fingerprint in their name; the page that names them does not.
      const forever = path.includes(join(webDirectory, 'assets'));
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
