import { type BookState, type Fraction, kinds } from '@shapan/engine';
import { formatPercent } from '@shapan/i18n';
import { usePlan } from '../../app/open-plan.tsx';
import { useUnit } from '../../app/unit.tsx';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { type Column, DataTable, ErrorState, Skeleton, StatusTag } from '../../design/index.ts';
import { metricFormat } from '../targets/metric-format.ts';
import { memberName, metricOf, targetName } from '../targets/names.ts';
import { type RecordDifference, type TargetDifference, totalOf } from './compare-summary.ts';
import { type ComparedStates, type ComparisonRequest, useComparison } from './use-comparison.ts';
import { fieldName, kindName, type NamingContext, valueText } from './value-text.ts';

/** Two states of a plan side by side: how the numbers moved, and what else changed. */
export function ComparisonView({ request }: { readonly request: ComparisonRequest }) {
  const t = useT();
  const compared = useComparison(request);
  const { id, state } = usePlan();
  // A what-if is shown beside the plan as it is by now, too: others go on there.
  const live = request.base?.book === id ? state : undefined;
  if (compared.isError) return <ErrorState title={t('versions.failed')} />;
  if (!compared.data) return <Skeleton label={t('versions.loading')} lines={5} />;
  return <Differences compared={compared.data} {...(live && { live })} />;
}

/** The same of two states that are at hand. */
export function Differences({
  compared,
  live,
}: {
  readonly compared: ComparedStates;
  readonly live?: BookState;
}) {
  const t = useT();
  const { targets, records } = compared.comparison;
  if (targets.length === 0 && records.length === 0)
    return <p className="versions-same">{t('versions.compare.same')}</p>;
  return (
    <div className="versions-compare" data-testid="comparison">
      {targets.length > 0 && <TargetDifferences targets={targets} live={live} />}
      {records.length > 0 && <RecordDifferences records={records} compared={compared} />}
    </div>
  );
}

function TargetDifferences({
  targets,
  live,
}: {
  readonly targets: readonly TargetDifference[];
  readonly live: BookState | undefined;
}) {
  const t = useT();
  const { master } = usePlan();
  const { unit } = useUnit();
  const formatOf = ({ target }: TargetDifference) => {
    const metric = metricOf(master, target);
    return metric ? metricFormat(metric, unit, t.locale) : null;
  };
  const nowOf = ({ target }: TargetDifference): Fraction | null =>
    live ? totalOf(live, master, target.id) : null;
  const hasMoved = (row: TargetDifference): boolean =>
    live !== undefined && JSON.stringify(nowOf(row)) !== JSON.stringify(row.before);
  const moved = targets.some(hasMoved);
  const liveColumn: Column<TargetDifference> = {
    id: 'live',
    header: t('versions.compare.live'),
    numeric: true,
    cell: (row) =>
      liveCell(formatOf(row)?.shown(nowOf(row)) || '–', hasMoved(row) && t('versions.compare.moved')),
  };
  const columns: readonly Column<TargetDifference>[] = [
    {
      id: 'target',
      header: t('versions.compare.target'),
      cell: (row) => {
        const label = formatOf(row)?.unitLabel ?? '';
        return `${targetName(master, row.target)}${label === '' ? '' : ` (${label})`}`;
      },
    },
    {
      id: 'before',
      header: t(moved ? 'versions.compare.base' : 'versions.compare.before'),
      numeric: true,
      cell: (row) => formatOf(row)?.shown(row.before) || '–',
    },
    ...(moved ? [liveColumn] : []),
    {
      id: 'after',
      header: t(moved ? 'versions.conflict.mine' : 'versions.compare.after'),
      numeric: true,
      cell: (row) => formatOf(row)?.shown(row.after) || '–',
    },
    {
      id: 'delta',
      header: t('versions.compare.delta'),
      numeric: true,
      cell: (row) => deltaText(row, formatOf(row)),
    },
    { id: 'percent', header: t('versions.compare.percent'), numeric: true, cell: (row) => percentText(row) },
    { id: 'cells', header: t('versions.compare.cells'), numeric: true, cell: (row) => String(row.leaves) },
    {
      id: 'movers',
      header: t('versions.compare.movers'),
      cell: (row) =>
        formatOf(row)?.twoPart === false
          ? row.movers
              .map(({ coordinate, difference }) => {
                const name = coordinate.map((id) => memberName(master, id)).join(' · ') || t('targets.total');
                return `${name} ${formatOf(row)?.amount(difference, { signed: true }) ?? ''}`;
              })
              .join(t('targets.list.comma'))
          : '',
    },
  ];
  return (
    <section>
      <h3 className="versions-heading">{t('versions.compare.targets')}</h3>
      <DataTable
        caption={t('versions.compare.targets')}
        columns={columns}
        rows={targets}
        rowKey={({ target }) => target.id}
        density="compact"
      />
    </section>
  );
}

