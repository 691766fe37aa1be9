import type { PlanSummary } from '@shapan/contract';
import { findRecord, kinds } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { type OpenPlan, usePlan } from '../../app/open-plan.tsx';
import { useUndoToast } from '../../app/undo-toast.tsx';
import type { ApiError } from '../../data/api.ts';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout, Dialog } from '../../design/index.ts';
import { metricFormat } from '../targets/metric-format.ts';
import { metricOf, targetName } from '../targets/names.ts';
import { branchComparison } from './branch-comparison.ts';
import { ComparisonView } from './comparison-view.tsx';
import { fieldName, kindName } from './value-text.ts';

/** Adopt a what-if: its net changes first, then one step in the plan; a conflict is told in words. */
export function PromoteDialog({
  branch,
  onClose,
}: {
  readonly branch: PlanSummary;
  readonly onClose: () => void;
}) {
  const t = useT();
  const plan = usePlan();
  const tell = useUndoToast(plan.store);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiError | null>(null);
  const promote = async (): Promise<void> => {
    setBusy(true);
    const result = await plan.store.submit([{ type: 'branch.promote', branch: branch.id }]);
    setBusy(false);
    if (result.error) return setRefused(result.error);
    onClose();
    tell({ tone: 'good', title: t('versions.whatIf.promoted', { name: branch.name }) }, result);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('versions.whatIf.promote.title', { name: branch.name })}
      closeLabel={t('app.close')}
      description={t('versions.whatIf.promote.text')}
      size="wide"
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void promote()}>
            {t('versions.whatIf.promote.confirm')}
          </Button>
        </>
      }
    >
      {refused && (
        <Callout tone="bad" announce="urgent">
          {conflictText(t, plan, refused)}
        </Callout>
      )}
      <ComparisonView request={branchComparison(branch)} />
    </Dialog>
  );
}

/** Where the plan has moved on in the same place, and what stands there now. */
function conflictText(t: Translate, { state, master }: OpenPlan, error: ApiError): string {
  const params = error.body?.params;
  if (error.code !== 'STALE' || !params) return problemText(t, error);
  const kind = String(params['kind']);
  const id = String(params['id']);
  const target = kind === 'target' ? findRecord(state, 'target', id) : undefined;
  const metric = target && metricOf(master, target);
  const title = kinds.get(kind)?.title;
  const record = title ? findRecord(state, kind, id)?.fields[title] : undefined;
  const name = target ? targetName(master, target) : `${kindName(t, kind)} ${String(record ?? '')}`.trim();
  const field = params['field'] === undefined ? '' : ` · ${fieldName(t, kind, String(params['field']))}`;
  const amount =
    params['cell'] !== undefined && typeof params['theirs'] === 'string' ? Number(params['theirs']) : null;
  const shown =
    metric && amount !== null ? metricFormat(metric, 'yuan', t.locale).exactAmount(amount) : params['theirs'];
  return t('versions.whatIf.conflict', {
    place: `${name}${field}`,
    theirs: String(shown ?? t('targets.grid.nothing')),
  });
}
