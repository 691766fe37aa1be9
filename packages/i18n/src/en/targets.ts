import type { targets as source } from '../zh-CN/targets.ts';

export const targets: Readonly<Record<keyof typeof source, string>> = {};
