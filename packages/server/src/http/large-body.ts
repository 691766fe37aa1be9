import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Callers } from './caller.ts';
import { refused } from './refused.ts';
import type { Routes } from './routes.ts';

/** What anybody may have read and parsed before it is asked who they are. */
const SMALL_BODY_BYTES = 64 * 1024;

const uuid = z.uuid();

/** Where no workspace says who may send more, nothing larger is read at all. Call before any route is added. */
export function keepBodiesSmall(app: Routes): void {
  app.addHook('onRoute', (route) => {
    if (!route.url.includes(':workspace')) route.bodyLimit = SMALL_BODY_BYTES;
  });
}

/** Before a large body is read: only who belongs to the workspace may keep the server busy with one. */
export async function guardLargeBody(request: FastifyRequest, callers: Callers): Promise<void> {
  const { workspace } = request.params as { workspace?: string };
  if (workspace === undefined || !isLarge(request)) return;
  if (!uuid.safeParse(workspace).success) throw refused('INVALID', undefined, 'workspace');
  await callers.member(request, workspace);
}

/** A body that comes in pieces does not say how large it will be. */
function isLarge({ headers }: FastifyRequest): boolean {
  return (
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SMALL_BODY_BYTES
  );
}
