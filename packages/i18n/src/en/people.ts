import type { people as source } from '../zh-CN/people.ts';

export const people: Readonly<Record<keyof typeof source, string>> = {};
