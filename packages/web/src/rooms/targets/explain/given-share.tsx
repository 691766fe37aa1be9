import type { CellShare } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { formatPercent } from '@shapan/i18n';
import { useQuery } from '@tanstack/react-query';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUnit } from '../../../app/unit.tsx';
import { ApiError, ask } from '../../../data/api.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Skeleton } from '../../../design/index.ts';
import { type MetricFormat, metricFormat } from '../metric-format.ts';
import { metricOf, targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';
import { cellQuery } from './cell-query.ts';
import type { ExplanationProps } from './explanation-props.ts';

interface GivenShareProps extends Pick<ExplanationProps, 'table' | 'cell' | 'format'> {
  /** Of the entry in the log. */
  readonly position: number;
}

/** How a number typed above came to this cell: in proportion to what, what could not change, and the rounding. */
export function GivenShare({ position, ...props }: GivenShareProps) {
  const t = useT();
  const { workspace, memberName } = useWorkspace();
  const { id, state, master } = usePlan();
  const { unit } = useUnit();
  const path = `/workspaces/${workspace.id}/books/${id}/cell-history/${position}?${cellQuery(props)}`;
  const answer = useQuery({
    queryKey: ['cell-share', path],
    queryFn: () => ask<{ share: CellShare | null }>('GET', path),
  });
  if (answer.isError) {
    const { error } = answer;
    const isTooFar = error instanceof ApiError && error.code === 'TOO_FAR_BACK';
    return <p className="targets-hint">{isTooFar ? error.message : t('targets.explain.failed')}</p>;
  }
  if (!answer.data) return <Skeleton label={t('targets.explain.loading')} lines={2} />;
  const { share } = answer.data;
  if (!share) return <p className="targets-hint">{t('targets.share.none')}</p>;
  const { exactAmount } = props.format;
  // Weights are in the unit of the metric that they were read from.
  const amountOf = (target: string): MetricFormat['exactAmount'] => {
    const record = findRecord(state, 'target', target);
    const metric = record && metricOf(master, record);
    return metric ? metricFormat(metric, unit, t.locale).exactAmount : exactAmount;
  };
  const residue = share.got - share.due;
  const weights = share.source
    ? amountOf(share.source.target)
    : share.basis === 'equal'
      ? String
      : exactAmount;
  const items: [string, string][] = [
    [
      t(`targets.share.${share.basis}`),
      t('targets.share.part', {
        weight: weights(share.weight),
        of: weights(share.of),
        percent: formatPercent({ numerator: share.weight, denominator: share.of }),
      }),
    ],
    [t('targets.share.amount'), exactAmount(share.amount)],
  ];
  if (share.source) {
    const name = targetNames(targetsOf(state), master, t).get(share.source.target) ?? '–';
    const { asOf } = share.source;
    const text = asOf === null ? name : t('targets.share.then', { name, position: asOf });
    items.splice(1, 0, [t('targets.share.source'), text]);
  }
  if (share.fixed !== 0) items.push([t('targets.share.fixed'), exactAmount(share.fixed)]);
  for (const { reason, owner } of share.holds)
    items.push([t('targets.grid.held'), t('targets.hold.named', { reason, owner: memberName(owner) })]);
  items.push([t('targets.share.due'), exactAmount(share.due)]);
  items.push([t('targets.share.residue'), t('targets.share.units', { units: residue })]);
  items.push([t('targets.share.got'), exactAmount(share.got)]);
  return (
    <dl className="targets-share">
      {items.map(([name, value], i) => (
        // A name may stand twice: several holds.
        <div key={`${i} ${name}`}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
