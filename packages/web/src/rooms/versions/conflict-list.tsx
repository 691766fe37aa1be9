import type { CellEvent } from '@shapan/contract';
import { findRecord, kinds, layoutOf } from '@shapan/engine';
import { formatMoment } from '@shapan/i18n';
import { useQuery } from '@tanstack/react-query';
import { usePlan, usePosition } from '../../app/open-plan.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, type Column, DataTable, SegmentedControl } from '../../design/index.ts';
import { cellText } from '../targets/cell-text.ts';
import { metricFormat } from '../targets/metric-format.ts';
import { membersText, metricOf, targetName } from '../targets/names.ts';
import {
  type CellConflict,
  type Choices,
  type Conflict,
  chosenFor,
  conflictKey,
  isOfRecord,
  nothingChosen,
  type Side,
  type Stands,
} from './conflicts.ts';
import { recordConflictName, recordSideText } from './record-conflict-text.ts';
import type { NamingContext } from './value-text.ts';

const STANDS = ['mine', 'theirs'] as const;

interface ConflictListProps {
  readonly listed: readonly Conflict[];
  /** Of which only the first are listed: the next come when these are chosen. */
  readonly total: number;
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
}

/**
 * What plan and what-if have both changed, numbers and records: from what to what on either side, who moved a number in the
 * plan, and which is to stand (SPR-T92).
 */
export function ConflictList({ listed, total, choices, onChoose }: ConflictListProps) {
  const t = useT();
  const columns = useColumns(choices, onChoose);
  const rest = total - listed.length;
  const all = (take: Stands): void => onChoose({ ...nothingChosen, all: take });
  return (
    <div className="versions-part" data-testid="conflicts">
      <Callout
        tone="warn"
        title={t('versions.conflict.title', { count: total })}
        announce="polite"
        action={
          <div className="versions-actions">
            <Button size="small" onClick={() => all('mine')}>
              {t('versions.conflict.all.mine')}
            </Button>
            <Button size="small" onClick={() => all('theirs')}>
              {t('versions.conflict.all.theirs')}
            </Button>
          </div>
        }
      >
        {t('versions.conflict.text')}
      </Callout>
      <DataTable
        caption={t('versions.conflict.title', { count: total })}
        columns={columns}
        rows={listed}
        rowKey={conflictKey}
        maxHeight="320px"
        density="compact"
      />
      {rest > 0 && <p className="versions-quiet">{t('versions.conflict.more', { count: rest })}</p>}
    </div>
  );
}

function useColumns(choices: Choices, onChoose: ConflictListProps['onChoose']): readonly Column<Conflict>[] {
  const t = useT();
  const { state, master } = usePlan();
  const { memberName } = useWorkspace();
  const naming: NamingContext = { t, kinds, states: [state, master], memberName };
  const nameOf = (conflict: Conflict): string => {
    if (isOfRecord(conflict)) return recordConflictName(naming, conflict);
    const { target, at } = conflict;
    const record = findRecord(state, 'target', target);
    const layout = layoutOf(state, master, target);
    const cell = layout ? cellText(t, master, layout, at) : membersText(master, at.members);
    return record ? `${targetName(master, record)} · ${cell}` : cell;
  };
  const number = ({ target }: CellConflict, { amount, denominator }: Side): string => {
    const record = findRecord(state, 'target', target);
    const metric = record && metricOf(master, record);
    if (!metric || (amount === null && (denominator ?? null) === null)) return t('targets.grid.nothing');
    const format = metricFormat(metric, 'yuan', t.locale);
    if (denominator === undefined) return format.exactAmount(amount ?? 0);
    const parts = `${amount ?? '–'} ÷ ${denominator ?? '–'}`;
    if (amount === null || !denominator) return parts;
    return `${format.shown({ numerator: amount, denominator })}${format.percent ? '' : ` ${format.ownUnit}`} (${parts})`;
  };
  const side = (row: Conflict, of: 'base' | 'theirs' | 'mine'): string =>
    isOfRecord(row) ? recordSideText(naming, row, of) : number(row, row[of]);
  const onlyOf = (row: Conflict) => (isOfRecord(row) ? undefined : row.only);
  return [
    { id: 'cell', header: t('versions.conflict.cell'), cell: nameOf },
    {
      id: 'then',
      header: t('versions.compare.base'),
      numeric: true,
      cell: (row) => side(row, 'base'),
    },
    {
      id: 'now',
      header: t('versions.compare.live'),
      cell: (row) => (
        <>
          <span className="num">{side(row, 'theirs')}</span> {!isOfRecord(row) && <MovedBy conflict={row} />}
        </>
      ),
    },
    {
      id: 'mine',
      header: t('versions.conflict.mine'),
      numeric: true,
      cell: (row) => side(row, 'mine'),
    },
    {
      id: 'choice',
      header: t('versions.conflict.choice'),
      cell: (row) => (
        <>
          <SegmentedControl<Stands | ''>
            label={t('versions.conflict.of', { cell: nameOf(row) })}
            value={chosenFor(choices, row) ?? ''}
            onChange={(take) => {
              if (take === '') return;
              onChoose({ ...choices, byOne: new Map([...choices.byOne, [conflictKey(row), take]]) });
            }}
            segments={STANDS.filter((one) => one === (onlyOf(row) ?? one)).map((value) => ({
              value,
              label: t(`versions.conflict.take.${value}`),
            }))}
          />
          <OnlyText only={onlyOf(row)} />
        </>
      ),
    },
  ];
}

function OnlyText({ only }: { readonly only: Stands | undefined }) {
  const t = useT();
  return only ? <span className="versions-quiet"> {t(`versions.conflict.only.${only}`)}</span> : null;
}

/** Who moved it in the plan, and when. */
function MovedBy({ conflict: { target, at } }: { readonly conflict: CellConflict }) {
  const t = useT();
  const { workspace, memberName } = useWorkspace();
  const { id } = usePlan();
  const position = usePosition();
  const query = new URLSearchParams({ target, members: at.members.join(','), time: at.time, limit: '1' });
  const path = `/workspaces/${workspace.id}/books/${id}/cell-history?${query}`;
  const { data } = useQuery({
    queryKey: ['cell-history', path, position],
    queryFn: () => ask<CellEvent[]>('GET', path),
    placeholderData: (before) => before,
    retry: false,
  });
  const [latest] = data ?? [];
  if (!latest) return null;
  const said = { name: memberName(latest.actor), at: formatMoment(latest.at, t.locale) };
  return <span className="versions-quiet">{t('versions.whatIf.adoptedBy', said)}</span>;
}
