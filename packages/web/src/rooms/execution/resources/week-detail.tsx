import { findRecord, type LoadPart, loadParts, type Workload } from '@shapan/engine';
import { rangeText } from '../../../app/dates.ts';
import { type Column, DataTable, ToneIcon } from '../../../design/index.ts';
import { memberNameOf, nameOf, type RecordContext } from '../../../records/index.ts';
import { daysText, shareText } from './amounts.ts';
import { type LoadPlace, weekText } from './load-map.tsx';
import { RecordLink } from './record-link.tsx';

interface WeekDetailProps {
  readonly context: RecordContext;
  readonly load: Workload;
  readonly place: LoadPlace;
  readonly onOpen: (id: string) => void;
}

/** What makes up the load of a person in a week, down to the tasks and needs. */
export function WeekDetail({ context, load, place, onOpen }: WeekDetailProps) {
  const { t } = context;
  const person = load.people.find((one) => one.person === place.person);
  const week = load.weeks[place.week];
  const found = person?.weeks[place.week];
  if (!person || !week || !found) return null;
  const name = memberNameOf(context, person.person);
  const amounts = {
    taken: daysText(context, found.taken),
    capacity: daysText(context, found.capacity),
    over: daysText(context, found.over),
  };
  const sum =
    found.capacity > 0
      ? t('resources.week.sum', { ...amounts, share: shareText(context, found.taken, found.capacity) })
      : t('resources.week.noTime', amounts);
  return (
    <section className="resources__detail" aria-live="polite">
      <h4>
        {name} · {weekText(context, week)}
      </h4>
      <p>{found.taken === 0 ? t('resources.week.none') : sum}</p>
      {found.over > 0 && (
        <p className="resources__warning sp-tone--bad">
          <ToneIcon tone="bad" />
          {t('resources.week.over', { ...amounts, days: found.overDays })}
        </p>
      )}
      {found.taken > 0 && (
        <DataTable<LoadPart>
          caption={`${name} ${weekText(context, week)}`}
          density="compact"
          rows={loadParts(load, person, place.week)}
          rowKey={({ demand }) => `${demand.task} ${demand.need} ${demand.of}`}
          columns={partColumns(context, amounts.taken, onOpen)}
        />
      )}
    </section>
  );
}

function partColumns(
  context: RecordContext,
  taken: string,
  onOpen: WeekDetailProps['onOpen'],
): readonly Column<LoadPart>[] {
  const { t } = context;
  return [
    {
      id: 'part',
      header: t('resources.part'),
      cell: ({ demand }) => <PartName {...{ context, demand, onOpen }} />,
      total: t('resources.budget.all'),
    },
    { id: 'basis', header: t('resources.part.kind'), cell: ({ demand }) => basisOf(context, demand) },
    {
      id: 'days',
      header: t('resources.part.days'),
      cell: (part) => daysText(context, part.taken),
      numeric: true,
      total: taken,
    },
  ];
}

function basisOf(context: RecordContext, demand: LoadPart['demand']): string {
  const { t, today } = context;
  const range = demand.window ? rangeText(demand.window.from, demand.window.to, t.locale, today) : '–';
  return demand.of === 'work'
    ? t('resources.part.effort', { total: daysText(context, demand.total), range })
    : t('resources.part.share', { share: shareText(context, demand.perDay, 1_000), range });
}

interface PartNameProps extends Pick<WeekDetailProps, 'context' | 'onOpen'> {
  readonly demand: LoadPart['demand'];
}

/** The task that takes it, and the need by which it does. */
function PartName({ context, demand, onOpen }: PartNameProps) {
  const task = findRecord(context.state, 'task', demand.task ?? '');
  const need = findRecord(context.state, 'resourceNeed', demand.need ?? '');
  return (
    <span className="resources__names">
      {task && <RecordLink id={task.id} name={nameOf(context, task)} onOpen={onOpen} />}
      {need && <RecordLink id={need.id} name={nameOf(context, need)} onOpen={onOpen} />}
    </span>
  );
}
