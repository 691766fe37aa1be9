import type { app as source } from '../zh-CN/app.ts';

export const app: Readonly<Record<keyof typeof source, string>> = {};
