import type { AddRecord } from '../../plan/command.ts';
import type { Fields } from '../../plan/record.ts';
import type { DefineTarget, EnterTargets, TargetCommand } from '../../targets/index.ts';
import { addition, coordinateOf, type Draft, evidenceIds } from '../draft.ts';
import { memberKey } from '../master.ts';
import { packMetrics } from '../metrics.data.ts';
import { sampleEntries, sampleTotal, scaleOf, weightsOf } from '../numbers.ts';
import type { PackRow, PackTarget } from '../pack.ts';

/** Every target with its breakdown, then its sample numbers, then the wanted total of the first core metric. */
export function targetCommands(draft: Draft): readonly TargetCommand[] {
  return [
    ...draft.pack.targets.map((target, order) => defineTarget(draft, target, order)),
    ...(draft.sampleNumbers ? draft.pack.targets.flatMap((target) => enterSample(draft, target)) : []),
    ...enterTotal(draft),
  ];
}

/** The target that the wanted total is about. */
export const mainTarget = ({ pack }: Pick<Draft, 'pack'>): PackTarget | undefined =>
  pack.targets.find(
    ({ targetClass, metric }) => targetClass === 'core' && packMetrics[metric].aggregation === 'sum',
  );

/** How many times the sample somebody's own total is; 1 where there is none or nothing to compare with. */
export function scaleToTotal(draft: Draft, target: PackTarget): number {
  const sample = sampleTotal(draft, target);
  const wanted = draft.total !== undefined && target === mainTarget(draft) && sample > 0;
  return wanted ? draft.total / sample : 1;
}

function defineTarget(draft: Draft, target: PackTarget, order: number): DefineTarget {
  const { master, text, period } = draft;
  const dimensions = target.dimensions.map((key) => master.dimension.get(key)!);
  return {
    type: 'target.define',
    id: draft.id('target', target.metric),
    fields: {
      metric: master.metric.get(target.metric)!,
      targetClass: target.targetClass,
      dimensions,
      grain: draft.pack.grain,
      from: period.from,
      to: period.to,
      ...(target.breakdown && { breakdownNote: text(target.breakdown) }),
      path: text(target.path),
      ...draft.accountable,
      due: target.due === undefined ? period.to : draft.day(target.due),
      dataSource: text(packMetrics[target.metric].source),
      ...(target.evidence && { evidence: evidenceIds(draft, target.evidence)! }),
      ...(draft.sampleNumbers && { weight: target.weight, ...growthFields(draft, target) }),
      order,
    },
    rows: target.rows.map((row) => placeOf(draft, target, row)),
  };
}

/** Of quotients a baseline counts hundredths of what is read (COV-1). */
const QUOTIENT_UNITS = 100;

/**
 * Either the growth is given and the baseline follows – value ÷ (1 + growth), rounded to the smallest unit –, or the baseline
 * itself is.
 */
function growthFields(draft: Draft, target: PackTarget): Fields {
  if (target.baseline !== undefined) {
    const isQuotient = target.rows.some(({ parts }) => parts !== undefined);
    const scale = isQuotient ? QUOTIENT_UNITS : scaleOf(draft, target) * scaleToTotal(draft, target);
    return { baseline: Math.round(target.baseline * scale) };
  }
  if (target.growth === undefined) return {};
  const value = sampleTotal(draft, target) * scaleToTotal(draft, target);
  return { givenGrowth: target.growth, baseline: Math.round(value / (1 + target.growth / 100)) };
}

function enterSample(draft: Draft, target: PackTarget): readonly EnterTargets[] {
  const weights = weightsOf(target.profile ?? draft.pack.profile, draft.leaves, draft.period);
  const entries = sampleEntries(target, draft, weights, (row) => placeOf(draft, target, row));
  return entries.length === 0
    ? []
    : [{ type: 'target.enter', target: draft.id('target', target.metric), entries }];
}

/** Over an empty table `proportional` becomes an even split (SPR-T58), so a total is never lost. */
function enterTotal(draft: Draft): readonly EnterTargets[] {
  const target = mainTarget(draft);
  if (target === undefined || draft.total === undefined) return [];
  const at = { members: target.dimensions.map(() => '*'), time: 'all' };
  return [
    {
      type: 'target.enter',
      target: draft.id('target', target.metric),
      entries: [{ at, method: 'proportional', value: draft.total }],
    },
  ];
}

const placeOf = ({ master }: Draft, target: PackTarget, row: PackRow): readonly string[] =>
  row.at.map((key, d) => master.member.get(memberKey(target.dimensions[d]!, key))!);

/** How parts of the targets are to be reached. */
export function pathRecords(draft: Draft): readonly AddRecord[] {
  return draft.pack.targets.flatMap(({ metric, paths = [] }) =>
    paths.map((one, i) =>
      addition(draft, 'cellPath', `${metric} ${i}`, {
        target: draft.id('target', metric),
        coordinate: coordinateOf(draft, one.at),
        path: draft.text(one.path),
        ...draft.accountable,
      }),
    ),
  );
}
