import { type EnterContext, type PlanRecord, type RuleStanding, ruleStanding } from '@shapan/engine';
import type { Tables } from '../../../data/tables.ts';

interface Kept {
  readonly master: EnterContext['master'];
  readonly asOf: string;
  readonly standing: RuleStanding;
}

const keptOf = new WeakMap<Tables, WeakMap<PlanRecord, Kept>>();

/**
 * The standing of a rule, kept while nothing changed that it is told from: to tell it is to run the rule, which must not
 * be done for every rule of every target after each number that somebody types.
 */
export function keptStanding(context: EnterContext, tables: Tables, rule: PlanRecord): RuleStanding {
  const { master, today, actor } = context;
  const { target, source } = rule.fields;
  const read = [target, source].filter((id) => typeof id === 'string');
  const asOf = [tables.revision(read), master.position, today, actor].join();
  const known = keptOf.get(tables) ?? new WeakMap<PlanRecord, Kept>();
  keptOf.set(tables, known);
  const kept = known.get(rule);
  if (kept?.asOf === asOf && kept.master === master) return kept.standing;
  const standing = ruleStanding(context, rule);
  known.set(rule, { master, asOf, standing });
  return standing;
}
