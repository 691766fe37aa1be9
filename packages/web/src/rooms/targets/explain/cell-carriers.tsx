import {
  type Carried,
  contributionsTo,
  coverageAt,
  findRecord,
  type Place,
  unitsOfNumber,
} from '@shapan/engine';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUnit } from '../../../app/unit.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { buttonClass } from '../../../design/index.ts';
import { useRecords } from '../../../records/index.ts';
import { expectedEnd } from '../../strategy/coverage/expected-end.ts';
import { laidOver } from '../../strategy/coverage/laid-over.ts';
import { widerThan } from '../../strategy/coverage/places.ts';
import { useTerritory } from '../breakdown/use-territory.ts';
import type { MetricFormat } from '../metric-format.ts';
import { coverOf } from './cover-of.ts';

interface CellCarriersProps {
  readonly table: TargetTable;
  readonly place: Place;
  readonly format: MetricFormat;
}

/** The initiatives that are expected to add to a cell, the largest first, and the way to how they cover it. */
export function CellCarriers({ table, place, format }: CellCarriersProps) {
  const t = useT();
  const { id, content, master } = usePlan();
  const territory = useTerritory();
  const { context } = useRecords();
  const { workspace } = useWorkspace();
  const { unit } = useUnit();
  const { layout, totals } = table;
  const params = { workspace: workspace.id, plan: id };
  const { carried, undivided } = useMemo(
    () =>
      coverageAt(
        laidOver(
          { layout, totals },
          contributionsTo(content.state, layout.target.id, { finishOf: expectedEnd(context) }),
          undefined,
          widerThan(territory, master),
        ),
        place,
      ),
    [layout, totals, content, context, master, territory, place],
  );
  const denominator = unitsOfNumber(layout);
  const amount = ({ expected }: Carried): string =>
    `${format.shown({ numerator: expected, denominator })} ${format.percent ? '' : format.unitLabel}`.trim();
  const line = (one: Carried, isUndivided: boolean) => (
    <li key={one.contribution.id}>
      <Link
        to="/w/$workspace/plans/$plan/strategy"
        params={params}
        search={{ unit, record: one.contribution.initiative }}
      >
        {String(findRecord(content.state, 'initiative', one.contribution.initiative)?.fields['name'] ?? '')}
      </Link>{' '}
      <span className="num">{amount(one)}</span>
      {isUndivided && <span className="targets-hint"> {t('targets.carriers.undivided')}</span>}
    </li>
  );
  return (
    <>
      {carried.length + undivided.length === 0 ? (
        <p className="targets-hint">{t('targets.carriers.cell.none')}</p>
      ) : (
        <ul className="targets-explain__carriers">
          {carried.map((one) => line(one, false))}
          {undivided.map((one) => line(one, true))}
        </ul>
      )}
      <Link
        to="/w/$workspace/plans/$plan/strategy"
        params={params}
        search={{ unit, cover: coverOf(layout, place) }}
        hash="coverage"
        className={buttonClass('quiet', 'small')}
      >
        {t('targets.carriers.coverage')}
      </Link>
    </>
  );
}
