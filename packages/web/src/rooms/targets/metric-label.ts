import type { PlanRecord } from '@shapan/engine';

/** What a metric is called in a list; where several bear its name, with the key that tells them apart: 销售额 · sales. */
export function metricLabel(metrics: readonly PlanRecord[], { id, fields }: PlanRecord): string {
  const name = String(fields['name']);
  const isShared = metrics.some((other) => other.id !== id && other.fields['name'] === name);
  return isShared ? `${name} · ${String(fields['key'])}` : name;
}
