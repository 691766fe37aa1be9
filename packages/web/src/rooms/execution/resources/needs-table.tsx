import { findRecord, type Matching, type NeedMatch, type ResourceUse } from '@shapan/engine';
import { useState } from 'react';
import { rangeText } from '../../../app/dates.ts';
import { Button, Checkbox, type Column, DataTable, StatusTag } from '../../../design/index.ts';
import {
  memberNameOf,
  nameOf,
  type RecordContext,
  type RecordPicture,
  updateOf,
} from '../../../records/index.ts';
import { demandText, shareText } from './amounts.ts';
import { RecordLink } from './record-link.tsx';

interface NeedsTableProps extends RecordPicture {
  readonly matching: Matching;
}

/** Rows are added so many at a time. */
const AT_ONCE = 50;

/** Each need against what there is, what is missing first; whether it is secured is said right here. */
export function NeedsTable({ matching, ...picture }: NeedsTableProps) {
  const { context } = picture.records;
  const { t } = context;
  const [shown, setShown] = useState(AT_ONCE);
  const rows = matching.needs.toSorted((a, b) => gravity(a) - gravity(b));
  return (
    <>
      <DataTable<NeedMatch>
        caption={t('resources.needs')}
        density="compact"
        rows={rows.slice(0, shown)}
        rowKey={({ need }) => need.id}
        columns={needColumns(picture)}
        empty={<p className="quiet">{t('resources.needs.empty')}</p>}
      />
      {rows.length > shown && (
        <Button kind="quiet" size="small" onClick={() => setShown(shown + AT_ONCE)}>
          {t('records.more', { count: rows.length - shown })}
        </Button>
      )}
    </>
  );
}

/** What is missing, what cannot be told, what is there. */
const gravity = ({ short }: NeedMatch): number => (short === null ? 1 : short > 0 ? 0 : 2);

function needColumns({ records, submit, onOpen }: RecordPicture): readonly Column<NeedMatch>[] {
  const { context, mayChange } = records;
  const { t, state } = context;
  const link = (kind: string, id: unknown) => {
    const record = findRecord(state, kind, String(id ?? ''));
    return record && <RecordLink id={record.id} name={nameOf(context, record)} onOpen={onOpen} />;
  };
  return [
    { id: 'need', header: t('resources.need'), cell: ({ need }) => link('resourceNeed', need.id) },
    {
      id: 'for',
      header: t('resources.need.for'),
      cell: ({ need: { fields } }) =>
        link('task', fields['task']) ?? link('initiative', fields['initiative']) ?? '–',
    },
    {
      id: 'takes',
      header: t('resources.need.takes'),
      cell: (match) => takesText(context, match),
      numeric: true,
    },
    {
      id: 'from',
      header: t('resources.need.from'),
      cell: ({ need: { fields }, demand }) =>
        demand?.of === 'share'
          ? memberNameOf(context, demand.person)
          : (link('resource', fields['resource']) ?? '–'),
    },
    {
      id: 'when',
      header: t('resources.need.when'),
      cell: ({ demand }) => windowText(context, demand?.window ?? null),
    },
    {
      id: 'state',
      header: t('resources.need.state'),
      cell: (match) => <MatchTag context={context} match={match} />,
    },
    {
      id: 'secured',
      header: t('field.resourceNeed.secured'),
      cell: ({ need, secured }) => (
        <Checkbox
          label={t('resources.secured', { name: nameOf(context, need) })}
          hideLabel
          checked={secured}
          disabled={!mayChange(need)}
          onChange={(next) => void submit([updateOf(need, { secured: next })])}
        />
      ),
    },
  ];
}

function takesText(context: RecordContext, { need, demand }: NeedMatch): string {
  if (!demand) return '–';
  if (demand.of === 'share') return shareText(context, demand.perDay, 1_000);
  const amount = demand.of === 'use' ? demand.perDay : demand.total;
  return demandText(context, demand, amount, need.fields['unit']);
}

const windowText = ({ t, today }: RecordContext, window: { from: string; to: string } | null): string =>
  window ? rangeText(window.from, window.to, t.locale, today) : '–';

function MatchTag({ context, match }: { readonly context: RecordContext; readonly match: NeedMatch }) {
  const { t } = context;
  const { need, demand, short, when, why, secured } = match;
  if (why !== null || short === null || !demand) {
    return <StatusTag tone="neutral">{t(`resources.why.${why ?? 'noAmount'}`)}</StatusTag>;
  }
  if (short === 0) return <StatusTag tone="good">{t('resources.enough')}</StatusTag>;
  const amount = demandText(context, demand, short, need.fields['unit']);
  const said = when
    ? t('resources.short.when', { amount, range: windowText(context, when) })
    : t('resources.short', { amount });
  return <StatusTag tone="bad">{secured ? t('resources.short.secured', { said }) : said}</StatusTag>;
}

/** What the inventory has against all that is taken of it. */
export function InventoryTable({ matching, records, onOpen }: Omit<NeedsTableProps, 'submit'>) {
  const { context } = records;
  const { t } = context;
  return (
    <DataTable<ResourceUse>
      caption={t('resources.inventory')}
      density="compact"
      rows={matching.inventory}
      rowKey={({ resource }) => resource.id}
      columns={inventoryColumns(context, onOpen)}
    />
  );
}

function inventoryColumns(
  context: RecordContext,
  onOpen: RecordPicture['onOpen'],
): readonly Column<ResourceUse>[] {
  const { t } = context;
  const amount = (use: ResourceUse, value: number): string =>
    demandText(context, use, value, use.resource.fields['unit']);
  return [
    {
      id: 'resource',
      header: t('resources.need.from'),
      cell: ({ resource }) => (
        <RecordLink id={resource.id} name={nameOf(context, resource)} onOpen={onOpen} />
      ),
    },
    {
      id: 'has',
      header: t('resources.has'),
      cell: (use) => (use.has === null ? t('resources.why.noCapacity') : amount(use, use.has)),
      numeric: true,
    },
    { id: 'taken', header: t('resources.taken'), cell: (use) => amount(use, use.taken), numeric: true },
    {
      id: 'short',
      header: t('resources.missing'),
      cell: (use) =>
        use.short === 0 ? (
          '–'
        ) : (
          <StatusTag tone="bad" plain>
            {amount(use, use.short) + (use.when ? ` · ${windowText(context, use.when)}` : '')}
          </StatusTag>
        ),
      numeric: true,
    },
  ];
}
