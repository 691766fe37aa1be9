import type { DateRange, PersonLoad, WeekLoad, Workload } from '@shapan/engine';
import { TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { rangeText } from '../../../app/dates.ts';
import { isComposing } from '../../../design/index.ts';
import { memberNameOf, type RecordContext } from '../../../records/index.ts';
import { ROW, useVisibleRows } from '../gantt/use-visible-rows.ts';
import { daysText, shareText } from './amounts.ts';

/** A week of a person, by its place. */
export interface LoadPlace {
  readonly person: string;
  readonly week: number;
}

interface LoadMapProps {
  readonly context: RecordContext;
  readonly load: Workload;
  readonly selected: LoadPlace | undefined;
  readonly onSelect: (place: LoadPlace) => void;
}

/** Of a week, and of the names and headings beside them, in CSS pixels; the same as in the sheet. */
const WEEK_WIDTH = 56;
const HEAD = 30;

/** People down the side, weeks along the top: only what is in sight is drawn. Arrow keys walk, Enter opens. */
export function LoadMap({ context, load, selected, onSelect }: LoadMapProps) {
  const { t } = context;
  const { people, weeks } = load;
  const box = useRef<HTMLDivElement>(null);
  const shown = useVisibleRows(box, people.length);
  const [active, setActive] = useState({ row: 0, week: firstInSight(context, load, selected) });
  const walks = useRef(false);
  const first = Math.max(0, Math.floor(shown.left / WEEK_WIDTH) - 1);
  const last = Math.min(weeks.length, Math.ceil(shown.right / WEEK_WIDTH));
  const rows = withActive(shown.first, shown.end, Math.min(active.row, people.length - 1));
  const columns = withActive(first, last, Math.min(active.week, weeks.length - 1));
  useLayoutEffect(() => {
    if (!walks.current) return;
    walks.current = false;
    const cell = box.current?.querySelector<HTMLElement>(`[data-cell="${active.row} ${active.week}"]`);
    cell?.focus();
  }, [active]);
  useLayoutEffect(() => {
    if (box.current)
      box.current.scrollLeft = Math.max(0, firstInSight(context, load, undefined) - 1) * WEEK_WIDTH;
    // Only when it is opened: afterwards it stands where its reader put it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const walk = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const next = stepped(event, active, people.length, weeks.length);
    if (!next) return;
    event.preventDefault();
    walks.current = true;
    setActive(next);
  };
  return (
    <div
      ref={box}
      className="load-map"
      role="grid"
      tabIndex={-1}
      aria-label={t('resources.load')}
      aria-rowcount={people.length + 1}
      aria-colcount={weeks.length + 1}
      onKeyDown={walk}
    >
      <div
        className="load-map__sheet"
        role="presentation"
        style={{
          width: `calc(var(--load-names) + ${weeks.length * WEEK_WIDTH}px)`,
          height: HEAD + people.length * ROW,
        }}
      >
        <div className="load-map__head" role="row" aria-rowindex={1} style={{ height: HEAD }}>
          <span className="load-map__name" role="columnheader" aria-colindex={1}>
            {t('resources.person')}
          </span>
          {columns.map((week) => (
            <span
              key={week}
              className="load-map__week num"
              role="columnheader"
              aria-colindex={week + 2}
              style={leftOf(week)}
              title={weekText(context, weeks[week]!)}
            >
              {shortWeek(context, weeks[week]!)}
            </span>
          ))}
        </div>
        {rows.map((row) => (
          <PersonRow
            key={people[row]!.person}
            {...{ context, load, row, columns, active, selected }}
            onSelect={(week) => {
              setActive({ row, week });
              onSelect({ person: people[row]!.person, week });
            }}
          />
        ))}
      </div>
    </div>
  );
}

/** The week of today, or the last one before it: where a reader looks first. */
function firstInSight(
  { today }: RecordContext,
  { weeks }: Workload,
  selected: LoadPlace | undefined,
): number {
  if (selected) return selected.week;
  const found = weeks.findIndex(({ to }) => to >= today);
  return found < 0 ? Math.max(0, weeks.length - 1) : found;
}

function withActive(first: number, end: number, active: number): readonly number[] {
  const seen = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  if (active < 0 || (active >= first && active < end)) return seen;
  return active < first ? [active, ...seen] : [...seen, active];
}

const leftOf = (week: number) => ({
  insetInlineStart: `calc(var(--load-names) + ${week * WEEK_WIDTH}px)`,
  width: WEEK_WIDTH,
});

/** The day on which a week begins, as short as it can be told. */
const shortWeek = ({ t }: RecordContext, { from }: DateRange): string =>
  new Intl.DateTimeFormat(t.locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: t.locale === 'en' ? 'short' : 'numeric',
  }).format(Date.parse(`${from}T00:00:00Z`));

export const weekText = ({ t, today }: RecordContext, { from, to }: DateRange): string =>
  rangeText(from, to, t.locale, today);

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-8, 0],
  PageDown: [8, 0],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

