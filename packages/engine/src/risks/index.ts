/** Step 4: what later steps may read. */
export { riskKinds } from './kinds.ts';
