import { decimalFromAmount, readTypedAmount, type TargetEntry } from '@shapan/engine';
import { formatRate } from '@shapan/i18n';
import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Dialog, Field, TextInput } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { PartsQuestion } from './read-edits.ts';

interface RateDialogProps {
  readonly question: PartsQuestion;
  readonly format: MetricFormat;
  readonly names: { readonly numerator: string; readonly denominator: string };
  readonly onCancel: () => void;
  readonly onEnter: (entry: TargetEntry) => void;
}

/** A rate without anything to divide by: ask for both parts, and show at once what they make. */
export function RateDialog({ question, format, names, onCancel, onEnter }: RateDialogProps) {
  const t = useT();
  const { cell, rate } = question;
  const textOf = (amount: number): string => decimalFromAmount(amount, format.decimals);
  const [numerator, setNumerator] = useState(cell.value ? textOf(cell.value.numerator) : '');
  const [denominator, setDenominator] = useState(cell.value ? textOf(cell.value.denominator) : '');
  const below = amountOf(denominator, format);
  // With a rate typed, the numerator follows from the denominator until somebody types one.
  const followed = numerator === '' && rate !== null && below !== null ? Math.round(rate * below) : null;
  const above = followed ?? amountOf(numerator, format);
  const ready = above !== null && below !== null && below !== 0;
  const enter = (): void => {
    if (ready && cell.at) onEnter({ at: cell.at, numerator: above, denominator: below });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      title={t('targets.rate.title')}
      closeLabel={t('app.close')}
      description={t('targets.rate.text')}
      footer={
        <>
          <Button onClick={onCancel}>{t('app.cancel')}</Button>
          <Button kind="primary" disabled={!ready} onClick={enter}>
            {t('targets.rate.enter')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <Field label={names.denominator || t('targets.rate.denominator')}>
          <TextInput value={denominator} onChange={setDenominator} onEnter={enter} autoFocus />
        </Field>
        <Field
          label={names.numerator || t('targets.rate.numerator')}
          hint={followed === null ? undefined : t('targets.rate.follows', { numerator: textOf(followed) })}
        >
          <TextInput value={numerator} onChange={setNumerator} onEnter={enter} />
        </Field>
        <p className="targets-result num" aria-live="polite">
          {ready &&
            `= ${formatRate({ numerator: above, denominator: below }, { percent: format.percent, places: 2 })}`}
        </p>
      </div>
    </Dialog>
  );
}

function amountOf(text: string, { decimals, currency }: MetricFormat): number | null {
  const typed = readTypedAmount(text, { decimals, currency });
  return typed.ok ? typed.value.amount : null;
}
