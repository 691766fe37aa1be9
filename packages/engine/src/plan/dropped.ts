import type { Fields } from './record.ts';

/**
 * Whether somebody gave a record up – an initiative, a task, an action of a meeting –: it stays to be read and counts
 * nowhere. The one place that knows which status that is.
 */
export const isDropped = (fields: Fields): boolean => fields['status'] === 'dropped';
