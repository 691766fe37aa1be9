import {
  type LevelledPlan,
  type LevelledTask,
  type Scarce,
  type Shortage,
  type Staying,
} from '@shapan/engine';
import { dateText, rangeText } from '../../../app/dates.ts';
import { Button, Callout, type Column, DataTable } from '../../../design/index.ts';
import type { RecordContext } from '../../../records/index.ts';
import { daysShort, type LevelWords, levelWords } from './level-words.ts';
import type { LevelView } from './use-levelling.ts';
import type { Choices } from './wish.ts';

interface LevelResultProps {
  readonly context: RecordContext;
  readonly view: LevelView;
  readonly levelled: LevelledPlan;
  readonly cover: readonly string[];
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
  readonly onOpen: (id: string) => void;
}

/** What levelling would bring: in a sentence, by person and resource, and task by task with its reason. */
export function LevelResult(props: LevelResultProps) {
  const { context, view, levelled, cover, onOpen } = props;
  const { t } = context;
  const { moved, left, shortages } = levelled;
  const words = levelWords(context);
  const tone = moved.length > 0 ? 'whatif' : shortages.before.length === 0 ? 'good' : 'warn';
  return (
    <>
      <Callout tone={tone} announce="polite" title={summaryOf(context, levelled)}>
        {endOf(props).map((line) => (
          <p key={line}>{line}</p>
        ))}
        {cover.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {stayingOf(context, view).map((line) => (
          <p key={line} className="quiet">
            {line}
          </p>
        ))}
        <LevelNext {...props} />
      </Callout>
      {shortages.before.length > 0 && <ShortageTable {...{ context, levelled, words }} />}
      {moved.length > 0 && <MovedTable {...{ context, moved, words, onOpen }} />}
      {left.length > 0 && (
        <div className="level__left">
          <h4>{t('execution.level.left', { count: left.length })}</h4>
          <ul>
            {left.map((one) => (
              <li key={one.id}>
                {taskLink(one.id, words, onOpen)}
                <span>{words.lacks(one)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function summaryOf({ t }: RecordContext, { moved, shortages }: LevelledPlan): string {
  const { before, after } = shortages;
  if (before.length === 0) return t('execution.level.none');
  const days = { before: daysShort(before), after: daysShort(after) };
  // Of what is used up no day is over: how much is missing stands in the table below.
  const isStockOnly = before.every(({ scarce }) => scarce.isStock);
  if (moved.length === 0)
    return t(isStockOnly ? 'execution.level.stuck.stock' : 'execution.level.stuck', days);
  if (isStockOnly) return t('execution.level.summary.stock', { count: moved.length });
  return t('execution.level.summary', { count: moved.length, ...days });
}

/** Where the plan would end, how sure that is, and dates that are missed with or without it. */
function endOf({ context, levelled, choices }: LevelResultProps): readonly string[] {
  const { t } = context;
  const { end, isProven, noneBefore, missed, moved } = levelled;
  if (!end || moved.length === 0) return [];
  const day = (date: string): string => dateText(date, t.locale);
  const lines = [
    end.is === end.was
      ? t('execution.level.end.same', { is: day(end.is) })
      : t('execution.level.end.later', { is: day(end.is), was: day(end.was) }),
  ];
  if (noneBefore !== null && end.is !== end.was) {
    const bound = choices.byPriority ? 'execution.level.bound.byPriority' : 'execution.level.bound';
    lines.push(isProven ? t('execution.level.proven') : t(bound, { day: day(noneBefore) }));
  }
  if (missed.length > 0) lines.push(t('execution.level.missed', { count: missed.length }));
  return lines;
}

/** What keeps its time, and why. */
function stayingOf({ t }: RecordContext, { levelling }: LevelView): readonly string[] {
  const kinds: readonly Staying[] = ['begun', 'overdue', 'repeated', 'notAllowed'];
  const parts = kinds.flatMap((kind) => {
    const count = levelling.staying.filter((one) => one === kind).length;
    return count === 0 ? [] : [t(`execution.level.staying.${kind}`, { count })];
  });
  return parts.length === 0 ? [] : [t('execution.level.staying', { parts: parts.join(t('records.comma')) })];
}

/** What else may be tried: a later end, another order, or a longer search. */
function LevelNext({ context, view, levelled, choices, onChange }: LevelResultProps) {
  const { t } = context;
  const { left, isProven, noneBefore, end } = levelled;
  const mayBeLater = choices.withinSlack && left.some(({ isTooLate }) => isTooLate);
  const mayBeEarlier = !isProven && noneBefore !== null && end?.is !== end?.was;
  if (!mayBeLater && !mayBeEarlier) return null;
  return (
    <div className="level__next">
      {mayBeLater && (
        <Button size="small" onClick={() => onChange({ ...choices, withinSlack: false })}>
          {t('execution.level.allowLater')}
        </Button>
      )}
      {mayBeEarlier && choices.byPriority && (
        <Button size="small" onClick={() => onChange({ ...choices, byPriority: false })}>
          {t('execution.level.earliest')}
        </Button>
      )}
      {mayBeEarlier && !choices.byPriority && !view.isLonger && (
        <Button size="small" onClick={view.searchLonger}>
          {t('execution.level.longer')}
        </Button>
      )}
    </div>
  );
}

interface Words {
  readonly context: RecordContext;
  readonly words: LevelWords;
}

interface ShortageRow {
  readonly scarce: Scarce;
  readonly before: Shortage;
  readonly after: Shortage | undefined;
}

/** Who and what is short before and after. */
function ShortageTable({ context, levelled, words }: Words & { readonly levelled: LevelledPlan }) {
  const { t } = context;
  const { before, after } = levelled.shortages;
  const rows = before.map(
    (one): ShortageRow => ({
      scarce: one.scarce,
      before: one,
      after: after.find(({ scarce }) => scarce === one.scarce),
    }),
  );
  const short = (one: Shortage | undefined): string => {
    if (!one) return t('execution.level.short.none');
    const amount = words.amount(one.scarce, one.missing);
    const from = dateText(one.from, t.locale);
    return one.scarce.isStock
      ? t('execution.level.short.stock', { amount, from })
      : t('execution.level.short.days', { count: one.days, amount, from });
  };
  const columns: readonly Column<ShortageRow>[] = [
    { id: 'who', header: t('execution.level.short.who'), cell: ({ scarce }) => words.scarce(scarce) },
    { id: 'before', header: t('execution.level.short.before'), cell: (row) => short(row.before) },
    { id: 'after', header: t('execution.level.short.after'), cell: (row) => short(row.after) },
  ];
  return (
    <DataTable
      caption={t('execution.level.short')}
      columns={columns}
      rows={rows}
      rowKey={({ scarce }) => `${scarce.of} ${scarce.id}`}
      density="compact"
      maxHeight="240px"
    />
  );
}

interface MovedTableProps extends Words {
  readonly moved: readonly LevelledTask[];
  readonly onOpen: (id: string) => void;
}

/** Task by task from when to when, and why. */
function MovedTable({ context, moved, words, onOpen }: MovedTableProps) {
  const { t } = context;
  const range = ({ from, to }: LevelledTask['is']): string =>
    from === to ? dateText(from, t.locale) : rangeText(from, to, t.locale);
  const columns: readonly Column<LevelledTask>[] = [
    {
      id: 'task',
      header: t('execution.level.moved.task'),
      cell: ({ id }) => taskLink(id, words, onOpen),
    },
    { id: 'was', header: t('execution.level.moved.was'), cell: ({ was }) => range(was) },
    { id: 'is', header: t('execution.level.moved.is'), cell: ({ is }) => strong(range(is)) },
    {
      id: 'by',
      header: t('execution.level.moved.by'),
      cell: ({ by }) => `+${by}`,
      numeric: true,
    },
    {
      id: 'why',
      header: t('execution.level.moved.why'),
      cell: ({ because, set }) =>
        words.because(because) + ('constraint' in set ? t('execution.level.unhurried') : ''),
    },
  ];
  return (
    <DataTable
      caption={t('execution.level.moved')}
      columns={columns}
      rows={moved}
      rowKey={({ id }) => id}
      density="compact"
      maxHeight="320px"
    />
  );
}

const taskLink = (id: string, words: LevelWords, onOpen: (id: string) => void) => (
  <button type="button" className="level__task" onClick={() => onOpen(id)}>
    {words.task(id)}
  </button>
);

const strong = (text: string) => <b>{text}</b>;
