import { findRecord, type Workload } from '@shapan/engine';
import { useState } from 'react';
import { useWorkspace } from '../../../data/hooks.tsx';
import { Callout } from '../../../design/index.ts';
import { listWord, nameOf, type RecordContext, type RecordPicture } from '../../../records/index.ts';
import { BudgetBars } from './budget-bars.tsx';
import { LoadMap, type LoadPlace } from './load-map.tsx';
import { InventoryTable, NeedsTable } from './needs-table.tsx';
import { budgetIn, matchingIn, workloadIn } from './resources-of.ts';
import { WeekDetail } from './week-detail.tsx';
import './resources.css';

/** Who and what the plan takes: people week by week, needs against the inventory, money by initiative. */
export function Resources(picture: RecordPicture) {
  const { records, onOpen } = picture;
  const { context } = records;
  const { t } = context;
  const inPart = useWorkspace().workspace.me.scope.length > 0;
  const matching = matchingIn(context);
  const budget = budgetIn(context);
  return (
    <div className="resources">
      <section aria-labelledby="resources-load">
        <h3 id="resources-load">{t('resources.load')}</h3>
        <Load context={context} load={workloadIn(context)} onOpen={onOpen} />
      </section>
      <section aria-labelledby="resources-needs">
        <h3 id="resources-needs">{t('resources.needs')}</h3>
        {matching.needs.length > 0 && <p className="quiet">{t('resources.needs.hint')}</p>}
        <NeedsTable {...picture} matching={matching} />
        {matching.inventory.length > 0 && (
          <>
            <h4>{t('resources.inventory')}</h4>
            <InventoryTable records={records} matching={matching} onOpen={onOpen} />
          </>
        )}
      </section>
      <section aria-labelledby="resources-budget">
        <h3 id="resources-budget">{t('resources.budget')}</h3>
        {budget.initiatives.length === 0 ? (
          <p className="quiet">{t('resources.budget.empty')}</p>
        ) : (
          <BudgetBars {...{ context, budget, inPart, onOpen }} />
        )}
      </section>
    </div>
  );
}

interface LoadProps extends Pick<RecordPicture, 'onOpen'> {
  readonly context: RecordContext;
  readonly load: Workload;
}

function Load({ context, load, onOpen }: LoadProps) {
  const { t } = context;
  const [selected, select] = useState<LoadPlace>();
  if (load.weeks.length === 0 && load.undated.length === 0)
    return <p className="quiet">{t('resources.load.empty')}</p>;
  const shown = selected ?? worstOf(load);
  return (
    <>
      {load.weeks.length > 0 && (
        <>
          <p className="quiet">{t('resources.load.hint')}</p>
          <LoadMap context={context} load={load} selected={shown} onSelect={select} />
          <p className="quiet screen-only">{t('resources.load.keys')}</p>
          {shown && <WeekDetail {...{ context, load, onOpen }} place={shown} />}
        </>
      )}
      {load.undated.length > 0 && <Undated context={context} load={load} />}
    </>
  );
}

/** The week that is over-allocated most: what the page is for is there without a click. */
function worstOf({ people }: Workload): LoadPlace | undefined {
  const [first] = people;
  if (!first || first.over === 0) return undefined;
  const most = Math.max(...first.weeks.map(({ over }) => over));
  return { person: first.person, week: first.weeks.findIndex(({ over }) => over === most) };
}

function Undated({ context, load: { undated } }: Omit<LoadProps, 'onOpen'>) {
  const { t, state } = context;
  const found = undated.flatMap(
    ({ task, need }) =>
      findRecord(state, 'task', task ?? '') ?? findRecord(state, 'resourceNeed', need ?? '') ?? [],
  );
  const names = [...new Set(found.map((record) => nameOf(context, record)))];
  return (
    <Callout tone="warn">
      {t('resources.undated', { count: undated.length, names: listWord(t, names.slice(0, 5)) })}
      {names.length > 5 && ' …'}
    </Callout>
  );
}
