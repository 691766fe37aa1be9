import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { type Config, readConfig } from '../../src/config.ts';
import type { Deps } from '../../src/deps.ts';
import type { Callers } from '../../src/http/caller.ts';
import { acceptJson } from '../../src/http/json-body.ts';
import { answerProblem } from '../../src/http/problem-answer.ts';
import type { Routes } from '../../src/http/routes.ts';
import { eventRoutes } from '../../src/live/routes.ts';
import { workspaceHealthRoutes } from '../../src/ops/routes.ts';
import { createStorage } from '../../src/ops/storage.ts';
import { importRoutes } from '../../src/rooms/documents/import/routes.ts';
import { createImportService } from '../../src/rooms/documents/import/service.ts';
import { taskFileRoutes } from '../../src/rooms/documents/project/routes.ts';
import { createTaskFileService } from '../../src/rooms/documents/project/service.ts';
import { createPeople } from '../../src/rooms/people/people.ts';
import { peopleRoutes } from '../../src/rooms/people/routes.ts';
import { planRoutes } from '../../src/rooms/plan/routes.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { createEvidenceService } from '../../src/rooms/research/evidence.ts';
import { researchRoutes } from '../../src/rooms/research/routes.ts';
import { trackingRoutes } from '../../src/rooms/tracking/routes.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';

/** The real routes and services behind a door that takes `callers`' word for who is asking. */
export async function openDoor(
  deps: Deps,
  callers: Callers,
  config: Config = readConfig({}),
): Promise<Routes> {
  const app = Fastify({ genReqId: () => deps.newId(), forceCloseConnections: true }) as unknown as Routes;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
  acceptJson(app);
  await app.register(multipart);
  const people = { ...(await createPeople(deps, config)), callers };
  app.addHook('onClose', () => people.close());
  await app.register(
    async (scope) => {
      const api = scope as unknown as Routes;
      const [plans, tracking] = [createPlanService(deps), createTrackingService(deps)];
      peopleRoutes(api, people, plans, tracking);
      planRoutes(api, callers, plans);
      trackingRoutes(api, callers, tracking);
      importRoutes(api, callers, createImportService(deps));
      taskFileRoutes(api, callers, createTaskFileService(deps));
      researchRoutes(api, callers, createEvidenceService(deps));
      eventRoutes(api, callers, deps);
      workspaceHealthRoutes(api, callers, deps, config, createStorage(config));
    },
    { prefix: '/api/v1' },
  );
  return app;
}
