import { type Budget, type BudgetNeed, type InitiativeBudget, planCurrency } from '@shapan/engine';
import { currencyName } from '@shapan/i18n';
import { useState } from 'react';
import { type Column, DataTable, StatusTag, ToneIcon } from '../../../design/index.ts';
import { listWord, moneyNumber, nameOf, type RecordContext, showMoney } from '../../../records/index.ts';
import { RecordLink } from './record-link.tsx';

interface BudgetBarsProps {
  readonly context: RecordContext;
  readonly budget: Budget;
  /** The reader knows a part of the plan: initiatives elsewhere are not told by name. */
  readonly inPart: boolean;
  readonly onOpen: (id: string) => void;
}

const sums = ['planned', 'committed', 'spent'] as const;

/** Planned, committed and spent of each initiative as bars of one scale, against what it may take; a bar opens its needs. */
export function BudgetBars({ context, budget, inPart, onOpen }: BudgetBarsProps) {
  const { t } = context;
  const [open, setOpen] = useState<string>();
  const nameOfRow = ({ initiative }: InitiativeBudget): string =>
    initiative
      ? nameOf(context, initiative)
      : t(inPart ? 'resources.budget.others' : 'resources.budget.unassigned');
  const money = (amount: number | null): string =>
    amount === null ? t('resources.budget.tooMuch') : moneyNumber(t, context.state, amount);
  const opened = budget.initiatives.find((row) => keyOf(row) === open);
  const currency = planCurrency(context.state);
  return (
    <>
      <p>{summaryOf(context, budget)}</p>
      <UnknownMoney context={context} records={budget.unknown} />
      <DataTable<InitiativeBudget>
        caption={t('resources.budget.in', { currency: currency ? currencyName(currency, t.locale) : '–' })}
        density="compact"
        rows={budget.initiatives}
        rowKey={keyOf}
        selectedKey={open}
        columns={budgetColumns({ context, budget, inPart, onOpen }, { money, nameOfRow, open, setOpen })}
      />
      {opened && (
        <section className="resources__detail" aria-live="polite">
          <h4>{t('resources.budget.needs', { name: nameOfRow(opened) })}</h4>
          <NeedsOf {...{ context, row: opened, money, onOpen }} name={nameOfRow(opened)} />
        </section>
      )}
    </>
  );
}

interface Shown {
  readonly money: (amount: number | null) => string;
  readonly nameOfRow: (row: InitiativeBudget) => string;
  readonly open: string | undefined;
  readonly setOpen: (key: string | undefined) => void;
}

function budgetColumns(
  { context, budget, onOpen }: BudgetBarsProps,
  { money, nameOfRow, open, setOpen }: Shown,
): readonly Column<InitiativeBudget>[] {
  const { t } = context;
  const scale = scaleOf(budget);
  return [
    {
      id: 'initiative',
      header: t('kind.initiative'),
      cell: (row) =>
        row.initiative ? (
          <RecordLink id={row.initiative.id} name={nameOfRow(row)} onOpen={onOpen} />
        ) : (
          nameOfRow(row)
        ),
      total: t('resources.budget.all'),
    },
    {
      id: 'bar',
      header: <BarLegend context={context} />,
      cell: (row) => (
        <BudgetBar
          {...{ context, row, scale, money }}
          name={nameOfRow(row)}
          isOpen={open === keyOf(row)}
          onToggle={() => setOpen(open === keyOf(row) ? undefined : keyOf(row))}
        />
      ),
    },
    ...sums.map(
      (sum): Column<InitiativeBudget> => ({
        id: sum,
        header: t(`resources.budget.${sum}`),
        cell: (row) => money(row[sum]),
        numeric: true,
        total: money(budget[sum]),
      }),
    ),
    {
      id: 'total',
      header: t('resources.budget.total'),
      cell: (row) => (row.total === null ? '–' : money(row.total)),
      numeric: true,
    },
    {
      id: 'note',
      header: t('resources.budget.note'),
      cell: (row) => <BudgetTag context={context} row={row} />,
    },
  ];
}

/** The longest amount of all bars: they share one scale. */
const scaleOf = ({ initiatives }: Budget): number =>
  Math.max(
    1,
    ...initiatives.flatMap(({ total, planned, committed, spent }) =>
      [total, planned, committed, spent].map((amount) => amount ?? 0),
    ),
  );

