import type { CellEvent } from '@shapan/contract';
import { findRecord, proposedValue } from '@shapan/engine';
import { formatMoment, type Translate } from '@shapan/i18n';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePlan, usePosition } from '../../../app/open-plan.tsx';
import { useUnit } from '../../../app/unit.tsx';
import { ask } from '../../../data/api.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Button, Skeleton } from '../../../design/index.ts';
import { entryText } from '../../plan/entry-text.ts';
import { useHistoryOf } from '../../versions/use-history-of.ts';
import { cellText } from '../cell-text.ts';
import { type MetricFormat, metricFormat } from '../metric-format.ts';
import { targetsOf } from '../names.ts';
import { ruleText } from '../rules/rule-words.ts';
import { useRuleWords } from '../rules/use-rules.ts';
import { targetNames } from '../target-names.ts';
import { useEntrySaid } from '../use-entry-said.ts';
import { cellQuery } from './cell-query.ts';
import type { ExplanationProps } from './explanation-props.ts';
import { GivenShare } from './given-share.tsx';
import { useCellWords } from './use-cell-words.ts';

interface HistoryProps extends Pick<ExplanationProps, 'table' | 'cell' | 'format'> {
  /** Answer whoever made a change, by name; `null` for who may say nothing here. */
  readonly onComment: ((name: string) => void) | null;
}

const pageSize = 20;

/** The entries that shaped a cell, newest first, as far back as somebody asks. */
export function CellHistory(props: HistoryProps) {
  const t = useT();
  const { workspace } = useWorkspace();
  const { id } = usePlan();
  const position = usePosition();
  const { at } = props.cell;
  const path = `/workspaces/${workspace.id}/books/${id}/cell-history?${cellQuery(props)}&limit=${pageSize}`;
  const history = useInfiniteQuery({
    queryKey: ['cell-history', path, position],
    queryFn: ({ pageParam }) =>
      ask<CellEvent[]>('GET', pageParam === null ? path : `${path}&before=${pageParam}`),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.position),
    enabled: at !== null,
    placeholderData: (before) => before,
  });
  if (at === null) return <p className="targets-hint">{t('targets.explain.noHistory')}</p>;
  if (history.isError) return <p className="targets-hint">{t('targets.explain.failed')}</p>;
  if (!history.data) return <Skeleton label={t('targets.explain.loading')} lines={4} />;
  const events = history.data.pages.flat();
  if (events.length === 0) return <p className="targets-hint">{t('targets.explain.noHistory')}</p>;
  return (
    <>
      <ol className="targets-history">
        <Events events={events} {...props} />
      </ol>
      {history.hasNextPage && (
        <Button size="small" disabled={history.isFetching} onClick={() => void history.fetchNextPage()}>
          {t('targets.explain.more')}
        </Button>
      )}
    </>
  );
}

/** What an event says nothing of itself is said as the history of the plan says it. */
function Events({ events, ...props }: HistoryProps & { readonly events: readonly CellEvent[] }) {
  const saidOf = useEntrySaid();
  const known = useHistoryOf(events.filter(isOfOtherKind).map(({ position }) => position));
  return events.map((event) => {
    const told = known.get(event.position);
    return <Event key={event.position} event={event} said={told ? saidOf(told) : null} {...props} />;
  });
}

/** Nobody typed the number, no file brought it, and no rule or proposal is named: what the step was is to be said. */
const isOfOtherKind = ({ by, asked, imported, undoes, label }: CellEvent): boolean =>
  !by && !asked && !imported && undoes === null && label !== '' && label !== 'target.enter';

interface EventProps extends HistoryProps {
  readonly event: CellEvent;
  /** What the step did, in the words of the history. */
  readonly said: string | null;
}