const liveCell = (number: string, moved: string | false) => (
  <>
    {number} {moved && <StatusTag tone="warn">{moved}</StatusTag>}
  </>
);

function deltaText(
  { before, after }: TargetDifference,
  format: ReturnType<typeof metricFormat> | null,
): string {
  if (!format || format.twoPart || after?.denominator !== 1) return '–';
  return format.amount(after.numerator - (before?.numerator ?? 0), { signed: true });
}

function percentText({ before, after }: TargetDifference): string {
  if (!isAmount(before) || !isAmount(after) || before.numerator === 0) return '–';
  return formatPercent(
    { numerator: after.numerator - before.numerator, denominator: Math.abs(before.numerator) },
    { signed: true },
  );
}

const isAmount = (value: Fraction | null): value is Fraction => value?.denominator === 1;

interface RecordDifferencesProps {
  readonly records: readonly RecordDifference[];
  readonly compared: ComparedStates;
}

function RecordDifferences({ records, compared }: RecordDifferencesProps) {
  const t = useT();
  const { master } = usePlan();
  const { memberName: personName } = useWorkspace();
  const context: NamingContext = {
    t,
    kinds,
    states: [compared.after, compared.before, master],
    memberName: personName,
  };
  return (
    <section>
      <h3 className="versions-heading">{t('versions.compare.records')}</h3>
      <DataTable
        caption={t('versions.compare.records')}
        columns={recordColumns(context)}
        rows={records}
        rowKey={({ kind, id }) => `${kind} ${id}`}
        maxHeight="420px"
        density="compact"
      />
    </section>
  );
}

const tones = { added: 'good', removed: 'bad', changed: 'neutral' } as const;

function recordColumns(context: NamingContext): readonly Column<RecordDifference>[] {
  const { t } = context;
  return [
    {
      id: 'kind',
      header: t('versions.compare.kind'),
      cell: ({ kind, how }) => (
        <span className="versions-kind">
          {kindName(t, kind)} <StatusTag tone={tones[how]}>{t(`versions.compare.${how}`)}</StatusTag>
        </span>
      ),
    },
    {
      id: 'title',
      header: t('versions.compare.title'),
      cell: ({ title, kind, id }) => title || titleInstead(context, kind, id),
    },
    {
      id: 'fields',
      header: t('versions.compare.fields'),
      cell: ({ kind, fields }) => (
        <ul className="versions-fields">
          {fields.map(({ name, before, after }) => (
            <li key={name}>
              {t('versions.compare.field', {
                field: fieldName(t, kind, name),
                before: valueText(context, kind, name, before),
                after: valueText(context, kind, name, after),
              })}
            </li>
          ))}
        </ul>
      ),
    },
  ];
}

/** A target has no name of its own: its metric names it. */
function titleInstead({ states }: NamingContext, kind: string, id: string): string {
  if (kind !== 'target') return '–';
  const [, , master] = states;
  const target = states
    .map((state) => state.records.get('target')?.byId.get(id))
    .find((record) => record !== undefined);
  return master && target ? targetName(master, target) : '–';
}
