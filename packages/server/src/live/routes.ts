import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { Callers } from '../http/caller.ts';
import { type Routes, workspaceParams } from '../http/routes.ts';
import { asMember } from '../rooms/people/as-member.ts';

const HEARTBEAT_MS = 20_000;
/** A reader that does not take its news in gets a new start instead of memory of ours. */
const MAX_BACKLOG_BYTES = 1024 * 1024;

/**
 * Live news as server-sent events: `position` says that a book has moved. The reader then fetches what it lacks from
 * `/changes?after=`, which is the replay – so nothing is ever missed, however long the connection was gone.
 */
export function eventRoutes(app: Routes, callers: Callers, deps: Deps): void {
  app.get(
    '/workspaces/:workspace/events',
    {
      schema: {
        tags: ['live'],
        summary: 'News of the workspace’s books (server-sent events)',
        description:
          'Events: `position` {book, position}; `look` = news may have been missed, fetch what you follow.',
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
      const say = (text: string): void => {
        if (raw.writableLength > MAX_BACKLOG_BYTES) raw.destroy();
        else raw.write(text);
      };
      say('retry: 1000\nevent: look\ndata: {}\n\n');
      /** Whoever was shut out meanwhile must not go on listening. Ended, not cut off: it is no failure of the network. */
      const checkRights = (then: () => void): void => {
        callers.member(request, workspaceId).then(then, () => raw.end());
      };
      const look = (): void => say('event: look\ndata: {}\n\n');
      const leave = deps.live.follow(workspaceId, (news) => {
        if (news === 'rights') return checkRights(() => undefined);
        if (!news) return checkRights(look);
        const data = JSON.stringify({ book: news.bookId, position: news.position });
        say(`event: position\nid: ${news.bookId}/${news.position}\ndata: ${data}\n\n`);
      });
      const heartbeat = setInterval(() => checkRights(() => say(': still here\n\n')), HEARTBEAT_MS);
      heartbeat.unref();
      raw.on('close', () => {
        clearInterval(heartbeat);
        leave();
      });
    },
  );
}
