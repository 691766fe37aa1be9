import type { AttainmentView, PlaceAttainmentView } from '@shapan/contract';
import { type TargetLayout, tierAmount, tierPercent, tierReached } from '@shapan/engine';
import { formatDate, formatPercent, formatPeriod } from '@shapan/i18n';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { problemText } from '../../app/failure.tsx';
import { usePlan } from '../../app/open-plan.tsx';
import { useUnit } from '../../app/unit.tsx';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import {
  buttonClass,
  Callout,
  EmptyState,
  KeyFigure,
  KeyFigures,
  PaceChart,
  Panel,
  Skeleton,
} from '../../design/index.ts';
import { type TargetLine, targetLines } from '../plan/core-targets.ts';
import { type MetricFormat, metricFormat } from '../targets/metric-format.ts';
import { AttainmentBreakdown } from './attainment-breakdown.tsx';
import { AttainmentTag } from './attainment-tag.tsx';
import { pacePoints, wholeOf } from './pace-points.ts';
import { asFraction } from './shares.ts';
import { useAttainment } from './use-attainment.ts';

/** Target, actual and time for each core target: the first thing a review looks at. */
export function AttainmentPanels({ today }: { readonly today: string }) {
  const t = useT();
  const plan = usePlan();
  const core = useMemo(
    () =>
      targetLines(plan.state, plan.master, plan.store.tables).filter(
        ({ target, metric }) => target.fields['targetClass'] === 'core' && metric,
      ),
    [plan],
  );
  if (core.length === 0) {
    return (
      <Panel title={t('tracking.attainment')}>
        <EmptyState text={t('tracking.attainment.noTargets')} />
      </Panel>
    );
  }
  return core.map((line) => <AttainmentPanel key={line.target.id} line={line} today={today} />);
}

function AttainmentPanel({ line, today }: { readonly line: TargetLine; readonly today: string }) {
  const t = useT();
  const { unit } = useUnit();
  const { target, metric } = line;
  const attainment = useAttainment(target.id, today);
  if (!metric) return null;
  const format = metricFormat(metric, unit, t.locale);
  const view = attainment.data;
  return (
    <Panel
      title={String(metric.fields['name'])}
      note={format.unitLabel}
      actions={
        view && <span className="quiet">{t('tracking.asOf', { date: formatDate(view.asOf, t.locale) })}</span>
      }
    >
      {attainment.isPending && <Skeleton label={t('app.loading')} height={180} />}
      {attainment.error && (
        <Callout tone="bad" title={t('tracking.attainment.failed')}>
          {problemText(t, attainment.error)}
        </Callout>
      )}
      {view && <Attainment line={line} view={view} format={format} />}
    </Panel>
  );
}

interface AttainmentProps {
  readonly line: TargetLine;
  readonly view: AttainmentView;
  readonly format: MetricFormat;
}

function Attainment({ line, view, format }: AttainmentProps) {
  const t = useT();
  const plan = usePlan();
  const { workspace, may } = useWorkspace();
  const table = plan.store.tables.of(line.target.id);
  const whole = wholeOf(view, table?.layout.frame.time.ids[0] ?? 'all');
  if (!whole || !table) return null;
  const importLink = may('actuals.import') && (
    <Link
      to="/w/$workspace/data/import"
      params={{ workspace: workspace.id }}
      className={buttonClass('default', 'small')}
    >
      {t('tracking.attainment.import')}
    </Link>
  );
  const additive = !format.twoPart && table.layout.totals === 'spread' && table.layout.behaviour === 'flow';
  return (
    <>
      <Figures place={whole} format={format} line={line} />
      {view.dataUntil === null ? (
        <EmptyState text={t('tracking.attainment.none')} action={importLink} />
      ) : (
        additive && (
          <>
            <Pace line={line} view={view} format={format} whole={whole} layout={table.layout} />
            <AttainmentBreakdown view={view} layout={table.layout} format={format} />
          </>
        )
      )}
      {view.outside.cells > 0 && (
        <p className="quiet">
          {t('tracking.outside', { amount: format.amount(view.outside.amount), count: view.outside.cells })}
        </p>
      )}
    </>
  );
}

