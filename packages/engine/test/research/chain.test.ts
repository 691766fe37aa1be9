import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  chainOf,
  decide,
  findRecord,
  isStation,
  kinds,
  type PlanRecord,
  recordsOf,
} from '../../src/index.ts';
import { openPlan } from '../scenarios/book.ts';

const { state } = openPlan({ scenario: 'demo', person: 'member-1' });
const stations = [...kinds.values()].filter(isStation);
const records = stations.flatMap(({ kind }) => recordsOf(state, kind));
const chain = (record: PlanRecord) => chainOf(kinds, state, record);
const named = (kind: string, name: string) =>
  recordsOf(state, kind).find(({ fields }) => Object.values(fields).includes(name))!;

describe('the chain of a plan', () => {
  it('RES-6 reaches from an insight to the resource, and back again', () => {
    const insight = named('customerInsight', '中小企业');
    const ahead = chain(insight).leadsTo.map(({ record }) => record.kind);
    for (const kind of [
      'painPoint',
      'target',
      'strategy',
      'differentiator',
      'initiative',
      'task',
      'resourceNeed',
      'resource',
      'risk',
    ])
      expect(ahead).toContain(kind);
    const resource = named('resource', '客户成功专员');
    const back = chain(resource).restsOn.map(({ record }) => record.kind);
    for (const kind of [
      'resourceNeed',
      'task',
      'initiative',
      'strategy',
      'target',
      'customerInsight',
      'marketInsight',
    ])
      expect(back).toContain(kind);
  });

  it('RES-6 is the same from both ends, each record once and nearest first', () => {
    let arrows = 0;
    for (const record of records) {
      const { restsOn, leadsTo } = chain(record);
      for (const links of [restsOn, leadsTo]) {
        expect(new Set(links.map(({ record: { id } }) => id)).size).toBe(links.length);
        expect(links.map(({ distance }) => distance)).toEqual(
          links.map(({ distance }) => distance).toSorted(),
        );
      }
      for (const { record: later, distance } of leadsTo) {
        expect(chain(later).restsOn).toContainEqual(expect.objectContaining({ record, distance }));
        arrows += 1;
      }
    }
    expect(arrows).toBeGreaterThan(records.length);
  });

  it('STR-1 leads from a pain point by the differentiator that answers it to the initiative, and back', () => {
    const promise = named('differentiator', '24小时响应服务');
    const { restsOn, leadsTo } = chain(promise);
    const near = (links: typeof restsOn) =>
      links.filter(({ distance }) => distance === 1).map(({ record }) => record);
    expect(near(restsOn).map(({ kind }) => kind)).toEqual(['painPoint', 'strategy']);
    const carriers = near(leadsTo).filter(({ kind }) => kind === 'initiative');
    expect(carriers.map(({ fields }) => fields['name'])).toEqual(['组建专项客户成功团队']);
    expect(near(chain(carriers[0]!).restsOn)).toContain(promise);
  });

  it('RES-6 goes by way of the record before', () => {
    const task = recordsOf(state, 'task').find(({ fields }) => fields['initiative'])!;
    const [first, ...further] = chain(task).restsOn;
    expect(first).toMatchObject({ distance: 1, via: task });
    expect(first!.record).toBe(findRecord(state, 'initiative', String(task.fields['initiative'])));
    expect(further.every(({ via, distance }) => distance === 1 || via !== task)).toBe(true);
  });

  it('RES-6 follows a target to what it was set by once that is named, and no further than the plan', () => {
    const { state: plan, master } = openPlan({ scenario: 'sprint', person: 'member-1' });
    const target = recordsOf(plan, 'target')[0]!;
    const insight = recordsOf(plan, 'marketInsight')[0]!;
    expect(chainOf(kinds, plan, target).restsOn).toEqual([]);
    const command = {
      type: 'record.update',
      kind: 'target',
      id: target.id,
      set: { evidence: [insight.id] },
    } as const;
    const result = decide(
      { book: 'plan', state: plan, master, kinds, actor: 'person', writable: () => true },
      command,
    );
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    applyChanges(plan, result.value.changes);
    const now = findRecord(plan, 'target', target.id)!;
    expect(chainOf(kinds, plan, now).restsOn.map(({ record }) => record)).toEqual([insight]);
  });
});
