import type { Text } from './text.ts';

/** Departments that the ready-made plans ask to help. */
export const packDepartments = {
  agents: { zh: '代理商', en: 'Agents' },
  channel: { zh: '渠道部', en: 'Channel' },
  delivery: { zh: '交付部', en: 'Delivery' },
  executive: { zh: '总经理办公室', en: 'Executive office' },
  finance: { zh: '财务部', en: 'Finance' },
  hr: { zh: '人力资源部', en: 'HR' },
  legal: { zh: '法务部', en: 'Legal' },
  logistics: { zh: '物流部', en: 'Logistics' },
  management: { zh: '管理层', en: 'Management' },
  marketing: { zh: '市场部', en: 'Marketing' },
  operations: { zh: '销售运营', en: 'Sales operations' },
  product: { zh: '产品部', en: 'Product' },
  service: { zh: '服务部', en: 'Service' },
  success: { zh: '客户成功部', en: 'Customer success' },
  supply: { zh: '供应部', en: 'Supply' },
  training: { zh: '培训部', en: 'Training' },
} as const satisfies Readonly<Record<string, Text>>;

/** One of `packDepartments`, by its key. */
export type DepartmentKey = keyof typeof packDepartments;