function Event({ event, said, ...props }: EventProps) {
  const t = useT();
  const { memberName } = useWorkspace();
  const [open, setOpen] = useState(false);
  const words = useCellWords(props.table, props.format);
  const { asked } = event;
  const { at } = props.cell;
  const cause = useCauseText(event, said, props.format);
  const name = memberName(event.actor);
  const { onComment } = props;
  const elsewhere = asked && JSON.stringify(asked.at) !== JSON.stringify(at);
  return (
    <li>
      <p>
        <strong>{name}</strong>{' '}
        <time dateTime={event.at} className="targets-hint">
          {formatMoment(event.at, t.locale)}
        </time>
      </p>
      {(event.before !== null || event.after !== null) && (
        <p className="num">
          {at && `${words.cell(at)}${t('targets.colon')}`}
          {words.change(event.before, event.after)}
        </p>
      )}
      {cause !== null && <p>{cause}</p>}
      {event.goal && <GoalText goal={event.goal} />}
      {event.imported && <p>{importText(t, event.imported)}</p>}
      {elsewhere && (
        <p>
          {t('targets.explain.asked', { cell: words.cell(asked.at) })}{' '}
          {asked.after !== null && <span className="num">{words.change(asked.before, asked.after)}</span>}
        </p>
      )}
      <p className="targets-hint">
        {[
          t(event.undoes === null ? 'targets.explain.leaves' : 'targets.explain.undone', {
            leaves: event.leaves,
          }),
          asked && !(props.cell.leaf && !elsewhere) && words.method(asked.method, asked.reference),
          asked?.typed && t('targets.explain.typed', { typed: asked.typed }),
          asked && asked.entries > 1 && t('targets.explain.gesture', { entries: asked.entries }),
          event.reason,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {elsewhere && (
        <Button kind="quiet" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('targets.explain.share')}
        </Button>
      )}
      {onComment && name !== '' && (
        <Button kind="quiet" size="small" onClick={() => onComment(name)}>
          {t('targets.explain.comment')}
        </Button>
      )}
      {open && <GivenShare {...props} position={event.position} />}
    </li>
  );
}

/** The number typed on a formula for which this one gave way (SPR-T39). */
function GoalText({ goal }: { readonly goal: NonNullable<CellEvent['goal']> }) {
  const t = useT();
  const { unit } = useUnit();
  const { state, store, master } = usePlan();
  const table = store.tables.of(goal.target);
  if (!table) return null;
  const format = metricFormat(table.layout.metric, unit, t.locale);
  return (
    <p>
      {t('targets.explain.goal', {
        target: targetNames(targetsOf(state), master, t).get(goal.target) ?? '',
        cell: cellText(t, master, table.layout, goal.at),
        value: `${format.amount(goal.value)} ${format.unitLabel}`,
      })}
    </p>
  );
}

/** What brought the number about where nobody typed it: a rule, a proposal, or what else the step was. */
function useCauseText(event: CellEvent, told: string | null, format: MetricFormat): string | null {
  const t = useT();
  const { state } = usePlan();
  const { memberName } = useWorkspace();
  const ruleWords = useRuleWords();
  const { by, asked, imported, undoes, label } = event;
  const record = by && findRecord(state, by.kind, by.id);
  if (record?.kind === 'breakdownRule')
    return t('targets.explain.rule', { rule: ruleText(ruleWords, record) });
  if (record) {
    const { proposer, value, reason, answerReason } = record.fields;
    const promised = typeof value === 'number' ? `${format.amount(value)} ${format.unitLabel}` : '–';
    const said = t('targets.proposal.by', { name: memberName(proposer), value: promised });
    const agreed = proposedValue(record);
    // Who takes a counter-proposal agrees to another number than was proposed.
    if (agreed !== value)
      return t('targets.explain.counter', {
        value: `${format.amount(agreed)} ${format.unitLabel}`,
        said,
        reason: String(answerReason ?? reason ?? '–'),
      });
    return t('targets.explain.proposal', { said, reason: String(reason ?? '–') });
  }
  if (asked || imported || undoes !== null || label === '' || label === 'target.enter') return null;
  return entryText(t, { ...event, reason: null }, false, told);
}

/** 从文件导入：销售.xlsx（华东），第 2、4 行. The only sheet of a text file bears its name and is not said. */
function importText(t: Translate, { file, sheet, rows, count }: NonNullable<CellEvent['imported']>): string {
  const listed = rows.join(t('targets.list.comma'));
  const named = count > rows.length ? t('targets.explain.rowsMore', { rows: listed, count }) : listed;
  const from = file.startsWith(`${sheet}.`) ? file : t('targets.explain.fileSheet', { file, sheet });
  return t('targets.explain.imported', { file: from, rows: named, count });
}
