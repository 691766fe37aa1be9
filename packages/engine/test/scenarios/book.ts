import { type Command, decide } from '../../src/decide.ts';
import type { Problem } from '../../src/foundation/problem.ts';
import { kinds } from '../../src/kinds.ts';
import { applyChanges } from '../../src/plan/apply.ts';
import type { PlanRecord } from '../../src/plan/record.ts';
import { type BookState, createState, recordsOf } from '../../src/plan/state.ts';
import { instantiate, type PlanFromScenario } from '../../src/scenarios/instantiate.ts';
import { layoutOf, placeOf } from '../../src/targets/layout.ts';
import { createTotals, readFraction, readTotal } from '../../src/targets/totals.ts';

/** Both books of a workspace, after commands went through the engine's own law. */
export interface Books {
  readonly master: BookState;
  readonly state: BookState;
  readonly problems: readonly Problem[];
}

export function counter(prefix = 'id'): () => string {
  let next = 0;
  return () => `${prefix}-${++next}`;
}

export const noMaster = { metrics: [], dimensions: [], members: [], departments: [] };

export function request(
  part: Partial<PlanFromScenario> & Pick<PlanFromScenario, 'scenario'>,
): PlanFromScenario {
  return {
    locale: 'zh-CN',
    planName: 'Q3',
    from: '2026-07-01',
    to: '2026-09-30',
    sampleNumbers: true,
    existing: noMaster,
    ids: counter(),
    example: false,
    ...part,
  };
}

/** Executes commands on a book; every command must be accepted, else its problems are kept. */
export function execute(books: Books, book: 'master' | 'plan', commands: readonly Command[]): Books {
  const problems = [...books.problems];
  const state = book === 'master' ? books.master : books.state;
  for (const command of commands) {
    const decision = decide(
      { book, state, master: books.master, kinds, actor: 'person', writable: () => true },
      command,
    );
    if (!decision.ok) problems.push(...decision.problems);
    else if (decision.value.changes.length > 0) applyChanges(state, decision.value.changes);
  }
  return { ...books, problems };
}

export function openPlan(part: Parameters<typeof request>[0]): Books {
  const { master, plan } = instantiate(request(part));
  const empty: Books = { master: createState(), state: createState(), problems: [] };
  return execute(execute(empty, 'master', master), 'plan', plan);
}

/** The target of a metric, by the metric's key. */
export function targetOf({ master, state }: Books, key: string): PlanRecord {
  const metric = recordsOf(master, 'metric').find(({ fields }) => fields['key'] === key);
  return recordsOf(state, 'target').find(({ fields }) => fields['metric'] === metric?.id)!;
}

/** Total over everything, or over one member (by name) of the first dimension and one time node. */
export function totalOf(books: Books, key: string, member = '*', time = 'all', part = 0): number | null {
  const { totals, place } = totalsAt(books, key, member, time);
  return readTotal(totals, place, part);
}

export function rateOf(books: Books, key: string, member = '*'): number | null {
  const { totals, place } = totalsAt(books, key, member, 'all');
  const fraction = readFraction(totals, place);
  return fraction && fraction.numerator / fraction.denominator;
}

function totalsAt(books: Books, key: string, name: string, time: string) {
  const layout = layoutOf(books.state, books.master, targetOf(books, key).id)!;
  const member = recordsOf(books.master, 'dimensionMember').find(({ fields }) => fields['name'] === name);
  const rest = layout.cube.dimensions.slice(1).map(() => '*');
  const first = layout.cube.dimensions.length === 0 ? [] : [member?.id ?? '*'];
  const place = placeOf(layout.frame, { members: [...first, ...rest], time })!;
  return { totals: createTotals(layout.cube, layout.frame, { behaviour: layout.behaviour }), place };
}
