import type { AddRecord } from '../../plan/command.ts';
import type { FieldValue } from '../../plan/record.ts';
import { addition, coordinateOf, type Draft, evidenceIds, targetIds } from '../draft.ts';
import { packMetrics } from '../metrics.data.ts';
import { scaleOf } from '../numbers.ts';
import type { PackContribution, PackInitiative } from '../pack.ts';
import { scaleToTotal } from './targets.ts';

/** Strategies, the initiatives that carry them, and what only this offer has. */
export function strategyRecords(draft: Draft): readonly AddRecord[] {
  const { pack, text } = draft;
  return [
    ...pack.strategies.map((one) =>
      addition(draft, 'strategy', one.key, {
        name: text(one.name),
        rationale: text(one.rationale),
        segment: text(one.segment),
        targets: targetIds(draft, one.targets),
        evidence: evidenceIds(draft, one.evidence),
      }),
    ),
    ...pack.differentiators.map((one) =>
      addition(draft, 'differentiator', one.key, {
        promise: text(one.promise),
        answers: one.answers.map((pain) => draft.id('painPoint', pain)),
        proof: text(one.proof),
        competitorGap: text(one.gap),
        strategy: draft.id('strategy', one.strategy),
      }),
    ),
    ...pack.initiatives.map((one) => initiativeRecord(draft, one)),
    ...pack.initiatives.flatMap((one) => contributionRecords(draft, one)),
  ];
}

/** What an initiative has that others have not, whose pain that answers, and which. */
function promisesOf(draft: Draft, keys: readonly string[] = []): Readonly<Record<string, FieldValue>> {
  if (keys.length === 0) return {};
  const { differentiators, customers } = draft.pack;
  const pains = differentiators.filter(({ key }) => keys.includes(key)).flatMap(({ answers }) => answers);
  const troubled = customers.filter((one) => one.pains.some(({ key }) => pains.includes(key)));
  return {
    segments: troubled.map(({ key }) => draft.id('customerInsight', key)),
    answers: [...new Set(pains)].map((pain) => draft.id('painPoint', pain)),
    differentiators: keys.map((key) => draft.id('differentiator', key)),
  };
}

function initiativeRecord(draft: Draft, one: PackInitiative): AddRecord {
  return addition(draft, 'initiative', one.key, {
    name: draft.text(one.name),
    approach: draft.text(one.approach),
    strategy: draft.id('strategy', one.strategy),
    target: draft.id('target', one.target),
    contributesTo: one.contributesTo && targetIds(draft, one.contributesTo),
    coordinate: coordinateOf(draft, one.at),
    ...estimateFields(draft, one),
    expectedResult: draft.text(one.expected),
    budget: draft.money(one.budget),
    probability: draft.sampleNumbers ? one.probability : undefined,
    priority: one.priority,
    ...draft.accountable,
    ...draft.window(one.window),
    ...promisesOf(draft, one.differentiators),
    evidence: evidenceIds(draft, one.evidence),
    status: one.status ?? 'planned',
  });
}

/** A contribution is nothing without its estimate. */
function contributionRecords(draft: Draft, { key, also = [] }: PackInitiative): readonly AddRecord[] {
  if (!draft.sampleNumbers) return [];
  return also.map((one, i) =>
    addition(draft, 'contribution', `${key} ${i}`, {
      initiative: draft.id('initiative', key),
      target: draft.id('target', one.target),
      coordinate: coordinateOf(draft, one.at),
      probability: one.probability,
      ...estimateFields(draft, one),
    }),
  );
}

function estimateFields(draft: Draft, one: PackContribution): Readonly<Record<string, FieldValue>> {
  if (!draft.sampleNumbers) return {};
  const { effect } = one;
  const days = effect && { effectFrom: draft.day(effect.from), rampDays: effect.rampDays };
  return { contribution: contributionOf(draft, one), ...days };
}

/** Amounts in the metric's smallest unit, scaled with the wanted total; percentages in percentage points. */
function contributionOf(draft: Draft, one: PackContribution): FieldValue {
  const target = draft.pack.targets.find(({ metric }) => metric === one.target)!;
  const scale = scaleOf(draft, target) * scaleToTotal(draft, target);
  const inUnit = (amount: number): number =>
    packMetrics[one.target].unit === 'percent' ? amount : Math.round(amount * scale);
  const [low, likely, high] = one.contribution;
  return { low: inUnit(low), likely: inUnit(likely), high: inUnit(high) };
}
