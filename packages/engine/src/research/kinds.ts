import type { Kind } from '../plan/kind.ts';

const confidence = { type: 'choice', options: ['low', 'medium', 'high'] } as const;
const source = {
  source: { type: 'text' },
  asOf: { type: 'date' },
  expires: { type: 'date' },
  confidence,
} as const;

/** What a plan rests on: found out, or taken for true. */
const grounds = ['marketInsight', 'customerInsight', 'competitorInsight', 'assumption'] as const;

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
      painPoint: { type: 'text', multiline: true, former: true },
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
    /** One thing that troubles a customer, so that answers to it and differentiators can name it (RES-1). */
    kind: 'painPoint',
    room: 'research',
    book: 'plan',
    title: 'name',
    scope: { coordinate: 'coordinate' },
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      customer: { type: 'reference', kinds: ['customerInsight'] },
      severity: { type: 'choice', options: ['high', 'medium', 'low'] },
      note: { type: 'text', multiline: true },
      coordinate: { type: 'coordinate' },
    },
  },
  {
    /** How well an offer – a competitor's, or our own where none is named – answers a pain point (RES-2). */
    kind: 'painAnswer',
    room: 'research',
    book: 'plan',
    title: null,
    scope: { coordinate: 'coordinate' },
    fields: {
      painPoint: { type: 'reference', kinds: ['painPoint'], required: true, fixed: true },
      competitor: { type: 'reference', kinds: ['competitorInsight'], fixed: true },
      score: { type: 'choice', options: ['strong', 'partial', 'none'], required: true },
      note: { type: 'text', multiline: true },
      coordinate: { type: 'coordinate' },
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
      /** Whose capacity it is; then `quantity` is the share of a full-time person, 1 where nothing is said. */
      person: { type: 'person', only: { field: 'category', is: 'people' } },
      quantity: { type: 'number', min: 0 },
      unit: { type: 'text', maxLength: 40 },
      /** Of a budget: what there is. */
      amount: { type: 'money', only: { field: 'category', is: 'budget' } },
      /** When it is there, both days included; without a day always. */
      from: { type: 'date' },
      to: { type: 'date' },
      accountable: { type: 'person' },
      /** Of what it delivers so much, in the metric's own unit, for each one of it in a month (SMT-19) … */
      metric: { type: 'reference', kinds: ['metric'] },
      productivity: { type: 'number', min: 0 },
      /** … in percent of that by month since `from`; 100 afterwards. */
      ramp: { type: 'list', of: 'number', maxItems: 120 },
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
  {
    /** What backs something up: a page of the web, or a file whose bytes the server keeps by their digest (RES-5). */
    kind: 'evidence',
    room: 'research',
    book: 'plan',
    title: 'title',
    scope: { coordinate: 'coordinate', persons: ['author'], with: 'supports' },
    fields: {
      title: { type: 'text', required: true, maxLength: 200 },
      supports: {
        type: 'reference',
        kinds: [
          ...grounds,
          'painPoint',
          'painAnswer',
          'target',
          'strategy',
          'differentiator',
          'initiative',
          'task',
          'risk',
          'deviation',
          'lesson',
        ],
        many: true,
        ahead: true,
      },
      link: { type: 'text', of: 'link', maxLength: 2_000 },
      fileName: { type: 'text', maxLength: 255, fixed: true },
      /** Bytes. */
      fileSize: { type: 'number', integer: true, min: 1, fixed: true },
      /** SHA-256 of the bytes, in hexadecimal digits. */
      fileDigest: { type: 'text', maxLength: 64, fixed: true },
      note: { type: 'text', multiline: true },
      coordinate: { type: 'coordinate' },
      author: { type: 'person', fixed: true },
      ...source,
    },
  },
];