/** 保底 and 挑战 beside the target, and the highest of them that is reached. */
function useTiers(place: PlaceAttainmentView, format: MetricFormat, { target, metric }: TargetLine) {
  const t = useT();
  const { fields } = target;
  const wanted = place.target?.denominator === 1 ? place.target.numerator : null;
  const beside = (['floorTarget', 'stretchTarget'] as const).flatMap((tier) => {
    const percent = tierPercent(fields, tier);
    if (percent === null || wanted === null) return [];
    return [t(`targets.tier.beside.${tier}`, { amount: format.amount(tierAmount(wanted, percent)) })];
  });
  const direction = metric?.fields['direction'] as 'up' | 'down' | 'band';
  const actual = place.actual?.numerator ?? null;
  const reached =
    beside.length > 0 && wanted !== null && actual !== null
      ? tierReached(actual, wanted, fields, direction)
      : null;
  return {
    beside: beside.length > 0 ? beside.join(' · ') : undefined,
    reached: reached && t(`targets.tier.${reached}`),
  };
}

interface FiguresProps {
  readonly place: PlaceAttainmentView;
  readonly format: MetricFormat;
  readonly line: TargetLine;
}

function Figures({ place, format, line }: FiguresProps) {
  const t = useT();
  const share = (value: number | null): string =>
    value === null ? '–' : formatPercent(asFraction(value), { places: 1 });
  const amount = (value: number | null): string =>
    value === null || format.twoPart ? '–' : format.amount(Math.round(value));
  const tier = useTiers(place, format, line);
  const { gap, unplaced } = place;
  // Of a limit that is exceeded nothing more is wanted: the rate is what has to be taken back.
  const isLimit = line.metric?.fields['direction'] === 'down' && (place.requiredRunRate ?? 0) > 0;
  const unplacedNote = unplaced ? t('tracking.unplaced.part', { amount: format.shown(unplaced) }) : undefined;
  return (
    <KeyFigures>
      <KeyFigure label={t('tracking.target')} value={format.shown(place.target) || '–'} note={tier.beside} />
      <KeyFigure label={t('tracking.actual')} value={format.shown(place.actual) || '–'} note={unplacedNote} />
      <KeyFigure
        label={t('tracking.rate')}
        value={share(place.attainment)}
        note={
          <>
            <AttainmentTag place={place} /> {tier.reached}
          </>
        }
      />
      <KeyFigure label={t('tracking.elapsed')} value={share(place.timeElapsed)} />
      <KeyFigure label={t('tracking.gap')} value={amount(gap)} />
      <KeyFigure
        label={t(isLimit ? 'tracking.required.less' : 'tracking.required')}
        value={amount(place.requiredRunRate)}
      />
    </KeyFigures>
  );
}

interface PaceProps extends AttainmentProps {
  readonly whole: PlaceAttainmentView;
  readonly layout: TargetLayout;
}

function Pace({ line, view, format, whole, layout }: PaceProps) {
  const t = useT();
  const drawing = useMemo(
    () => pacePoints(view, layout, ({ id }, year) => formatPeriod(id, t.locale, { year })),
    [view, layout, t],
  );
  const elapsed = whole.timeElapsed === null ? '–' : formatPercent(asFraction(whole.timeElapsed));
  return (
    <PaceChart
      {...drawing}
      label={t('tracking.chart', {
        name: String(line.metric?.fields['name']),
        date: formatDate(view.dataUntil ?? view.asOf, t.locale),
        target: format.shown(whole.target),
        actual: format.shown(whole.actual),
      })}
      tableLabel={t('tracking.chart.table')}
      format={format.amount}
      words={{
        period: t('tracking.period'),
        target: t('tracking.target'),
        actual: t('tracking.actual'),
        forecast: t('tracking.forecast'),
        low: t('tracking.low'),
        high: t('tracking.high'),
        elapsed: t('tracking.elapsed.at', { share: elapsed }),
      }}
    />
  );
}
