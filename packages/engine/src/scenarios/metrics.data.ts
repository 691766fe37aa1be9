import { currencyDecimals } from '../foundation/currency.ts';
import type { Text } from './text.ts';

/** A metric of the ready-made plans. The key is what makes it the same metric in two plans of one workspace. */
export interface PackMetric {
  readonly name: Text;
  readonly aggregation: 'sum' | 'last' | 'ratio' | 'wavg' | 'distinct';
  readonly direction: 'up' | 'down';
  readonly unit: 'money' | 'count' | 'percent' | 'score' | 'hours' | 'days';
  readonly unitLabel?: Text;
  /** Exactly one of the two: what is counted, or what is divided by what. */
  readonly definition?: Text;
  readonly parts?: readonly [numerator: Text, denominator: Text];
  readonly source: Text;
}

const orders = { zh: '订单系统', en: 'Order system' };
const finance = { zh: '财务系统', en: 'Finance system' };
const crm = { zh: '客户管理系统', en: 'CRM' };
const survey = { zh: '客户问卷', en: 'Customer survey' };
const channel = { zh: '渠道月报', en: 'Channel report' };
const market = { zh: '行业报告', en: 'Industry report' };
const training = { zh: '培训记录', en: 'Training records' };

const families = { zh: '家', en: 'customers' };

