import { type PlanRecord, recordsOf, renameInFormula } from '@shapan/engine';
import type { RecordContext } from './context.ts';

/** A formula as people read it: metrics by their names. */
export function formulaText({ master }: Pick<RecordContext, 'master'>, formula: string): string {
  const names = new Map(
    recordsOf(master, 'metric').map(({ fields }) => [String(fields['key']), fields['name']]),
  );
  return renameInFormula(formula, (key) => String(names.get(key) ?? key));
}

/** A formula as it is kept: a key stays, a name that one metric alone bears becomes its key. */
export function readFormulaText({ master }: Pick<RecordContext, 'master'>, text: string): string {
  const metrics = recordsOf(master, 'metric');
  const keys = new Set(metrics.map(({ fields }) => fields['key']));
  return renameInFormula(text, (token) => {
    const named = metrics.filter(({ fields }) => fields['name'] === token);
    const [only] = named;
    return !keys.has(token) && only && named.length === 1 ? String(only.fields['key']) : token;
  });
}

/** Metrics that a formula of this one may name. */
export const formulaMetrics = (
  { master }: Pick<RecordContext, 'master'>,
  own: unknown,
): readonly PlanRecord[] => recordsOf(master, 'metric').filter(({ fields }) => fields['key'] !== own);
