import type { PackReview } from './pack.ts';
import type { Text } from './text.ts';

/** The meetings of a period's first Mondays, numbered from 1 in key and name; those with minutes were held. */
export function mondays(
  count: number,
  key: string,
  name: Text,
  minutes: readonly Text[] = [],
): readonly PackReview[] {
  return Array.from({ length: count }, (_, monday) => ({
    key: `${key}${monday + 1}`,
    name: { zh: `第${monday + 1}次${name.zh}`, en: `${name.en} ${monday + 1}` },
    on: { monday },
    cadence: 'week',
    ...(minutes[monday] && { minutes: minutes[monday] }),
  }));
}
