/** Step 3: what later steps may read. */
export { executionKinds } from './kinds.ts';
