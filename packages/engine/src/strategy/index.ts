/** Step 2: what later steps may read. */
export { strategyKinds } from './kinds.ts';
