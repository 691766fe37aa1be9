import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyRequest } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { keepFromCaches } from './http/caches.ts';
import type { Callers } from './http/caller.ts';
import { docsPage } from './http/docs-page.ts';
import { drainOnClose } from './http/drain.ts';
import { acceptJson } from './http/json-body.ts';
import { guardLargeBody, keepBodiesSmall } from './http/large-body.ts';
import { honourKeys } from './http/once.ts';
import { guardOrigin } from './http/origin.ts';
import { answerProblem } from './http/problem-answer.ts';
import { refused } from './http/refused.ts';
import { requestLog } from './http/request-log.ts';
import type { Routes } from './http/routes.ts';
import { sendSecurityHeaders } from './http/security-headers.ts';
import { serveWeb } from './http/web.ts';
import { eventRoutes } from './live/routes.ts';
import { healthRoutes, workspaceHealthRoutes } from './ops/routes.ts';
import { createStorage, guardStorage } from './ops/storage.ts';
import { importRoutes } from './rooms/documents/import/routes.ts';
import { createImportService } from './rooms/documents/import/service.ts';
import { taskFileRoutes } from './rooms/documents/project/routes.ts';
import { createTaskFileService } from './rooms/documents/project/service.ts';
import { createPeople } from './rooms/people/people.ts';
import { peopleRoutes } from './rooms/people/routes.ts';
import { planRoutes } from './rooms/plan/routes.ts';
import { createPlanService } from './rooms/plan/service.ts';
import { createEvidenceService } from './rooms/research/evidence.ts';
import { researchRoutes } from './rooms/research/routes.ts';
import { trackingRoutes } from './rooms/tracking/routes.ts';
import { createTrackingService } from './rooms/tracking/service.ts';

const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** The whole server, wired once. Listening is the caller's business, so tests can ask it without a port. */
export async function buildApp(deps: Deps, config: Config): Promise<Routes> {
  const app: Routes = Fastify({
    logger: requestLog(config.logger),
    trustProxy: config.trustProxy,
    genReqId: () => deps.newId(),
    bodyLimit: 2 * 1024 * 1024,
    // A client that dribbles its request keeps a connection, not a worker.
    requestTimeout: 60_000,
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply),
    connectionTimeout: 0,
    forceCloseConnections: true,
  }).withTypeProvider() as unknown as Routes;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));

  drainOnClose(app);
  keepBodiesSmall(app);
  acceptJson(app);
  sendSecurityHeaders(app, config);
  await app.register(rateLimit, {
    max: config.requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: () => refused('RATE_LIMITED'),
  });
  await app.register(multipart, { limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 20 } });
  await app.register(swagger, openapi(config));
  app.addHook('onRequest', async (request) => guardOrigin(request, config));
  app.addHook('onRequest', async (request, reply) => keepFromCaches(request, reply));
  const storage = createStorage(config);
  app.addHook('onRequest', (request) => guardStorage(request, storage));

  const people = await createPeople(deps, config);
  app.addHook('onClose', () => people.close());
  const plans = createPlanService(deps);
  const tracking = createTrackingService(deps);
  const imports = createImportService(deps);
  await app.register(
    async (scope) => {
      const api = scope as unknown as Routes;
      api.addHook('onRequest', (request) => guardLargeBody(request, people.callers));
      const once = honourKeys(api, deps, (request) => stillThere(people.callers, request));
      api.setErrorHandler(async (error, request, reply) => {
        if (!(await once.answer(error, request, reply))) answerProblem(error, request, reply);
        return reply;
      });
      peopleRoutes(api, people, plans, tracking);
      planRoutes(api, people.callers, plans);
      trackingRoutes(api, people.callers, tracking);
      importRoutes(api, people.callers, imports);
      taskFileRoutes(api, people.callers, createTaskFileService(deps));
      researchRoutes(api, people.callers, createEvidenceService(deps));
      eventRoutes(api, people.callers, deps);
      workspaceHealthRoutes(api, people.callers, deps, config, storage);
    },
    { prefix: '/api/v1' },
  );
  people.mountAuth(app);
  healthRoutes(app, deps, config, storage);
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  app.get('/api/docs', { schema: { hide: true } }, async (_, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage(app.swagger())),
  );
  await serveWeb(app, config);
  return app;
}

/** Where a request names a workspace, its caller must still belong to it. */
async function stillThere(callers: Callers, request: FastifyRequest): Promise<void> {
  const { workspace } = request.params as { workspace?: string };
  if (workspace !== undefined) await callers.member(request, workspace);
}

function openapi(config: Config) {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Shapan API',
        version: config.version,
        description:
          'Everything the app can do. Amounts are exact integers in the smallest unit of their metric; dates are `YYYY-MM-DD`. Refusals carry a documented code, parameters and a sentence. A request that changes something may carry an `Idempotency-Key` (16 to 100 printable characters): sent again with it within a week, it takes effect once and gets the same answer.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'shapan.session_token' },
          apiKey: { type: 'http' as const, scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { apiKey: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  };
}
