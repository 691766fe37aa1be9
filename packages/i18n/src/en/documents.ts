import type { documents as source } from '../zh-CN/documents.ts';
import { importing } from './importing.ts';

export const documents: Readonly<Record<keyof typeof source, string>> = { ...importing };