const metrics = {
  revenue: {
    name: { zh: '销售额', en: 'Revenue' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    definition: { zh: '已确认订单的含税金额，扣除退货', en: 'Confirmed orders including tax, less returns' },
    source: orders,
  },
  newCustomers: {
    name: { zh: '新增客户数', en: 'New customers' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'count',
    unitLabel: families,
    definition: { zh: '期内首次下单的客户', en: 'Customers whose first order falls in the period' },
    source: crm,
  },
  channelCoverage: {
    name: { zh: '渠道覆盖率', en: 'Channel coverage' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '已覆盖网点', en: 'Outlets covered' },
      { zh: '目标网点', en: 'Outlets targeted' },
    ],
    source: channel,
  },
  satisfactionRate: {
    name: { zh: '客户满意度', en: 'Customer satisfaction' },
    aggregation: 'wavg',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '满意的回复', en: 'Satisfied answers' },
      { zh: '全部回复', en: 'All answers' },
    ],
    source: survey,
  },
  newProductRevenue: {
    name: { zh: '新品销售额', en: 'New-product revenue' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    definition: {
      zh: '新产品订单的含税金额，扣除退货与试用',
      en: 'Orders of the new product including tax, less returns and trials',
    },
    source: orders,
  },
  firstBuyers: {
    name: { zh: '首购客户数', en: 'First-time buyers' },
    aggregation: 'distinct',
    direction: 'up',
    unit: 'count',
    unitLabel: families,
    definition: { zh: '购买过新产品的客户，去重计数', en: 'Different customers that bought the new product' },
    source: orders,
  },
  trialConversion: {
    name: { zh: '试用转化率', en: 'Trial conversion' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '转为付费的试用', en: 'Trials turned into orders' },
      { zh: '到期的试用', en: 'Trials ended' },
    ],
    source: crm,
  },
  distributionRate: {
    name: { zh: '铺货率', en: 'Distribution' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '已上架网点', en: 'Outlets listing the product' },
      { zh: '计划网点', en: 'Outlets planned' },
    ],
    source: channel,
  },
  repurchase30: {
    name: { zh: '30天复购率', en: '30-day repurchase' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '30天内再次购买的客户', en: 'Customers buying again within 30 days' },
      { zh: '首购满30天的客户', en: 'Customers 30 days after their first order' },
    ],
    source: orders,
  },
  repurchase60: {
    name: { zh: '60天复购率', en: '60-day repurchase' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '60天内再次购买的客户', en: 'Customers buying again within 60 days' },
      { zh: '首购满60天的客户', en: 'Customers 60 days after their first order' },
    ],
    source: orders,
  },
  repsCertified: {
    name: { zh: '销售认证完成率', en: 'Reps certified' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '通过认证的销售', en: 'Reps certified' },
      { zh: '应认证的销售', en: 'Reps to certify' },
    ],
    source: training,
  },
  csat: {
    name: { zh: '满意度评分', en: 'Satisfaction score' },
    aggregation: 'wavg',
    direction: 'up',
    unit: 'score',
    unitLabel: { zh: '分', en: 'of 5' },
    parts: [
      { zh: '评分合计（五分制）', en: 'Sum of scores (out of 5)' },
      { zh: '回复数', en: 'Answers' },
    ],
    source: survey,
  },
  regionRevenue: {
    name: { zh: '区域销售额', en: 'Regional revenue' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    definition: {
      zh: '新区域客户的订单含税金额，扣除退货',
      en: 'Orders from the new region including tax, less returns',
    },
    source: orders,
  },
  numericDistribution: {
    name: { zh: '铺货率（数值）', en: 'Numeric distribution' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '有货网点', en: 'Outlets with stock' },
      { zh: '全部网点', en: 'All outlets' },
    ],
    source: channel,
  },
  weightedDistribution: {
    name: { zh: '铺货率（加权）', en: 'Weighted distribution' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '有货网点的品类销售额（万元）', en: 'Category sales of outlets with stock (10,000)' },
      { zh: '全部网点的品类销售额（万元）', en: 'Category sales of all outlets (10,000)' },
    ],
    source: channel,
  },
  agentsSigned: {
    name: { zh: '签约代理商', en: 'Agents under contract' },
    aggregation: 'last',
    direction: 'up',
    unit: 'count',
    unitLabel: { zh: '家', en: 'agents' },
    definition: { zh: '期末合同有效的代理商', en: 'Agents with a valid contract at the end of the period' },
    source: channel,
  },
  activeAgents: {
    name: { zh: '代理商动销率', en: 'Active agents' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '有出货的代理商', en: 'Agents that sold' },
      { zh: '签约代理商', en: 'Agents under contract' },
    ],
    source: channel,
  },
  marketShare: {
    name: { zh: '市场份额', en: 'Market share' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '本公司销售额（万元）', en: 'Own sales (10,000)' },
      { zh: '市场销售额（万元）', en: 'Market sales (10,000)' },
    ],
    source: market,
  },
  salesPerOutlet: {
    name: { zh: '单店产出', en: 'Sales per outlet' },
    aggregation: 'wavg',
    direction: 'up',
    unit: 'money',
    parts: [
      { zh: '网点销售额', en: 'Sales of the outlets' },
      { zh: '网点数', en: 'Outlets' },
    ],
    source: channel,
  },
  regionRoi: {
    name: { zh: '区域投入产出', en: 'Return on regional spend' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '毛利（万元）', en: 'Gross profit (10,000)' },
      { zh: '区域费用（万元）', en: 'Regional spend (10,000)' },
    ],
    source: finance,
  },
  bookings: {
    name: { zh: '签约额', en: 'Bookings' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    definition: { zh: '期内生效合同的含税金额', en: 'Contracts signed in the period including tax' },
    source: crm,
  },
  cashCollected: {
    name: { zh: '回款', en: 'Cash collected' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    definition: { zh: '期内到账金额', en: 'Money received in the period' },
    source: finance,
  },
  pipelineCoverage: {
    name: { zh: '商机覆盖倍数', en: 'Pipeline coverage' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '期内可成交商机（万元）', en: 'Pipeline closing in the period (10,000)' },
      { zh: '待完成目标（万元）', en: 'Target still open (10,000)' },
    ],
    source: crm,
  },
  winRate: {
    name: { zh: '赢单率', en: 'Win rate' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '赢单数', en: 'Deals won' },
      { zh: '已决商机数', en: 'Deals decided' },
    ],
    source: crm,
  },
  dealSize: {
    name: { zh: '客单价', en: 'Average deal size' },
    aggregation: 'wavg',
    direction: 'up',
    unit: 'money',
    parts: [
      { zh: '成交金额', en: 'Value of deals won' },
      { zh: '成交单数', en: 'Deals won' },
    ],
    source: crm,
  },
  discountRate: {
    name: { zh: '折扣率', en: 'Discount rate' },
    aggregation: 'ratio',
    direction: 'down',
    unit: 'percent',
    parts: [
      { zh: '折扣金额（千元）', en: 'Discounts given (thousands)' },
      { zh: '按价目表金额（千元）', en: 'List value (thousands)' },
    ],
    source: orders,
  },
  slippedDeals: {
    name: { zh: '逾期商机', en: 'Slipped deals' },
    aggregation: 'last',
    direction: 'down',
    unit: 'count',
    unitLabel: { zh: '个', en: 'deals' },
    definition: { zh: '预计成交日已过而未结的商机', en: 'Open deals whose expected closing date has passed' },
    source: crm,
  },
  activities: {
    name: { zh: '拜访与提案', en: 'Visits and proposals' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'count',
    unitLabel: { zh: '次', en: 'times' },
    definition: { zh: '记录在案的客户拜访和提案次数', en: 'Customer visits and proposals on record' },
    source: crm,
  },
  exposedRevenue: {
    name: { zh: '受影响客群销售额', en: 'Revenue in the exposed segment' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    definition: {
      zh: '被竞品盯上的客群的订单含税金额',
      en: 'Orders including tax from the segment the competitor goes for',
    },
    source: orders,
  },
  retentionRate: {
    name: { zh: '客户保留率', en: 'Retention' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '仍在合作的客户', en: 'Customers still with us' },
      { zh: '期初客户', en: 'Customers at the start' },
    ],
    source: crm,
  },
  winRateVsCompetitor: {
    name: { zh: '对该竞品赢单率', en: 'Win rate against this competitor' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '对该竞品赢单数', en: 'Deals won against it' },
      { zh: '与该竞品相争的已决商机数', en: 'Deals decided against it' },
    ],
    source: crm,
  },
  priceLossShare: {
    name: { zh: '丢单中价格占比', en: 'Losses due to price' },
    aggregation: 'ratio',
    direction: 'down',
    unit: 'percent',
    parts: [
      { zh: '因价格丢单数', en: 'Deals lost on price' },
      { zh: '全部丢单数', en: 'Deals lost' },
    ],
    source: crm,
  },
  grossMargin: {
    name: { zh: '毛利率', en: 'Gross margin' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '毛利（千元）', en: 'Gross profit (thousands)' },
      { zh: '销售额（千元）', en: 'Revenue (thousands)' },
    ],
    source: finance,
  },
  responseHours: {
    name: { zh: '响应时长', en: 'Response time' },
    aggregation: 'wavg',
    direction: 'down',
    unit: 'hours',
    parts: [
      { zh: '响应小时合计', en: 'Sum of response hours' },
      { zh: '请求数', en: 'Requests' },
    ],
    source: crm,
  },
  accountRevenue: {
    name: { zh: '客户销售额', en: 'Account revenue' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    definition: {
      zh: '重点客户的订单含税金额，扣除退货',
      en: 'Orders of key accounts including tax, less returns',
    },
    source: orders,
  },
  shareOfWallet: {
    name: { zh: '钱包份额', en: 'Share of wallet' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '客户向我方采购额（千元）', en: 'Account spending with us (thousands)' },
      { zh: '客户同类采购总额（千元）', en: 'Account spending on the category (thousands)' },
    ],
    source: crm,
  },
  penetration: {
    name: { zh: '客户渗透率', en: 'Penetration' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '已采购的部门与品类组合', en: 'Department–category pairs that buy' },
      { zh: '可采购的部门与品类组合', en: 'Department–category pairs that could buy' },
    ],
    source: crm,
  },
  repurchaseRate: {
    name: { zh: '复购率', en: 'Repurchase rate' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '再次采购的部门', en: 'Departments buying again' },
      { zh: '采购过的部门', en: 'Departments that bought' },
    ],
    source: orders,
  },
  execContacts: {
    name: { zh: '高层互动次数', en: 'Executive contacts' },
    aggregation: 'sum',
    direction: 'up',
    unit: 'count',
    unitLabel: { zh: '次', en: 'times' },
    definition: { zh: '双方高层参加的会面', en: 'Meetings with executives of both sides' },
    source: crm,
  },
  stakeholderCoverage: {
    name: { zh: '关系覆盖率', en: 'Stakeholder coverage' },
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    parts: [
      { zh: '有固定联系的关键人', en: 'Key people in regular contact' },
      { zh: '决策链上的关键人', en: 'Key people in the decision chain' },
    ],
    source: crm,
  },
  nps: {
    name: { zh: '净推荐值', en: 'Net promoter score' },
    aggregation: 'wavg',
    direction: 'up',
    unit: 'score',
    parts: [
      { zh: '（推荐者 − 贬损者）× 100', en: '(Promoters − detractors) × 100' },
      { zh: '回复数', en: 'Answers' },
    ],
    source: survey,
  },
  daysToCollect: {
    name: { zh: '回款账期', en: 'Days to collect' },
    aggregation: 'wavg',
    direction: 'down',
    unit: 'days',
    parts: [
      { zh: '账期天数按金额加权（千元·天）', en: 'Days weighted by amount (thousands × days)' },
      { zh: '回款金额（千元）', en: 'Cash collected (thousands)' },
    ],
    source: finance,
  },
} as const satisfies Readonly<Record<string, PackMetric>>;

/** Key of a metric that packs may use; it is the `key` of the metric record made from it. */
export type MetricKey = keyof typeof metrics;

/** Every metric of the ready-made plans, by key. */
export const packMetrics: Readonly<Record<MetricKey, PackMetric>> = metrics;

/** Quotients are kept as two whole numbers; amounts in the currency's smallest unit; everything else is counted. */
export const decimalsOf = (metric: PackMetric, currency: string): 0 | 2 | 3 =>
  metric.unit === 'money' && metric.parts === undefined ? currencyDecimals(currency) : 0;
