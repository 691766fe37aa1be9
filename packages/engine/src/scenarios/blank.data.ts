import type { Pack } from './pack.ts';

/** An empty plan that still has a place for the one number everybody begins with. */
export const blank: Pack = {
  scenario: 'blank',
  card: {
    name: { zh: '空白策划案', en: 'Blank plan' },
    purpose: { zh: '自己从头搭建，或套用手头的表格。', en: 'Build your own, or bring the tables you have.' },
    contents: {
      zh: '一项销售额目标，按月，其余由你填写。',
      en: 'One revenue target by month; everything else is yours to fill in.',
    },
    cadence: { zh: '默认每周一例会，可改。', en: 'Mondays by default; change it as you like.' },
  },
  purpose: { zh: '写下这次策划要解决的问题。', en: 'Write down what this plan has to solve.' },
  essence: {
    zh: '目标、策略、执行、复盘，一步一步来。',
    en: 'Target, strategy, execution, retrospective: one step at a time.',
  },
  rhythm: { zh: '每周一例会；结束后复盘。', en: 'Every Monday; retrospective at the end.' },
  grain: 'month',
  cadence: 'week',
  leadDays: 0,
  followDays: 0,
  profile: { form: 'curve', weights: [1] },
  dimensions: [],
  targets: [
    {
      metric: 'revenue',
      targetClass: 'core',
      dimensions: [],
      rows: [{ at: [] }],
      over: 'split',
      breakdown: { zh: '尚未拆解', en: 'Not broken down yet' },
      path: { zh: '待填写', en: 'To be filled in' },
      weight: 100,
    },
  ],
  markets: [],
  customers: [],
  competitors: [],
  answers: {},
  resources: [],
  assumptions: [],
  strategies: [],
  initiatives: [],
  differentiators: [],
  tasks: [],
  links: [],
  needs: [],
  risks: [],
  reviews: [],
};
