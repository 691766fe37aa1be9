import type { Records } from '../../records/index.ts';
export function Imports(_: { readonly records: Records }) { return null; }
