import {
  consequenceOf,
  type DateRange,
  type MoveConsequence,
  type MovedTask,
  type PlanSchedule,
} from '@shapan/engine';
import { useMemo, useState } from 'react';
import { dateText, rangeText } from '../../../app/dates.ts';
import {
  findAnywhere,
  nameOf,
  type RecordContext,
  type RecordPicture,
  updateOf,
} from '../../../records/index.ts';
import type { BarActions } from './gantt-row.tsx';
import type { TaskRow } from './rows.ts';
import { useCoverSentences } from './use-cover-sentences.ts';

/** A bar that somebody holds and has not dropped yet. */
interface Held {
  readonly row: TaskRow;
  readonly range: DateRange;
}

/** What is said of a move. */
interface Said {
  readonly sentence: string;
  /** What it does to the coverage of targets, one by one. */
  readonly cover: readonly string[];
}

const nothingSaid: Said = { sentence: '', cover: [] };

export interface TaskMove {
  readonly held: Held | null;
  /** The days that tasks would have if what is held were dropped. */
  readonly preview: ReadonlyMap<string, DateRange>;
  /** What would come of it, or what came of the last move. */
  readonly said: Said;
  readonly actions: Pick<BarActions, 'hold' | 'drop'>;
}

/** Moves of bars: what would come of one is shown while it is held, and all of it is one entry when it is dropped. */
export function useTaskMove(
  { records, submit }: Pick<RecordPicture, 'records' | 'submit'>,
  plan: PlanSchedule,
): TaskMove {
  const { context } = records;
  const [held, setHeld] = useState<Held | null>(null);
  const [said, say] = useState(nothingSaid);
  const coverOf = useCoverSentences(plan);
  const would = useMemo(() => held && consequence(plan, held), [plan, held]);
  const preview = useMemo(() => new Map(would?.moved.map(({ id, is }) => [id, is] as const) ?? []), [would]);
  const actions = useMemo(
    () => ({
      hold(row: TaskRow, range: DateRange | null) {
        setHeld(range && { row, range });
      },
      drop(row: TaskRow, range: DateRange) {
        setHeld(null);
        const moved = consequence(plan, { row, range });
        say({ sentence: sentenceOf(context, moved, { row, range }), cover: coverOf(moved.moved) });
        const commands = moved.moved.flatMap(({ id, set }) => {
          const task = findAnywhere(context, ['task'], id);
          return task && Object.keys(set).length > 0 ? [updateOf(task, set)] : [];
        });
        if (commands.length > 0) void submit(commands);
      },
    }),
    [plan, context, submit, coverOf],
  );
  const now = useMemo(
    () => held && would && { sentence: sentenceOf(context, would, held), cover: coverOf(would.moved) },
    [held, would, context, coverOf],
  );
  return { held, preview, said: now ?? said, actions };
}

/** A task that was dropped from the plan binds nobody: moving it moves it alone. */
function consequence(plan: PlanSchedule, { row, range }: Held): MoveConsequence {
  if (row.place !== undefined) return consequenceOf(plan, row.place, range);
  const alone: MovedTask = { id: row.id, was: row.days, is: range, set: { ...range } };
  return { moved: [alone], held: false, end: { was: '', is: '' }, missed: [], outside: [] };
}

const MOST_NAMES = 3;

function sentenceOf(
  context: RecordContext,
  { moved, held, end, missed, outside }: MoveConsequence,
  { row, range }: Held,
): string {
  const { t } = context;
  const named = (ids: readonly string[]): string => {
    const names = ids.slice(0, MOST_NAMES).map((id) => {
      const task = findAnywhere(context, ['task'], id);
      return task ? nameOf(context, task) : '–';
    });
    return [...names, ...(ids.length > MOST_NAMES ? ['…'] : [])].join(t('records.comma'));
  };
  const own = moved.find(({ id }) => id === row.id)?.is ?? (held ? row.days : range);
  const others = moved.filter(({ id }) => id !== row.id).map(({ id }) => id);
  const parts = [
    t('execution.move.task', {
      name: nameOf(context, row.task),
      range: rangeText(own.from, own.to, t.locale),
    }),
    ...(held ? [t('execution.move.held')] : []),
    others.length > 0
      ? t('execution.move.along', { count: others.length, names: named(others) })
      : t('execution.move.alone'),
    ...(end.was === end.is
      ? []
      : [t('execution.move.end', { is: dateText(end.is, t.locale), was: dateText(end.was, t.locale) })]),
    ...(missed.length > 0 ? [t('execution.move.missed', { names: named(missed) })] : []),
    ...(outside.length > 0 ? [t('execution.move.outside', { names: named(outside) })] : []),
  ];
  return parts.join(t.locale === 'en' ? ' ' : '');
}
