import { type FieldValue, kinds } from '@shapan/engine';
import type { RecordView } from '../../records/index.ts';

/** What is being written, and what where it is made says already. */
export interface Making {
  readonly view: Pick<RecordView, 'kind' | 'defaults' | 'card'>;
  readonly given: Readonly<Record<string, FieldValue>>;
}

export const insightKinds = ['marketInsight', 'customerInsight', 'competitorInsight'] as const;
export type InsightKind = (typeof insightKinds)[number];

/** What an insight card says below its headline, by kind. */
export const insightFacts: Readonly<Record<InsightKind, readonly string[]>> = {
  marketInsight: ['size', 'growth', 'trend'],
  customerInsight: ['painPoint', 'priceSensitivity', 'decisionChain', 'buyingTrigger'],
  competitorInsight: ['offering', 'price', 'strength', 'weakness', 'recentMove'],
};

export const insightView = (kind: InsightKind): RecordView => ({
  key: kind,
  kind,
  columns: [
    titles[kind],
    ...insightFacts[kind].filter((name) => kinds.get(kind)?.fields[name]?.former !== true),
    'coordinate',
    'source',
    'asOf',
    'expires',
    'confidence',
  ],
  card: [...insightFacts[kind].slice(0, 3), 'confidence'],
});

const titles: Readonly<Record<InsightKind, string>> = {
  marketInsight: 'statement',
  customerInsight: 'segment',
  competitorInsight: 'competitor',
};

export const resourceView: RecordView = {
  key: 'resources',
  kind: 'resource',
  columns: [
    'name',
    'category',
    'person',
    'quantity',
    'unit',
    'amount',
    'from',
    'to',
    'accountable',
    'metric',
    'productivity',
    'ramp',
    'note',
  ],
  defaults: { category: 'people' },
  card: ['category', 'quantity', 'unit', 'accountable'],
};

export const assumptionView: RecordView = {
  key: 'assumptions',
  kind: 'assumption',
  columns: ['statement', 'range', 'unit', 'evidence', 'accountable', 'reviewOn', 'status'],
  defaults: { status: 'holds' },
  card: ['range', 'status', 'accountable', 'reviewOn'],
};

export const painView: RecordView = {
  key: 'pains',
  kind: 'painPoint',
  columns: ['name', 'customer', 'severity', 'note', 'coordinate'],
  card: ['customer', 'severity'],
};

/** Competitors × pains as a list: how well each offer answers; ours is the one without a competitor. */
export const answerView: RecordView = {
  key: 'answers',
  kind: 'painAnswer',
  columns: ['painPoint', 'competitor', 'score', 'note'],
  identity: ['painPoint', 'competitor'],
  card: ['score', 'note'],
};
