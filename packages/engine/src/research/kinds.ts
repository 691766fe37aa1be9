import type { Kind } from '../plan/kind.ts';

const confidence = { type: 'choice', options: ['low', 'medium', 'high'] } as const;
const source = {
  source: { type: 'text' },
  asOf: { type: 'date' },
  expires: { type: 'date' },
  confidence,
} as const;

/** Step 1: what is known of the market, the customers, the competitors and of our own means. */
export const researchKinds: readonly Kind[] = [
  {
    kind: 'marketInsight',
    room: 'research',
    book: 'plan',
    title: 'statement',
    scope: { coordinate: 'coordinate' },
    fields: {
      statement: { type: 'text', required: true, maxLength: 400 },
      size: { type: 'text', maxLength: 200 },
      growth: { type: 'text', maxLength: 200 },
      trend: { type: 'text', multiline: true },
      coordinate: { type: 'coordinate' },
      ...source,
    },
  },
  {
    kind: 'customerInsight',
    room: 'research',
    book: 'plan',
    title: 'segment',
    scope: { coordinate: 'coordinate' },
    fields: {
      segment: { type: 'text', required: true, maxLength: 200 },
      painPoint: { type: 'text', multiline: true },
      priceSensitivity: confidence,
      decisionChain: { type: 'text' },
      buyingTrigger: { type: 'text' },
      coordinate: { type: 'coordinate' },
      ...source,
    },
  },
  {
    kind: 'competitorInsight',
    room: 'research',
    book: 'plan',
    title: 'competitor',
    scope: { coordinate: 'coordinate' },
    fields: {
      competitor: { type: 'text', required: true, maxLength: 200 },
      offering: { type: 'text' },
      price: { type: 'text', maxLength: 200 },
      strength: { type: 'text', multiline: true },
      weakness: { type: 'text', multiline: true },
      recentMove: { type: 'text', multiline: true },
      coordinate: { type: 'coordinate' },
      ...source,
    },
  },
  {
    kind: 'resource',
    room: 'research',
    book: 'plan',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      category: {
        type: 'choice',
        options: ['people', 'skill', 'customerBase', 'productAdvantage', 'budget', 'channel', 'material'],
        required: true,
      },
      quantity: { type: 'number', min: 0 },
      unit: { type: 'text', maxLength: 40 },
      from: { type: 'date' },
      to: { type: 'date' },
      accountable: { type: 'person' },
      note: { type: 'text', multiline: true },
    },
  },
  {
    kind: 'assumption',
    room: 'research',
    book: 'plan',
    title: 'statement',
    fields: {
      statement: { type: 'text', required: true, maxLength: 400 },
      range: { type: 'estimate' },
      unit: { type: 'text', maxLength: 40 },
      evidence: { type: 'text', multiline: true },
      accountable: { type: 'person' },
      reviewOn: { type: 'date' },
      status: { type: 'choice', options: ['holds', 'weak', 'broken'] },
    },
  },
];
