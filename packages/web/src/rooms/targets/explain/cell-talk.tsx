import { useRef, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT } from '../../../data/hooks.tsx';
import { CommentThread, useRecords } from '../../../records/index.ts';
import { cellFields, commentsOnCell } from './cell-comments.ts';
import { CellHistory } from './cell-history.tsx';
import type { ExplanationProps } from './explanation-props.ts';

/** Everything that shaped the number, and what people say of it; each change leads to where it is answered. */
export function CellTalk(props: Pick<ExplanationProps, 'table' | 'cell' | 'format'>) {
  const t = useT();
  const { store, state } = usePlan();
  const records = useRecords();
  const submit = useSubmit(store);
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { layout } = props.table;
  const { at } = props.cell;
  const answer = (name: string): void => {
    const mention = `@${name} `;
    setText(text.includes(mention.trim()) ? text : mention + text);
    field.current?.focus();
  };
  return (
    <>
      <section>
        <h3>{t('targets.explain.history')}</h3>
        <CellHistory {...props} onComment={at !== null && records.mayAdd('cellComment') ? answer : null} />
      </section>
      {at !== null && (
        <CommentThread
          kind="cellComment"
          about={cellFields(layout, at)}
          comments={commentsOnCell(state, layout, at)}
          {...{ records, submit, text, setText, field }}
        />
      )}
    </>
  );
}
