import type { Locale } from '@shapan/contract';
import type { PlanService } from '../plan/service.ts';
import type { TrackingService } from '../tracking/service.ts';
import type { People } from './people.ts';
import type { User } from './sign-in.ts';

/**
 * The demo company: a workspace of its own, tagged as example and removable with one click, with the plan that the
 * method's own document tells of – made through the same doors as anybody's plan.
 */
export async function createDemo(demo: {
  readonly people: People;
  readonly plans: PlanService;
  readonly tracking: TrackingService;
  readonly user: User;
  readonly id: string;
  readonly locale: Locale;
  /** The day around which its plan lies; today where nothing is said. */
  readonly on?: string | undefined;
}): Promise<{ workspace: string; plan: string }> {
  const { people, plans, tracking, user, id, locale, on } = demo;
  const name = locale === 'en' ? 'Demo company' : '示例公司';
  await people.createWorkspace(user, { id, name, locale, currency: 'CNY', displayName: user.name }, true);
  const caller = await people.callerOf(id, user.id);
  try {
    const plan = await plans.createDemo(caller, on);
    await tracking.importExample(caller, plan);
    return { workspace: id, plan };
  } catch (error) {
    await people.removeWorkspace(caller, name);
    throw error;
  }
}
