import type { PlanSummary } from '@shapan/contract';
import { useState } from 'react';
import { usePlan } from '../../app/open-plan.tsx';
import { useUndoToast } from '../../app/undo-toast.tsx';
import type { ApiError } from '../../data/api.ts';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout, Dialog } from '../../design/index.ts';
import { branchComparison } from './branch-comparison.ts';
import { ComparisonView } from './comparison-view.tsx';
import { conflictText } from './conflict-text.ts';

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
