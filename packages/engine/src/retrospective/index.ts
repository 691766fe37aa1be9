/** Step 5, retrospective: what others may read. */
export { retrospectiveKinds } from './kinds.ts';