interface Place {
  readonly row: number;
  readonly week: number;
}

function stepped(event: KeyboardEvent, at: Place, rows: number, weeks: number): Place | null {
  const step = steps[event.key];
  if (!step || event.altKey || event.metaKey) return null;
  const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  return { row: within(at.row + step[0], rows), week: within(at.week + step[1], weeks) };
}

interface PersonRowProps extends Pick<LoadMapProps, 'context' | 'load' | 'selected'> {
  readonly row: number;
  readonly columns: readonly number[];
  readonly active: Place;
  readonly onSelect: (week: number) => void;
}

function PersonRow({ context, load, row, columns, active, selected, onSelect }: PersonRowProps) {
  const person = load.people[row]!;
  const name = memberNameOf(context, person.person);
  return (
    <div
      className="load-map__row"
      role="row"
      aria-rowindex={row + 2}
      style={{ top: HEAD + row * ROW, height: ROW }}
    >
      <span className="load-map__name" role="rowheader" aria-colindex={1} title={name}>
        <span>{name}</span>
        {person.over > 0 && (
          <span className="load-map__over">
            <TriangleAlert aria-hidden="true" size={12} />
            {context.t('resources.over', { over: daysText(context, person.over) })}
          </span>
        )}
      </span>
      {columns.map((week) => (
        <WeekCell
          key={week}
          {...{ context, load, person, name, week }}
          place={`${row} ${week}`}
          isActive={active.row === row && active.week === week}
          isSelected={selected?.person === person.person && selected.week === week}
          onSelect={() => onSelect(week)}
        />
      ))}
    </div>
  );
}

interface WeekCellProps extends Pick<LoadMapProps, 'context' | 'load'> {
  readonly person: PersonLoad;
  readonly name: string;
  readonly week: number;
  readonly place: string;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function WeekCell(props: WeekCellProps) {
  const { context, load, person, name, week, place, isActive, isSelected, onSelect } = props;
  const found = person.weeks[week]!;
  const label = cellLabel(context, name, load.weeks[week]!, found);
  return (
    <button
      type="button"
      className="load-cell num"
      role="gridcell"
      aria-colindex={week + 2}
      aria-selected={isSelected}
      aria-label={label}
      title={label}
      data-cell={place}
      data-level={levelOf(found)}
      tabIndex={isActive ? 0 : -1}
      style={leftOf(week)}
      onClick={onSelect}
    >
      {found.over > 0 && <TriangleAlert aria-hidden="true" size={11} />}
      {found.taken > 0 && weekShare(context, found)}
    </button>
  );
}

/** How full a week is; from nine tenths on it leaves no room for what comes up. */
function levelOf({ taken, capacity, over }: WeekLoad): 'none' | 'some' | 'full' | 'over' {
  if (over > 0) return 'over';
  if (taken === 0) return 'none';
  return taken * 10 >= capacity * 9 ? 'full' : 'some';
}

/** A week in which no time is there has no share. */
const weekShare = (context: RecordContext, { taken, capacity }: WeekLoad): string =>
  capacity > 0 ? shareText(context, taken, capacity) : '–';

function cellLabel(context: RecordContext, person: string, week: DateRange, load: WeekLoad): string {
  const { t } = context;
  const cell = t('resources.cell', {
    person,
    range: weekText(context, week),
    share: weekShare(context, load),
    taken: daysText(context, load.taken),
    capacity: daysText(context, load.capacity),
  });
  if (load.over === 0) return cell;
  return t('resources.cell.over', { cell, days: load.overDays, over: daysText(context, load.over) });
}
