import type { plan as source } from '../zh-CN/plan.ts';

export const plan: Readonly<Record<keyof typeof source, string>> = {};
