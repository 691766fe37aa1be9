import type { Fields, PlanRecord } from '@shapan/engine';
import { Check, RotateCcw, Trash2 } from 'lucide-react';
import { type Ref, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { Button, Field, IconButton, TextArea } from '../../design/index.ts';
import { memberNameOf, type Records } from '../core/context.ts';
import { updateOf } from '../core/edits.ts';
import { commentsOn } from '../core/links.ts';
import type { RecordSubmit } from '../use-record-submit.tsx';

interface CommentsProps {
  readonly records: Records;
  readonly record: PlanRecord;
  readonly submit: RecordSubmit['submit'];
}

/** What people say about a record. */
export function Comments({ records, record, submit }: CommentsProps) {
  const [text, setText] = useState('');
  return (
    <CommentThread
      kind="comment"
      about={{ about: record.id }}
      comments={commentsOn(records.context, record.id)}
      {...{ records, submit, text, setText }}
    />
  );
}

interface CommentThreadProps extends Pick<CommentsProps, 'records' | 'submit'> {
  readonly kind: 'comment' | 'cellComment';
  /** The fields that say what a new one is about. */
  readonly about: Fields;
  /** Oldest first. */
  readonly comments: readonly PlanRecord[];
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly field?: Ref<HTMLTextAreaElement>;
}

/** What people say about one thing. A settled comment stays, struck through. */
export function CommentThread(props: CommentThreadProps) {
  const { records, kind, about, comments, submit, text, setText, field } = props;
  const { context, mayAdd } = records;
  const { t, me } = context;
  const send = async (): Promise<void> => {
    const said = text.trim();
    if (said === '') return;
    const fields = { ...about, text: said, author: me, ...mentionsIn(records, said) };
    setText('');
    const done = await submit([{ type: 'record.add', kind, id: uuidv7(), fields }]);
    if (!done) setText(said);
  };
  return (
    <section className="record__part">
      <h3>{t('records.comments', { count: comments.length })}</h3>
      <ul className="comments">
        {comments.map((comment) => (
          <Comment key={comment.id} records={records} comment={comment} submit={submit} />
        ))}
      </ul>
      {mayAdd(kind) && (
        <>
          <Field label={t('records.comments.new')} hint={t('records.comments.hint')}>
            <TextArea ref={field} value={text} onChange={setText} onSend={() => void send()} rows={2} />
          </Field>
          <div className="record__send">
            <Button size="small" disabled={text.trim() === ''} onClick={() => void send()}>
              {t('records.comments.send')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

/** Members named in the text with an @ before their name. */
function mentionsIn({ context }: Records, text: string) {
  const mentions = context.members
    .filter(({ displayName }) => text.includes(`@${displayName}`))
    .map(({ id }) => id);
  return mentions.length > 0 ? { mentions } : {};
}

function Comment({
  records,
  comment,
  submit,
}: Pick<CommentsProps, 'records' | 'submit'> & { readonly comment: PlanRecord }) {
  const { context, mayChange } = records;
  const { t, me } = context;
  const resolved = comment.fields['resolved'] === true;
  return (
    <li className="comment" data-resolved={resolved || undefined}>
      <div className="comment__head">
        <span className="comment__author">{memberNameOf(context, comment.fields['author'])}</span>
        {resolved && <span className="quiet">{t('records.comments.resolved')}</span>}
        {mayChange(comment) && (
          <IconButton
            size="small"
            label={t(resolved ? 'records.comments.reopen' : 'records.comments.resolve')}
            icon={resolved ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
            onClick={() => void submit([updateOf(comment, { resolved: !resolved })])}
          />
        )}
        {comment.fields['author'] === me && (
          <IconButton
            size="small"
            label={t('records.comments.remove')}
            icon={<Trash2 aria-hidden="true" />}
            onClick={() => void submit([{ type: 'record.remove', kind: comment.kind, id: comment.id }])}
          />
        )}
      </div>
      <p className="comment__text">{String(comment.fields['text'] ?? '')}</p>
    </li>
  );
}
