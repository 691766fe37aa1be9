import { addDays, type DateRange, type PlanSchedule } from '@shapan/engine';
import { type CSSProperties, memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useNarrow } from '../../../design/index.ts';
import type { RecordPicture } from '../../../records/index.ts';
import { taskAt } from '../schedule-of.ts';
import { type BarActions, GanttRow } from './gantt-row.tsx';
import { Heading } from './heading.tsx';
import { LinksLayer, linksByRow } from './links-layer.tsx';
import type { GanttRow as Row } from './rows.ts';
import { daysSeen, paperTrack, type Scale, trackWidth, type Zoom } from './scale.ts';
import type { TaskMove } from './use-task-move.ts';
import { ROW, useVisibleRows } from './use-visible-rows.ts';
import './gantt.css';

interface GanttProps extends RecordPicture {
  readonly plan: PlanSchedule;
  readonly rows: readonly Row[];
  readonly scale: Scale;
  readonly zoom: Zoom;
  /** The room for the calendar when nothing scrolls. */
  readonly onRoom: (room: number) => void;
  readonly baseline: ReadonlyMap<string, DateRange> | undefined;
  readonly move: TaskMove;
}

/** Beside the calendar: names, and room for a word behind the last bar; as in the sheet. */
const [NAMES, NARROW_NAMES, END] = [220, 120, 96];

/** Days that are narrower, in CSS pixels, are not told apart. */
const DAY_SEEN = 4;

/** A4 lying down without its margins, in pixels of the screen. */
const PAPER = 1030;

/** The sheet with all of the calendar, and how much smaller it must be to find room on paper. */
function sheetStyle(width: number): CSSProperties & Record<'--timeline-on-paper', number> {
  return { width, '--timeline-on-paper': Math.min(1, PAPER / width) };
}

/** The tasks along the calendar, below their initiatives, with what waits for what. Only what is in sight is drawn. */
export function Gantt({ records, onOpen, plan, rows, scale, zoom, onRoom, baseline, move }: GanttProps) {
  const { context } = records;
  const { t, today } = context;
  const box = useRef<HTMLDivElement>(null);
  const rowOf = useMemo(() => new Map(rows.map(({ id }, index) => [id, index])), [rows]);
  const links = useMemo(() => linksByRow(plan, placesOf(rows)), [plan, rows]);
  const { first, end, left, right, width: seen, printing } = useVisibleRows(box, rows.length);
  const names = useNarrow() ? NARROW_NAMES : NAMES;
  const room = Math.max(200, seen - names - END);
  const track = trackWidth(scale, zoom, room);
  const width = printing ? paperTrack(track, PAPER - names - END) : track;
  const days = useMemo(
    () => daysSeen(scale, width, left - names, right - names),
    [scale, width, left, right, names],
  );
  useEffect(() => {
    if (seen > 0) onRoom(room);
  }, [seen, room, onRoom]);
  useBegin(box, { scale, width, room, today, zoom });
  const { currentId, go } = useCurrentTask(box, rows, rowOf);
  const actions = useMemo<BarActions>(
    () => ({ ...move.actions, open: onOpen, go }),
    [move.actions, onOpen, go],
  );
  const inside = today >= scale.range.from && today <= scale.range.to;
  const drawn = drawnRows(
    rows,
    first,
    end,
    [move.held?.row.id, currentId].map((id) => rowOf.get(id ?? '')),
  );
  const isCritical = useMemo(() => (place: number) => taskAt(plan, place).critical, [plan]);
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="timeline" role="group" aria-label={t('execution.timeline')} tabIndex={0} ref={box}>
      <div className="timeline__sheet" style={sheetStyle(names + width + END)}>
        <Heading {...{ scale, zoom, width }} seen={days} locale={t.locale} />
        <div className="timeline__rows" style={{ height: rows.length * ROW }}>
          <div className="timeline__under" style={{ insetInlineStart: names, width }}>
            {zoom !== 'month' && zoom !== 'xun' && width / scale.days >= DAY_SEEN && (
              <DaysOff {...{ plan, scale, width }} seen={days} />
            )}
            <LinksLayer {...{ rows, links, first, end, scale, width, isCritical }} />
            {inside && (
              <div
                className="timeline__today"
                style={{ insetInlineStart: width * (scale.at(today) + 0.5 / scale.days) }}
              >
                <span>{t('execution.today')}</span>
              </div>
            )}
          </div>
          <ul>
            {drawn.map((index) => {
              const row = rows[index] as Row;
              const top = index * ROW;
              if (row.type === 'group')
                return <GroupLine key={row.id} {...{ row, top, scale, width, index }} count={rows.length} />;
              return (
                <GanttRow
                  key={row.id}
                  {...{ records, plan, scale, width, row, top, actions }}
                  position={index}
                  count={rows.length}
                  preview={
                    move.preview.get(row.id) ?? (move.held?.row.id === row.id ? move.held.range : undefined)
                  }
                  lifted={move.held?.row.id === row.id}
                  baseline={baseline?.get(row.id)}
                  current={row.id === currentId}
                />
              );
            })}
          </ul>
        </div>
      </div>
    </div>
  );
}