interface BudgetBarProps extends Pick<BudgetBarsProps, 'context'>, Pick<Shown, 'money'> {
  readonly row: InitiativeBudget;
  readonly name: string;
  readonly scale: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function BudgetBar({ context: { t }, row, name, scale, isOpen, money, onToggle }: BudgetBarProps) {
  const said = {
    name,
    planned: money(row.planned),
    committed: money(row.committed),
    spent: money(row.spent),
    total: row.total === null ? '–' : money(row.total),
  };
  return (
    <button
      type="button"
      className="budget-bar"
      aria-expanded={isOpen}
      aria-label={t('resources.budget.bar', said)}
      title={t('resources.budget.explain', { name })}
      onClick={onToggle}
    >
      {sums.map((sum) => (
        <span key={sum} data-sum={sum} style={{ width: widthOf(row[sum], scale) }} />
      ))}
      {row.total !== null && (
        <span data-sum="total" style={{ insetInlineStart: widthOf(row.total, scale) }} />
      )}
    </button>
  );
}

const keyOf = ({ initiative }: InitiativeBudget): string => initiative?.id ?? '';

const widthOf = (amount: number | null, scale: number): string =>
  amount === null ? '100%' : `${Math.min(100, (amount / scale) * 100)}%`;

function summaryOf(context: RecordContext, { planned, committed, spent, inventory }: Budget): string {
  const { t, state } = context;
  const money = (amount: number | null): string =>
    amount === null ? t('resources.budget.tooMuch') : showMoney(t, state, amount);
  const said = { planned: money(planned), committed: money(committed), spent: money(spent) };
  if (inventory === null || planned === null) return t('resources.budget.noInventory', said);
  const rest =
    planned > inventory
      ? t('resources.budget.beyond', { amount: money(planned - inventory) })
      : t('resources.budget.rest', { amount: money(inventory - planned) });
  return t('resources.budget.summary', { ...said, inventory: money(inventory), rest });
}

function BarLegend({ context: { t } }: Pick<BudgetBarsProps, 'context'>) {
  return (
    <span className="budget-legend">
      {[...sums, 'total' as const].map((sum) => (
        <span key={sum} data-sum={sum}>
          {t(`resources.budget.${sum}`)}
        </span>
      ))}
    </span>
  );
}

interface BudgetTagProps {
  readonly context: RecordContext;
  readonly row: InitiativeBudget;
}

/** What of it is too much, the gravest alone: gone, promised, meant. */
function BudgetTag({ context, row: { total, planned, committed, spent } }: BudgetTagProps) {
  const { t, state } = context;
  if (planned === null || committed === null || spent === null) return null;
  const found = [
    ['spent', spent - planned],
    ['committed', committed - planned],
    ['planned', total === null ? 0 : planned - total],
  ] as const;
  const worst = found.find(([, amount]) => amount > 0);
  if (!worst) return null;
  const [what, amount] = worst;
  return (
    <StatusTag tone={what === 'planned' ? 'warn' : 'bad'} plain>
      {t(`resources.budget.over.${what}`, { amount: showMoney(t, state, amount) })}
    </StatusTag>
  );
}

interface NeedsOfProps extends BudgetTagProps, Pick<BudgetBarsProps, 'onOpen'> {
  readonly money: (amount: number | null) => string;
  readonly name: string;
}

function NeedsOf({ context, row, name, money, onOpen }: NeedsOfProps) {
  const { t } = context;
  return (
    <>
      <DataTable<BudgetNeed>
        caption={t('resources.budget.needs', { name })}
        density="compact"
        rows={row.needs}
        rowKey={({ need }) => need.id}
        empty={<p className="quiet">{t('resources.needs.empty')}</p>}
        columns={needColumns(context, money, onOpen)}
      />
      <UnknownMoney context={context} records={row.unknown} />
    </>
  );
}

function needColumns(
  context: RecordContext,
  money: Shown['money'],
  onOpen: BudgetBarsProps['onOpen'],
): readonly Column<BudgetNeed>[] {
  const { t } = context;
  return [
    {
      id: 'need',
      header: t('resources.need'),
      cell: ({ need }) => <RecordLink id={need.id} name={nameOf(context, need)} onOpen={onOpen} />,
    },
    ...sums.map(
      (sum): Column<BudgetNeed> => ({
        id: sum,
        header: t(`resources.budget.${sum}`),
        cell: (one) => money(one.money[sum]),
        numeric: true,
      }),
    ),
  ];
}

/** What says no money of this currency is in no sum, and is named. */
function UnknownMoney({
  context,
  records,
}: Pick<BudgetBarsProps, 'context'> & { records: Budget['unknown'] }) {
  if (records.length === 0) return null;
  const names = listWord(
    context.t,
    records.map((record) => nameOf(context, record)),
  );
  return (
    <p className="resources__warning sp-tone--warn">
      <ToneIcon tone="warn" />
      {context.t('resources.budget.unknown', { count: records.length, names })}
    </p>
  );
}
