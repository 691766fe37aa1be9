import type { AnswerProposal, PlacedProposal } from '@shapan/engine';
import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Callout, Dialog, Field, TextArea, TextInput } from '../../../design/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import { placeText } from '../breakdown/hold-place.ts';
import { useRehearsal } from '../breakdown/use-rehearsal.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { refusalText } from '../words.ts';
import { AcceptPreview, acceptance } from './accept-preview.tsx';
import { presentValue } from './present-value.ts';

interface AnswerDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly proposal: PlacedProposal;
  readonly onClose: () => void;
}

type Answer = AnswerProposal['answer'];

/** What somebody proposed, and the answer to it: take it, offer another number, or say no with a reason. */
export function AnswerDialog({ table, format, proposal, onClose }: AnswerDialogProps) {
  const t = useT();
  const { store, state, master } = usePlan();
  const { workspace, may, memberName } = useWorkspace();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const [counter, setCounter] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState<Answer | null>(null);
  const [overSoft, setOverSoft] = useState(false);
  const { places } = proposal;
  const { fields, id } = proposal.record;
  const today = presentValue(table, places);
  const own = fields['proposer'] === workspace.me.id;
  const open = fields['answer'] === 'open' || fields['answer'] === 'countered';
  const typed = readAmount(counter, proposal.value, format);
  const answers: readonly Answer[] = !open
    ? []
    : own
      ? fields['answer'] === 'countered'
        ? ['withdraw', 'accept']
        : ['withdraw']
      : may('proposal.answer')
        ? ['decline', 'counter', 'accept']
        : [];

  const accepts = answers.includes('accept');
  const rehearsal = useRehearsal(accepts ? [acceptance(proposal, own, overSoft)] : null);

  const send = async (answer: Answer): Promise<void> => {
    setTried(answer);
    const needsReason = answer === 'counter' || answer === 'decline';
    if (needsReason && reason.trim() === '') return;
    if (answer === 'counter' && !typed.ok) return;
    const said = reason.trim() !== '' && { reason: reason.trim() };
    const value = answer === 'counter' && typed.ok && { value: typed.value.amount };
    const agreed = answer === 'accept' && acceptance(proposal, own, overSoft);
    const command = { type: 'target.answer' as const, proposal: id, answer, ...value, ...agreed, ...said };
    // What was shown is what is agreed to: where it would come to something else by now it is shown anew.
    const expect = answer === 'accept' ? rehearsal.fingerprint : undefined;
    const result = await store.submit([command], undefined, expect);
    if (!explain(result)) return;
    tell({ title: t(`targets.proposal.done.${answer}`) }, result);
    onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={t('targets.proposal.by', {
        name: memberName(fields['proposer']),
        value: `${format.amount(Number(fields['value']))} ${format.unitLabel}`,
      })}
      closeLabel={t('app.close')}
      description={String(fields['reason'])}
      dismissible={counter === '' && reason === ''}
      footer={
        <>
          <Button onClick={onClose}>{t('app.close')}</Button>
          {answers.map((answer) => (
            <Button
              key={answer}
              {...(answer === 'accept' && {
                kind: 'primary' as const,
                disabled: rehearsal.decided?.ok === false,
              })}
              onClick={() => void send(answer)}
            >
              {t(`targets.proposal.answer.${answer}`)}
            </Button>
          ))}
        </>
      }
    >
      <div className="targets-form">
        {today !== null && (
          <p className="targets-hint num">
            {t('targets.proposal.about', {
              place: places.map((at) => placeText(t, master, table.layout, at)).join(' + '),
              value: `${format.amount(today)} ${format.unitLabel}`,
            })}
          </p>
        )}
        {typeof fields['measures'] === 'string' && (
          <p className="targets-hint">{t('targets.proposal.takes', { measures: fields['measures'] })}</p>
        )}
        {typeof fields['answeredBy'] === 'string' && (
          <Callout tone="neutral">
            {t('targets.proposal.answered', {
              name: memberName(fields['answeredBy']),
              reason: String(fields['answerReason'] ?? '–'),
              value:
                typeof fields['counterValue'] === 'number'
                  ? `${format.amount(fields['counterValue'])} ${format.unitLabel}`
                  : '–',
            })}
          </Callout>
        )}
        {accepts && (
          <AcceptPreview {...{ table, format, proposal, rehearsal }} onOverSoft={() => setOverSoft(true)} />
        )}
        {answers.includes('counter') && (
          <>
            <Field
              label={inUnit(t, t('targets.proposal.counter'), format.unitLabel)}
              note={t('targets.optional')}
              error={
                tried === 'counter' && !typed.ok
                  ? refusalText({ t, state, format, memberName }, typed.problems[0]!)
                  : undefined
              }
            >
              <TextInput value={counter} onChange={setCounter} inputMode="decimal" />
            </Field>
            <Field
              label={t('field.proposal.answerReason')}
              error={
                (tried === 'counter' || tried === 'decline') && reason.trim() === ''
                  ? t('problem.REQUIRED')
                  : undefined
              }
            >
              <TextArea value={reason} onChange={setReason} rows={2} maxLength={400} />
            </Field>
          </>
        )}
      </div>
    </Dialog>
  );
}
