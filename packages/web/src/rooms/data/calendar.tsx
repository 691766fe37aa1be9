import { defaultFiscalCalendar, kinds, type PlanRecord, recordsOf } from '@shapan/engine';
import { CalendarPlus } from 'lucide-react';
import { v7 as uuidv7 } from 'uuid';
import { Button, EmptyState, Select } from '../../design/index.ts';
import {
  FieldEditor,
  fieldWord,
  type RecordSubmit,
  type Records,
  RecordTable,
  updateOf,
} from '../../records/index.ts';
import { DayExceptions } from './day-exceptions.tsx';
import { periodSetView } from './view.ts';

interface CalendarProps {
  readonly records: Records;
  readonly submit: RecordSubmit['submit'];
}

/** When the year begins, how it is divided, and on which days people work. */
export function Calendar({ records, submit }: CalendarProps) {
  const { context, mayEdit } = records;
  const { t } = context;
  const calendar = recordsOf(context.master, 'calendar')[0];
  const make = (): void => {
    const { yearStartMonth, pattern } = defaultFiscalCalendar;
    const fields = { name: t('kind.calendar'), yearStartMonth, pattern, holidays: 'CN' };
    void submit([{ type: 'record.add', kind: 'calendar', id: uuidv7(), fields }]);
  };
  return (
    <div className="data__calendar">
      {calendar ? (
        <CalendarForm records={records} calendar={calendar} submit={submit} />
      ) : (
        <EmptyState
          text={t('data.calendar.empty')}
          action={
            mayEdit && (
              <Button icon={<CalendarPlus aria-hidden="true" />} onClick={make}>
                {t('data.calendar.make')}
              </Button>
            )
          }
        />
      )}
      <section className="records">
        <h2 className="data__title">{t('kind.periodSet.plural')}</h2>
        <RecordTable
          view={periodSetView}
          label={t('kind.periodSet.plural')}
          empty={t('data.periods.empty')}
        />
      </section>
    </div>
  );
}

function CalendarForm({ records, calendar, submit }: CalendarProps & { readonly calendar: PlanRecord }) {
  const { context, mayEdit } = records;
  const { t } = context;
  const fields = kinds.get('calendar')?.fields ?? {};
  const set = (name: string, value: Parameters<typeof updateOf>[1][string]): void => {
    void submit([updateOf(calendar, { [name]: value })]);
  };
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: new Intl.DateTimeFormat(t.locale, { month: 'long', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2026, index, 1)),
    ),
  }));
  return (
    <div className="data__calendar-form">
      <div className="records__form">
        {['name', 'pattern', 'holidays'].map((name) => {
          const field = fields[name];
          return (
            field && (
              <FieldEditor
                key={name}
                context={context}
                kind="calendar"
                name={name}
                field={field}
                value={calendar.fields[name] ?? null}
                disabled={!mayEdit}
                onCommit={(value) => set(name, value)}
              />
            )
          );
        })}
        <div className="many">
          <span className="many__label">{fieldWord(t, 'calendar', 'yearStartMonth')}</span>
          <Select
            label={fieldWord(t, 'calendar', 'yearStartMonth')}
            value={String(calendar.fields['yearStartMonth'] ?? 1)}
            choices={months}
            disabled={!mayEdit}
            onChange={(month) => set('yearStartMonth', Number(month))}
          />
        </div>
      </div>
      <DayExceptions
        context={context}
        calendar={calendar}
        mayEdit={mayEdit}
        onChange={(value) => set('exceptions', value)}
      />
    </div>
  );
}
