import type { tracking as source } from '../zh-CN/tracking.ts';

export const tracking: Readonly<Record<keyof typeof source, string>> = {};
