import { type PainCell, type PainRow, type PainScore, painScores } from '@shapan/engine';
import { Circle, CircleDot, CircleSlash, Crown, Paperclip } from 'lucide-react';
import { useState } from 'react';
import { Button, Field, Popover, SegmentedControl, TextArea } from '../../design/index.ts';
import { evidenceFor, nameOf, optionWord, type RecordPicture, updateOf } from '../../records/index.ts';
import { clearCommand } from './answer-commands.ts';

interface AnswerCellProps extends RecordPicture {
  readonly row: PainRow;
  readonly cell: PainCell;
  /** What the offer is called. */
  readonly offer: string;
  /** Whether the reader judges it. */
  readonly mayEdit: boolean;
  /** Row and column, for the arrow keys. */
  readonly place: string;
  /** Tab reaches one cell of the table, arrows the others. */
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
  readonly onJudge: (score: PainScore) => void;
}

const marks = { strong: CircleDot, partial: Circle, none: CircleSlash } as const;

/** How well one offer answers one pain point; pressed, it is judged in place. */
export function AnswerCell(props: AnswerCellProps) {
  const { records, submit, onOpen, row, cell, offer, mayEdit, place, isCurrent, onFocus } = props;
  const { context } = records;
  const { t } = context;
  const [open, setOpen] = useState(false);
  const { score, answer } = cell;
  const note = typeof answer?.fields['note'] === 'string' ? answer.fields['note'] : '';
  const word = score ? optionWord(t, 'score', score) : t('research.comparison.empty.cell');
  const Mark = score ? marks[score] : null;
  const leads = row.leaders.includes(cell);
  const proofs = answer ? evidenceFor(context, answer.id).length : 0;
  const button = (
    <button
      type="button"
      className="answer"
      data-answer={place}
      data-score={score ?? 'unjudged'}
      data-leads={leads || undefined}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      onClick={mayEdit ? undefined : () => answer && onOpen(answer.id)}
    >
      <span className="visually-hidden">
        {t('research.comparison.at', { offer, pain: nameOf(context, row.pain) })}
      </span>
      <span className="answer__offer" aria-hidden="true">
        {offer}
      </span>
      <span className="answer__score">
        {Mark && <Mark aria-hidden="true" size={14} />}
        {word}
        {leads && (
          <>
            <Crown aria-hidden="true" size={14} />
            <span className="visually-hidden">{t('research.comparison.leader')}</span>
          </>
        )}
        {proofs > 0 && (
          <span className="answer__proofs">
            <Paperclip aria-hidden="true" size={12} />
            <span aria-hidden="true">{proofs}</span>
            <span className="visually-hidden">{t('research.comparison.evidence', { count: proofs })}</span>
          </span>
        )}
      </span>
      {note !== '' && <span className="answer__note">{note}</span>}
    </button>
  );
  if (!mayEdit) return button;
  return (
    <Popover
      trigger={button}
      title={t('research.comparison.edit', { offer })}
      open={open}
      onOpenChange={setOpen}
    >
      <AnswerForm
        {...props}
        onDetails={() => {
          setOpen(false);
          if (answer) onOpen(answer.id);
        }}
        onClear={() => {
          setOpen(false);
          if (answer) void submit(clearCommand(context, answer));
        }}
      />
    </Popover>
  );
}

interface AnswerFormProps extends AnswerCellProps {
  readonly onDetails: () => void;
  readonly onClear: () => void;
}

function AnswerForm({ records, submit, row, cell, onJudge, onDetails, onClear }: AnswerFormProps) {
  const { t } = records.context;
  const { answer, score } = cell;
  const before = String(answer?.fields['note'] ?? '');
  const [note, setNote] = useState(before);
  const keep = (): void => {
    if (answer && note.trim() !== before) void submit([updateOf(answer, { note: note.trim() || null })]);
  };
  return (
    <div className="answer__form">
      <p className="quiet">{nameOf(records.context, row.pain)}</p>
      <SegmentedControl<PainScore | ''>
        label={t('research.comparison.score')}
        value={score ?? ''}
        onChange={(next) => next !== '' && onJudge(next)}
        segments={painScores.map((one) => ({ value: one, label: optionWord(t, 'score', one) }))}
      />
      <Field
        label={t('research.comparison.text')}
        hint={answer ? undefined : t('research.comparison.first')}
        disabled={!answer}
      >
        <TextArea value={note} rows={3} disabled={!answer} onChange={setNote} onBlur={keep} onSend={keep} />
      </Field>
      {answer && (
        <div className="answer__actions">
          <Button size="small" onClick={onDetails}>
            {t('research.comparison.details')}
          </Button>
          <Button size="small" kind="quiet" onClick={onClear}>
            {t('research.comparison.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}
