import { importing } from './importing.ts';

export const documents = { ...importing } as const;
