import { type Fields, isApproved } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import { Field, SegmentedControl, TextInput } from '../../../design/index.ts';

/** When a hold ends: always said, and one of three (SPR-T53). */
export interface HoldEnd {
  readonly by: 'plan' | 'approved' | 'date';
  /** Its last day, where it ends on one. */
  readonly date: string;
}

/** The end of a hold as its record says it; nothing where the day is not given yet, or over already. */
export function endFields({ by, date }: HoldEnd, today: string): Fields | undefined {
  if (by === 'approved') return { expiresWhen: by };
  if (by === 'plan') return {};
  return date < today ? undefined : { expires: date };
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
  const { workspace } = useWorkspace();
  const today = serverDay(workspace.timeZone);
  const ways = (['plan', 'approved', 'date'] as const).filter(
    (by) => by !== 'approved' || !isApproved(state),
  );
  const isOver = end.date !== '' && end.date < today;
  const missing = tried && end.date === '' ? t('problem.REQUIRED') : undefined;
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
        <Field label={t('targets.hold.end.day')} error={isOver ? t('targets.hold.end.over') : missing}>
          <TextInput type="date" value={end.date} onChange={(date) => onEnd({ ...end, date })} />
        </Field>
      )}
    </>
  );
}
