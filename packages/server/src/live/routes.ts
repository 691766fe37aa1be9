import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { Caller, Callers } from '../http/caller.ts';
import { type Routes, workspaceParams } from '../http/routes.ts';
import { asMember } from '../rooms/people/as-member.ts';
import { createStream, LOOK } from './stream.ts';

const HEARTBEAT_MS = 20_000;

/**
 * Live news as server-sent events: `position` says that a book has moved. The reader then fetches what it lacks from
 * `/changes?after=`, which is the replay – so nothing is ever missed, however long the connection was gone.
 */
export function eventRoutes(app: Routes, callers: Callers, deps: Deps): void {
  const open = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const raw of open) raw.end();
  });

  app.get(
    '/workspaces/:workspace/events',
    {
      config: { endless: true },
      schema: {
        tags: ['live'],
        summary: 'News of the workspace’s books (server-sent events)',
        description:
          'Events: `position` {book, position}; `look` = news may have been missed, fetch what you follow; `rights` = your role or scope changed, fetch everything anew. The stream ends after it, and when you are signed out or shut out.',
        params: workspaceParams,
        response: { 200: z.string().meta({ description: 'text/event-stream' }) },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      await asMember(deps.pool, caller, async () => undefined);
      const { workspaceId } = caller;
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        connection: 'keep-alive',
      });
      const { say, isStuck } = createStream(raw, deps.clock);
      say(`retry: 1000\n${LOOK}`);
      /** Whoever was shut out meanwhile must not go on listening. Ended, not cut off: it is no failure of the network. */
      const checkRights = (then: () => void): void => {
        callers.member(request, workspaceId).then(
          (now) => {
            if (sameRights(now, caller)) return then();
            raw.end('event: rights\ndata: {}\n\n');
          },
          () => raw.end(),
        );
      };
      const leave = deps.live.follow(workspaceId, (news) => {
        if (news === 'rights') return checkRights(() => undefined);
        if (!news) return checkRights(() => say(LOOK));
        const data = JSON.stringify({ book: news.bookId, position: news.position });
        say(`event: position\nid: ${news.bookId}/${news.position}\ndata: ${data}\n\n`);
      });
      const heartbeat = setInterval(() => {
        if (isStuck()) raw.destroy();
        else checkRights(() => say(': still here\n\n'));
      }, HEARTBEAT_MS);
      heartbeat.unref();
      raw.on('close', () => {
        clearInterval(heartbeat);
        leave();
        open.delete(raw);
      });
      open.add(raw);
    },
  );
}

const sameRights = (one: Caller, other: Caller): boolean =>
  one.role === other.role && JSON.stringify(one.scope) === JSON.stringify(other.scope);
