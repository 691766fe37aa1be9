import { type Fields, isApproved } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import { Field, SegmentedControl, TextInput } from '../../../design/index.ts';

/** When a hold ends: always said, and one of three (SPR-T53). */
export interface HoldEnd {
  readonly by: 'plan' | 'approved' | 'date';
  /** Its last day, where it ends on one. */
  readonly date: string;
}

/** The end of a hold as its record says it; nothing where the day is not given yet. */
export function endFields({ by, date }: HoldEnd): Fields | undefined {
  if (by === 'approved') return { expiresWhen: by };
  if (by === 'plan') return {};
  return date === '' ? undefined : { expires: date };
}

interface HoldEndFieldProps {
  readonly end: HoldEnd;
  readonly onEnd: (end: HoldEnd) => void;
  /** Say that the day is missing. */
  readonly tried: boolean;
}

/** Until when. A plan that is approved already offers no hold until its approval: it would never end. */
export function HoldEndField({ end, onEnd, tried }: HoldEndFieldProps) {
  const t = useT();
  const { state } = usePlan();
  const ways = (['plan', 'approved', 'date'] as const).filter(
    (by) => by !== 'approved' || !isApproved(state),
  );
  const missing = tried && endFields(end) === undefined;
  return (
    <>
      <SegmentedControl
        label={t('targets.hold.expires')}
        value={end.by}
        onChange={(by) => onEnd({ ...end, by })}
        segments={ways.map((value) => ({ value, label: t(`targets.hold.end.${value}`) }))}
      />
      {end.by !== 'date' && <p className="targets-hint">{t(`targets.hold.end.${end.by}.text`)}</p>}
      {end.by === 'date' && (
        <Field label={t('targets.hold.end.day')} error={missing ? t('problem.REQUIRED') : undefined}>
          <TextInput type="date" value={end.date} onChange={(date) => onEnd({ ...end, date })} />
        </Field>
      )}
    </>
  );
}
