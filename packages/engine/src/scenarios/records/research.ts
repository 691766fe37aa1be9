import type { AddRecord } from '../../plan/command.ts';
import { addition, type Draft } from '../draft.ts';
import type { PackAnswers, PackCompetitor, PackCustomer, PackMarket } from '../pack.ts';

/** Insights, means and assumptions. What is known is dated on the first day of work, so that its age shows. */
export function researchRecords(draft: Draft): readonly AddRecord[] {
  const { pack, text } = draft;
  return [
    ...pack.markets.map((one) =>
      addition(draft, 'marketInsight', one.key, {
        statement: text(one.statement),
        size: text(one.size),
        growth: text(one.growth),
        trend: text(one.trend),
        ...sourceOf(draft, one),
      }),
    ),
    ...pack.customers.map((one) =>
      addition(draft, 'customerInsight', one.key, {
        segment: text(one.segment),
        priceSensitivity: one.priceSensitivity,
        decisionChain: text(one.decisionChain),
        buyingTrigger: text(one.buyingTrigger),
        ...sourceOf(draft, one),
      }),
    ),
    ...pack.competitors.map((one) =>
      addition(draft, 'competitorInsight', one.key, {
        competitor: text(one.competitor),
        offering: text(one.offering),
        price: text(one.price),
        strength: text(one.strength),
        weakness: text(one.weakness),
        recentMove: text(one.recentMove),
        ...sourceOf(draft, one),
        expires: draft.period.to,
      }),
    ),
    ...painRecords(draft),
    ...meansRecords(draft),
  ];
}

/** What backs up records of every step, so it comes after them. */
export function evidenceRecords(draft: Draft): readonly AddRecord[] {
  return (draft.pack.evidence ?? []).map((one, i) =>
    addition(draft, 'evidence', String(i), {
      title: draft.text(one.title),
      link: one.link,
      note: draft.text(one.note),
      supports: one.supports.map(([kind, key]) => draft.id(kind, key)),
      asOf: draft.work.from,
      confidence: 'high',
    }),
  );
}

/** What troubles the customers, and how well each offer answers it. */
function painRecords(draft: Draft): readonly AddRecord[] {
  const { customers, competitors, answers } = draft.pack;
  return [
    ...customers.flatMap(({ key, pains }) =>
      pains.map((one) =>
        addition(draft, 'painPoint', one.key, {
          name: draft.text(one.name),
          customer: draft.id('customerInsight', key),
          severity: one.severity,
        }),
      ),
    ),
    ...answersOf(draft, answers, undefined),
    ...competitors.flatMap((one) => answersOf(draft, one.answers, one.key)),
  ];
}

function answersOf(draft: Draft, answers: PackAnswers, competitor: string | undefined): readonly AddRecord[] {
  return Object.entries(answers).map(([pain, { score, note }]) =>
    addition(draft, 'painAnswer', `${pain} ${competitor ?? ''}`, {
      painPoint: draft.id('painPoint', pain),
      competitor: competitor && draft.id('competitorInsight', competitor),
      score,
      note: draft.text(note),
    }),
  );
}

function meansRecords(draft: Draft): readonly AddRecord[] {
  const { pack, text, work, sampleNumbers } = draft;
  return [
    ...pack.resources.map((one) =>
      addition(draft, 'resource', one.key, {
        name: text(one.name),
        category: one.category,
        ...(one.category === 'budget'
          ? { amount: draft.money(one.quantity) }
          : { quantity: sampleNumbers ? one.quantity : undefined, unit: one.unit && draft.unit(one.unit) }),
        ...work,
        ...draft.accountable,
        note: text(one.note),
      }),
    ),
    ...pack.assumptions.map((one) => {
      const [low, likely, high] = one.range;
      return addition(draft, 'assumption', one.key, {
        statement: text(one.statement),
        range: sampleNumbers ? { low, likely, high } : undefined,
        unit: draft.unit(one.unit),
        evidence: text(one.evidence),
        ...draft.accountable,
        reviewOn: draft.day(one.reviewOn),
        status: 'holds',
      });
    }),
  ];
}

const sourceOf = (draft: Draft, { source, confidence }: PackMarket | PackCustomer | PackCompetitor) => ({
  source: draft.text(source),
  asOf: draft.work.from,
  confidence,
});