function placesOf(rows: readonly Row[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  rows.forEach((row, index) => {
    if (row.type === 'task' && row.place !== undefined) places.set(row.place, index);
  });
  return places;
}

/** Rows in sight, and those that must stay although they are not: what is held, and where the focus is. */
function drawnRows(
  rows: readonly Row[],
  first: number,
  end: number,
  kept: readonly (number | undefined)[],
): readonly number[] {
  const drawn = new Set(Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i));
  for (const index of kept) if (index !== undefined && index < rows.length) drawn.add(index);
  return [...drawn].sort((a, b) => a - b);
}

interface Begin {
  readonly scale: Scale;
  readonly width: number;
  readonly room: number;
  readonly today: string;
  readonly zoom: Zoom;
}

/** Where not all of the calendar is in sight, today is, or the first month where today lies outside. */
function useBegin(box: RefObject<HTMLElement | null>, { scale, width, room, today, zoom }: Begin): void {
  const { from, to } = scale.range;
  const share = today >= from && today <= to ? scale.at(today) : 0;
  useEffect(() => {
    box.current?.scrollTo({ left: Math.max(0, share * width - room / 2) });
    // Only where another look was chosen: whoever scrolled since stays where they are.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [zoom, from]);
}

/** The one bar that the tab key reaches; arrows go on from there, also to rows that are not drawn yet. */
function useCurrentTask(
  box: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  rowOf: ReadonlyMap<string, number>,
) {
  const [wished, wish] = useState('');
  const focus = useRef(false);
  const firstId = rows.find(({ type }) => type === 'task')?.id;
  const currentId = rowOf.has(wished) ? wished : firstId;
  useEffect(() => {
    if (!focus.current) return;
    focus.current = false;
    const bar = box.current?.querySelector<HTMLElement>(`[data-task="${CSS.escape(wished)}"]`);
    bar?.focus({ preventScroll: true });
    bar?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  const go = useMemo(
    () =>
      (id: string, steps: number): void => {
        const tasks = rows.filter(({ type }) => type === 'task');
        const at = tasks.findIndex((row) => row.id === id);
        const next = tasks[Math.max(0, Math.min(tasks.length - 1, at + steps))];
        const element = box.current;
        if (!next || !element) return;
        const top = (rowOf.get(next.id) ?? 0) * ROW;
        const seen = element.clientHeight - 2 * ROW;
        if (top < element.scrollTop) element.scrollTo({ top });
        else if (top > element.scrollTop + seen - ROW) element.scrollTo({ top: top - seen + ROW });
        focus.current = true;
        wish(next.id);
      },
    [box, rows, rowOf],
  );
  return { currentId, go };
}

interface GroupLineProps {
  readonly row: Row & { readonly type: 'group' };
  readonly top: number;
  readonly scale: Scale;
  readonly width: number;
  readonly index: number;
  readonly count: number;
}

const GroupLine = memo(function GroupLine(props: GroupLineProps) {
  const { row, top, scale, width, index, count } = props;
  const { name, days } = row;
  const [left, right] = [scale.at(days.from), scale.at(addDays(days.to, 1))].map((share) =>
    Math.round(share * width),
  );
  return (
    <li
      className="timeline__line timeline__line--group"
      style={{ top }}
      aria-posinset={index + 1}
      aria-setsize={count}
    >
      <span className="timeline__name" title={name}>
        <span>{name}</span>
      </span>
      <div className="timeline__track" style={{ width }}>
        <span
          className="timeline__summary"
          style={{ insetInlineStart: left, width: (right ?? 0) - (left ?? 0) }}
        />
      </div>
    </li>
  );
});

interface DaysOffProps {
  readonly plan: PlanSchedule;
  readonly scale: Scale;
  readonly width: number;
  readonly seen: DateRange;
}

/** Days on which nobody works, as bands behind the bars. */
const DaysOff = memo(function DaysOff({ plan: { axis }, scale, width, seen }: DaysOffProps) {
  const bands: { readonly from: string; readonly days: number }[] = [];
  for (let date = seen.from, run = 0; date <= seen.to; date = addDays(date, 1)) {
    const off = axis.before(addDays(date, 1)) === axis.before(date);
    run = off ? run + 1 : 0;
    if (run > 1) bands.pop();
    if (off) bands.push({ from: addDays(date, 1 - run), days: run });
  }
  return bands.map(({ from, days }) => (
    <span
      key={from}
      className="timeline__off"
      style={{ insetInlineStart: width * scale.at(from), width: (width * days) / scale.days }}
    />
  ));
});
