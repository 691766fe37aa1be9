import type { documents as source } from '../zh-CN/documents.ts';

export const documents: Readonly<Record<keyof typeof source, string>> = {};
