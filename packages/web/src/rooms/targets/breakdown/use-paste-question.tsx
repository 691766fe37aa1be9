import { type ReactNode, useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Dialog } from '../../../design/index.ts';
import type { EditPlan } from '../../../grid/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { EditsPreview } from '../series/edits-preview.tsx';
import type { BreakdownModel } from './model.ts';

interface Question {
  readonly plan: EditPlan;
  /** Which cells cannot be read. */
  readonly bad: ReadonlySet<string>;
  readonly answer: (yes: boolean) => void;
}

/** Before a large paste, or one that reaches beyond the table: what each cell would become and what does not fit. */
export function usePasteQuestion(
  model: BreakdownModel,
  format: MetricFormat,
  unreadable: (plan: EditPlan) => ReadonlySet<string>,
): {
  readonly ask: (plan: EditPlan) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const t = useT();
  const [question, setQuestion] = useState<Question | null>(null);
  const answer = (yes: boolean): void => {
    question?.answer(yes);
    setQuestion(null);
  };
  const bad = question?.bad.size ?? 0;
  const outside = question ? question.plan.rowsOutside + question.plan.columnsOutside : 0;
  return {
    ask: (plan) => {
      const unread = unreadable(plan);
      return new Promise((resolve) => setQuestion({ plan, bad: unread, answer: resolve }));
    },
    dialog: question && (
      <Dialog
        open
        onOpenChange={(open) => !open && answer(false)}
        title={t('targets.paste.title', { cells: question.plan.edits.length - bad })}
        closeLabel={t('app.close')}
        description={
          <>
            {bad > 0 && <p>{t('targets.paste.unreadable', { cells: bad })}</p>}
            {outside > 0 && (
              <p>
                {t('targets.paste.outside', {
                  rows: question.plan.rowsOutside,
                  columns: question.plan.columnsOutside,
                  both: question.plan.rowsOutside > 0 && question.plan.columnsOutside > 0 ? 'yes' : 'no',
                })}
              </p>
            )}
            <p>{t('targets.paste.text')}</p>
          </>
        }
        footer={
          <>
            <Button onClick={() => answer(false)}>{t('app.cancel')}</Button>
            <Button kind="primary" autoFocus onClick={() => answer(true)}>
              {t('targets.paste.confirm')}
            </Button>
          </>
        }
      >
        <div className="targets-form">
          <EditsPreview {...{ model, format }} plan={question.plan} unread={question.bad} />
        </div>
      </Dialog>
    ),
  };
}
