import { type ReactNode, useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Dialog } from '../../../design/index.ts';
import type { EditPlan } from '../../../grid/index.ts';
import type { BreakdownModel } from '../breakdown/model.ts';
import type { MetricFormat } from '../metric-format.ts';
import { EditsPreview } from './edits-preview.tsx';

interface Question {
  readonly plan: EditPlan;
  readonly answer: (yes: boolean) => void;
}

/** Before a large fill, or one over totals and their parts: what each cell would become. */
export function useFillQuestion(
  model: BreakdownModel,
  format: MetricFormat,
  /** The keyboard goes back to where the fill was asked for. */
  focusBack: () => void,
): { readonly ask: (plan: EditPlan) => Promise<boolean>; readonly dialog: ReactNode } {
  const t = useT();
  const [question, setQuestion] = useState<Question | null>(null);
  const answer = (yes: boolean): void => {
    question?.answer(yes);
    setQuestion(null);
    focusBack();
  };
  return {
    ask: (plan) => new Promise((resolve) => setQuestion({ plan, answer: resolve })),
    dialog: question && (
      <Dialog
        open
        onOpenChange={(open) => !open && answer(false)}
        title={t('targets.fill.title')}
        closeLabel={t('app.close')}
        description={t('targets.fill.text')}
        footer={
          <>
            <Button onClick={() => answer(false)}>{t('app.cancel')}</Button>
            <Button kind="primary" autoFocus onClick={() => answer(true)}>
              {t('targets.series.fill', { cells: question.plan.edits.length })}
            </Button>
          </>
        }
      >
        <div className="targets-form">
          <EditsPreview {...{ model, format }} plan={question.plan} />
        </div>
      </Dialog>
    ),
  };
}
