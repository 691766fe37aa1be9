import type { kinds as source } from '../zh-CN/kinds.ts';

export const kinds: Readonly<Record<keyof typeof source, string>> = {};
