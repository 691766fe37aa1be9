import { type DayKind, dayKinds, type PlanRecord } from '@shapan/engine';
import { X } from 'lucide-react';
import { useState } from 'react';
import { dateText } from '../../app/dates.ts';
import { Button, IconButton, SegmentedControl, TextInput } from '../../design/index.ts';
import type { RecordContext } from '../../records/index.ts';
import { DayListDialog } from './day-list-dialog.tsx';

type Days = Readonly<Record<string, DayKind>>;

interface DayExceptionsProps {
  readonly context: RecordContext;
  readonly calendar: PlanRecord;
  readonly mayEdit: boolean;
  readonly onChange: (days: Days | null) => void;
}

/** Days that differ from the calendar: own holidays, and workdays where others rest. */
export function DayExceptions({ context, calendar, mayEdit, onChange }: DayExceptionsProps) {
  const { t } = context;
  const days = (calendar.fields['exceptions'] ?? {}) as Days;
  const [date, setDate] = useState('');
  const [kind, setKind] = useState<DayKind>('off');
  const [listing, setListing] = useState(false);
  const add = (): void => {
    if (date === '') return;
    onChange({ ...days, [date]: kind });
    setDate('');
  };
  const drop = (gone: string): void => {
    const { [gone]: _, ...rest } = days;
    onChange(Object.keys(rest).length === 0 ? null : rest);
  };
  const sorted = Object.entries(days).toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <section className="many" aria-label={t('data.exceptions')}>
      <span className="many__label">{t('data.exceptions')}</span>
      <p className="quiet">{t('data.exceptions.text')}</p>
      {mayEdit && (
        <div className="records__bar">
          <TextInput
            type="date"
            aria-label={t('data.exceptions.date')}
            value={date}
            onChange={setDate}
            onEnter={add}
          />
          <SegmentedControl
            label={t('data.exceptions.kind')}
            value={kind}
            onChange={setKind}
            segments={dayKinds.map((value) => ({ value, label: t(`data.day.${value}`) }))}
          />
          <Button size="small" disabled={date === ''} onClick={add}>
            {t('data.exceptions.add')}
          </Button>
          <Button size="small" kind="quiet" onClick={() => setListing(true)}>
            {t('data.exceptions.list')}
          </Button>
        </div>
      )}
      <ul className="many__list">
        {sorted.map(([day, is]) => (
          <li key={day}>
            <span>
              <span className="num">{dateText(day, t.locale)}</span> {t(`data.day.${is}`)}
            </span>
            {mayEdit && (
              <IconButton
                size="small"
                label={t('records.many.drop', { name: dateText(day, t.locale) })}
                icon={<X aria-hidden="true" />}
                onClick={() => drop(day)}
              />
            )}
          </li>
        ))}
      </ul>
      {listing && (
        <DayListDialog
          context={context}
          onAdd={(listed) => onChange({ ...days, ...listed })}
          onClose={() => setListing(false)}
        />
      )}
    </section>
  );
}
