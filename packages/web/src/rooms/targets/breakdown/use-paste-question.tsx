import { type ReactNode, useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Dialog } from '../../../design/index.ts';
import type { EditPlan } from '../../../grid/index.ts';

interface Question {
  readonly plan: EditPlan;
  /** How many cells cannot be read. */
  readonly bad: number;
  readonly answer: (yes: boolean) => void;
}

/** Before a large paste, or one that reaches beyond the table: how much it is and what of it does not fit. */
export function usePasteQuestion(unreadable: (plan: EditPlan) => number): {
  readonly ask: (plan: EditPlan) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const t = useT();
  const [question, setQuestion] = useState<Question | null>(null);
  const answer = (yes: boolean): void => {
    question?.answer(yes);
    setQuestion(null);
  };
  const bad = question?.bad ?? 0;
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
            {question.plan.refused.length > 0 && (
              <p>{t('targets.paste.refused', { cells: question.plan.refused.length })}</p>
            )}
            {bad > 0 && <p>{t('targets.paste.unreadable', { cells: bad })}</p>}
            {outside > 0 && (
              <p>
                {t('targets.paste.outside', {
                  rows: question.plan.rowsOutside,
                  columns: question.plan.columnsOutside,
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
      />
    ),
  };
}
