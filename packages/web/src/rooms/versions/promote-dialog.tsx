import type { PlanSummary } from '@shapan/contract';
import { useState } from 'react';
import { usePlan } from '../../app/open-plan.tsx';
import { useUndoToast } from '../../app/undo-toast.tsx';
import type { ApiError } from '../../data/api.ts';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout, Dialog } from '../../design/index.ts';
import { branchComparison } from './branch-comparison.ts';
import { ComparisonView } from './comparison-view.tsx';
import { PlanDifferences } from './compensation-preview.tsx';
import { ConflictList } from './conflict-list.tsx';
import { conflictText } from './conflict-text.ts';
import { usePromotion } from './use-promotion.ts';

/** Adopt a what-if: what it would do to the plan as it is now first, with what both have moved to be chosen; then one step. */
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
  const [failed, setFailed] = useState<ApiError | null>(null);
  const { conflicts, choices, choose, command, would, refused } = usePromotion(branch.id);
  const promote = async (): Promise<void> => {
    if (!command || !would) return;
    setBusy(true);
    setFailed(null);
    const result = await plan.store.submit([command], undefined, would.fingerprint);
    setBusy(false);
    // Where the plan has moved since, it is asked anew: what is shown then is what it would do now.
    if (result.error) return setFailed(result.error);
    onClose();
    if (result.entry === undefined) return;
    tell({ tone: 'good', title: t('versions.whatIf.promoted', { name: branch.name }) }, result);
  };
  const why = refused ?? failed;
  // No entry comes of it: the what-if is not adopted by that, and nobody is told that it were.
  const isSame = would?.changes?.length === 0;
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
          <Button kind="primary" busy={busy} disabled={!would || isSame} onClick={() => void promote()}>
            {t('versions.whatIf.promote.confirm')}
          </Button>
        </>
      }
    >
      <div className="versions-part">
        {why && (
          <Callout tone="bad" announce="urgent">
            {why.body?.preview ? t('targets.spread.fresh') : conflictText(t, plan, why)}
          </Callout>
        )}
        {conflicts && <ConflictList {...conflicts} choices={choices} onChoose={choose} />}
        {would ? (
          <section>
            {conflicts && <p className="versions-quiet">{t('versions.conflict.result')}</p>}
            {isSame ? (
              <Callout tone="neutral" announce="polite">
                {t('versions.whatIf.nothing')}
              </Callout>
            ) : (
              <PlanDifferences store={plan.store} answer={would} />
            )}
          </section>
        ) : (
          <ComparisonView request={branchComparison(branch)} />
        )}
      </div>
    </Dialog>
  );
}
