import type { PlanRecord } from '@shapan/engine';
import { useT } from '../../data/hooks.tsx';
import { StatusTag } from '../../design/index.ts';
import { isFired, levelOf, levelTone } from './risk-level.ts';

/** How a risk stands: fired, or its level. */
export function RiskTag({ risk }: { readonly risk: PlanRecord }) {
  const t = useT();
  if (isFired(risk)) return <StatusTag tone="trigger">{t('plan.risk.fired')}</StatusTag>;
  const level = levelOf(risk);
  if (level === undefined) return <StatusTag tone="neutral">{t('plan.risk.ungraded')}</StatusTag>;
  return <StatusTag tone={levelTone[level]}>{t(`plan.risk.${level}`)}</StatusTag>;
}
