import type { PlanRecord } from '@shapan/engine';
import { readDetails, type TaskDetails } from './details.ts';
import type { ProjectAssignment, ProjectResource } from './model.ts';
import { tenthsOfDays } from './quantities.ts';
import type { SeenPlan } from './seen-plan.ts';
import type { Uids } from './uids.ts';

type Kept = ProjectResource & { readonly member?: string };

/** Who and what does the work, and how to find it. */
export interface Staff {
  readonly resources: readonly ProjectResource[];
  readonly ofMember: (member: string) => number | undefined;
  readonly ofNeed: (need: PlanRecord) => number | undefined;
}

const typeOf = { material: 0, people: 1, budget: 2 } as const;

const needType = ({ fields }: PlanRecord): number => typeOf[fields['category'] as keyof typeof typeOf] ?? 1;

/** The people whom tasks name and what they need, each once: as the file had them, where it had them. */
export function staffOf(plan: SeenPlan, kept: readonly Kept[]): Staff {
  const resources: Kept[] = kept.filter(({ uid, name }) => Number.isInteger(uid) && typeof name === 'string');
  let next = resources.reduce((most, { uid }) => Math.max(most, uid), 0) + 1;
  const add = (one: Pick<Kept, 'name' | 'type' | 'unit' | 'member'>): void => {
    resources.push({
      uid: next,
      email: '',
      calendar: null,
      maxUnits: one.type === 1 ? 1 : null,
      hasRates: false,
      ...one,
    });
    next += 1;
  };
  const find = (name: string, type: number): Kept | undefined =>
    resources.find((one) => one.type === type && one.name === name);
  const members = new Map<string, number>();
  for (const member of new Set(plan.records('task').flatMap(personsOf))) {
    const name = plan.members.get(member);
    if (name === undefined) continue;
    if (!resources.some((one) => one.member === member)) add({ name, type: 1, unit: '', member });
    members.set(member, resources.find((one) => one.member === member)!.uid);
  }
  for (const need of plan.records('resourceNeed')) {
    const name = String(need.fields['name']);
    if (!find(name, needType(need)))
      add({ name, type: needType(need), unit: String(need.fields['unit'] ?? '') });
  }
  return {
    resources: resources.map(({ uid, name, type, email, unit, calendar, maxUnits, hasRates }) => ({
      uid,
      name,
      type,
      email,
      unit,
      calendar,
      maxUnits,
      hasRates,
    })),
    ofMember: (member) => members.get(member),
    ofNeed: (need) => find(String(need.fields['name']), needType(need))?.uid,
  };
}

/** Who answers for a task and who does it with them. */
const personsOf = ({ fields }: PlanRecord): readonly string[] =>
  [fields['accountable'], ...(Array.isArray(fields['responsible']) ? fields['responsible'] : [])].filter(
    (one) => typeof one === 'string' && one !== '',
  ) as readonly string[];

/** Which of them does what, with the amounts of the file as long as nobody gave others. */
export function assigned(
  plan: SeenPlan,
  staff: Staff,
  tasks: readonly PlanRecord[],
  uids: Uids,
  minutesPerDay: number,
): readonly ProjectAssignment[] {
  const needs = new Map<string, PlanRecord[]>();
  for (const need of plan.records('resourceNeed')) {
    const task = String(need.fields['task'] ?? '');
    needs.set(task, [...(needs.get(task) ?? []), need]);
  }
  const found: (Omit<ProjectAssignment, 'uid'> & { readonly was: number | undefined })[] = [];
  for (const task of tasks) {
    const kept = readDetails<TaskDetails>(task.fields['fileDetails'], 'task')?.assignments ?? [];
    const persons = personsOf(task);
    const ofPersons = new Set(persons.map(staff.ofMember));
    const worked = kept.reduce((sum, one) => sum + (ofPersons.has(one.resource) ? (one.work ?? 0) : 0), 0);
    const effort = Number(task.fields['effort'] ?? 0);
    const sameEffort = tenthsOfDays(worked, minutesPerDay) === effort;
    const equal =
      effort > 0 && !sameEffort ? Math.round((effort * minutesPerDay * 60) / persons.length) : null;
    const done = new Set<number>();
    const assign = (
      resource: number | undefined,
      units: number | null,
      share: number | null = null,
    ): void => {
      if (resource === undefined || done.has(resource)) return;
      done.add(resource);
      const before = kept.find((one) => one.resource === resource);
      const amount = units ?? before?.units ?? 1;
      const work = before?.units === amount && (sameEffort || share === null) ? before.work : share;
      found.push({ task: uids.of(task.id)!, resource, units: amount, work, was: before?.uid });
    };
    for (const member of persons) assign(staff.ofMember(member), null, equal);
    for (const need of needs.get(task.id) ?? []) {
      const { quantity } = need.fields;
      assign(staff.ofNeed(need), typeof quantity === 'number' ? quantity : null);
    }
  }
  let next = found.reduce((most, { was }) => Math.max(most, was ?? 0), 0) + 1;
  return found.map(({ was, ...one }) => ({ uid: was ?? next++, ...one }));
}
