import {
  type BookState,
  findRecord,
  memberOf,
  type PlanRecord,
  REASSIGNMENT,
  recordsOf,
} from '@shapan/engine';

const nameOf = (record: PlanRecord | undefined): string => String(record?.fields['name'] ?? '');

export const memberName = (master: BookState, id: string): string =>
  nameOf(findRecord(master, 'dimensionMember', memberOf(id)));

/** The members of a place that names them, joined: 华东区 · 基础版. */
export const membersText = (master: BookState, members: readonly string[]): string =>
  members
    .filter((id) => id !== '*')
    .map((id) => memberName(master, id))
    .join(' · ');

export const dimensionName = (master: BookState, id: string): string =>
  nameOf(findRecord(master, 'dimension', id));

export const metricOf = (master: BookState, target: PlanRecord): PlanRecord | undefined =>
  findRecord(master, 'metric', String(target.fields['metric']));

export const targetName = (master: BookState, target: PlanRecord): string => nameOf(metricOf(master, target));

/** The targets of a plan: core ones first, then in their own order. */
export function targetsOf(state: BookState): readonly PlanRecord[] {
  const rank = ({ fields }: PlanRecord): number => (fields['targetClass'] === 'core' ? 0 : 1);
  const order = ({ fields }: PlanRecord): number => Number(fields['order'] ?? Number.MAX_SAFE_INTEGER);
  return recordsOf(state, 'target').toSorted((a, b) => rank(a) - rank(b) || order(a) - order(b));
}

/** Members of a dimension in the order of the master data, each after its parent. */
export function membersOf(master: BookState, dimension: string): readonly PlanRecord[] {
  return recordsOf(master, 'dimensionMember').filter(({ fields }) => fields['dimension'] === dimension);
}

/** Members that have nothing below them: what a breakdown is made of. */
export function leafMembers(master: BookState, dimension: string): readonly PlanRecord[] {
  const members = membersOf(master, dimension);
  const moved = recordsOf(master, REASSIGNMENT);
  const parents = new Set([...members, ...moved].map(({ fields }) => fields['parent']));
  return members.filter(({ id }) => !parents.has(id));
}
