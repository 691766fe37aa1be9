import { nobody, type Person, type TestApp, type TestAppOptions, testApp } from './app.ts';

/** Everybody the authorisation matrix knows. */
export const personas = [
  'anonymous',
  'viewer',
  'rep',
  'manager',
  'director',
  'operations',
  'owner',
  'suspended',
  'viewerKey',
  'stranger',
] as const;
export type Persona = (typeof personas)[number];

/** Two workspaces, a plan in each, and all personas; the manager works in region A, the stranger owns the other one. */
export interface Cast {
  readonly world: TestApp;
  readonly people: Readonly<Record<Persona, Person>>;
  readonly workspace: string;
  readonly plan: string;
  readonly foreignWorkspace: string;
  readonly foreignPlan: string;
  readonly foreignMember: string;
  /** Never given to anything. */
  readonly unknown: string;
}

export async function createCast(options?: TestAppOptions): Promise<Cast> {
  const world = await testApp(options);
  const owner = await world.setUp();
  const { workspace } = owner;
  const plan = await world.plan(owner, workspace);
  await world.furnish(owner, workspace, plan);
  const foreignWorkspace = await world.newWorkspace(owner);
  const stranger = await world.join(owner, foreignWorkspace, 'owner');
  // From now on the two have nobody in common.
  const leave = await world.ask(stranger, 'GET', `/api/v1/workspaces/${foreignWorkspace}/members`);
  const [first] = leave.json<{ id: string; email: string }[]>().filter(({ email }) => email === owner.email);
  await world.ask(stranger, 'PATCH', `/api/v1/workspaces/${foreignWorkspace}/members/${first?.id}`, {
    body: { active: false },
  });
  const foreignPlan = await world.plan(stranger, foreignWorkspace);
  const suspended = await world.join(owner, workspace, 'director');
  await world.ask(owner, 'PATCH', `/api/v1/workspaces/${workspace}/members/${suspended.memberId}`, {
    body: { active: false },
  });
  const viewer = await world.join(owner, workspace, 'viewer');
  return {
    world,
    workspace,
    plan,
    foreignWorkspace,
    foreignPlan,
    foreignMember: stranger.memberId,
    unknown: '018f0000-0000-7000-8000-00000000dead',
    people: {
      anonymous: nobody,
      viewer,
      rep: await world.join(owner, workspace, 'rep'),
      manager: await world.join(owner, workspace, 'manager', [{ dimension: 'region', member: 'A' }]),
      director: await world.join(owner, workspace, 'director'),
      operations: await world.join(owner, workspace, 'operations'),
      owner,
      suspended,
      viewerKey: await world.apiKey(viewer, workspace),
      stranger,
    },
  };
}
