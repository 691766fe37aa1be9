/** Step 1, research: what later steps may read. */
export { researchKinds } from './kinds.ts';
