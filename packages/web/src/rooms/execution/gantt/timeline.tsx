import { type DateRange, displacedTasks, type PlanSchedule, recordsOf } from '@shapan/engine';
import { useCallback, useMemo, useRef, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import { Button, Callout, SegmentedControl, Select } from '../../../design/index.ts';
import { findAnywhere, type RecordPicture, updateOf } from '../../../records/index.ts';
import { LevelPanel } from '../levelling/level-panel.tsx';
import { useExecutionView } from '../use-execution-view.ts';
import { Breaches } from '../window-breaches.tsx';
import { Gantt } from './gantt.tsx';
import { daysShown, rowsOf } from './rows.ts';
import { fittingZoom, scaleOf, type Zoom, zooms } from './scale.ts';
import { useBaseline } from './use-baseline.ts';
import { useTaskMove } from './use-task-move.ts';

interface TimelineProps extends RecordPicture {
  readonly plan: PlanSchedule;
}

/** The Gantt chart with what is chosen about it: how close, beside which version, and what links ask to be moved. */
export function Timeline({ plan, ...picture }: TimelineProps) {
  const { records, submit } = picture;
  const { context, mayChange } = records;
  const { t } = context;
  const [view, change] = useExecutionView();
  const [room, setRoom] = useState(800);
  const move = useTaskMove(picture, plan);
  const baseline = useChosenBaseline(view.baseline);
  const [isLevelling, setLevelling] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const closeLevelling = (): void => {
    setLevelling(false);
    opener.current?.focus();
  };
  const [levelled, setLevelled] = useState<ReadonlyMap<string, DateRange> | null>(null);
  const shown = useMemo(
    () => (levelled === null || move.held ? move : { ...move, preview: levelled }),
    [move, levelled],
  );
  const rows = useMemo(() => rowsOf(context, plan), [context, plan]);
  const scale = useMemo(() => {
    const days = daysShown(rows, plan);
    const ghosts = [...(baseline.days?.values() ?? []), ...(levelled?.values() ?? [])];
    return scaleOf([...days, ...ghosts.flatMap(({ from, to }) => [from, to])]);
  }, [rows, plan, baseline.days, levelled]);
  const displaced = useMemo(() => displacedTasks(plan), [plan]);
  const onRoom = useCallback((next: number) => setRoom(next), []);
  if (!scale) return <p className="quiet">{t('execution.timeline.empty')}</p>;
  const zoom = view.zoom ?? fittingZoom(scale, room);
  const moves = displaced.flatMap(({ id, set }) => {
    const task = findAnywhere(context, ['task'], id);
    return task && Object.keys(set).length > 0 ? [{ task, command: updateOf(task, set) }] : [];
  });
  const follow = (): void => void submit(moves.map(({ command }) => command));
  return (
    <>
      <div className="gantt__bar screen-only">
        <SegmentedControl<Zoom>
          label={t('execution.zoom')}
          value={zoom}
          onChange={(next) => change({ zoom: next })}
          segments={zooms.map((value) => ({ value, label: t(`execution.zoom.${value}`) }))}
        />
        {baseline.choices.length > 1 && (
          <div className="gantt__baseline">
            <Select
              label={t('execution.baseline')}
              value={view.baseline ?? ''}
              onChange={(next) => change({ baseline: next === '' ? undefined : next })}
              choices={baseline.choices}
            />
          </div>
        )}
        {displaced.length > 0 && moves.every(({ task }) => mayChange(task)) && (
          <Button size="small" onClick={follow}>
            {t('execution.follow', { count: displaced.length })}
          </Button>
        )}
        <Button
          size="small"
          ref={opener}
          aria-expanded={isLevelling}
          onClick={() => setLevelling(!isLevelling)}
        >
          {t('execution.level')}
        </Button>
        {plan.undated.length > 0 && (
          <span className="quiet">{t('execution.undated', { count: plan.undated.length })}</span>
        )}
      </div>
      {baseline.failed && <Callout tone="warn">{t('execution.baseline.failed')}</Callout>}
      {isLevelling && (
        <LevelPanel {...picture} plan={plan} onPreview={setLevelled} onClose={closeLevelling} />
      )}
      <Gantt {...picture} {...{ plan, rows, scale, zoom, onRoom }} move={shown} baseline={baseline.days} />
      <div className="gantt__said" role="status">
        <p>{move.said.sentence}</p>
        {move.said.cover.map((line) => (
          <p key={line} className="gantt__cover">
            {line}
          </p>
        ))}
      </div>
      <Breaches {...picture} />
      <ul className="gantt__legend quiet">
        <li data-mark="critical">{t('execution.legend.critical')}</li>
        <li data-mark="expected">{t('execution.legend.expected')}</li>
        {baseline.days && <li data-mark="baseline">{t('execution.legend.baseline')}</li>}
      </ul>
    </>
  );
}

/** Named versions as baselines: any number, and none of them copied. */
function useChosenBaseline(id: string | undefined) {
  const { store, state, isWhatIf } = usePlan();
  const t = useT();
  const versions = recordsOf(state, 'version').filter(({ fields: { log } }) =>
    typeof log === 'string' ? log === store.bookId : !isWhatIf,
  );
  const chosen = versions.find((version) => version.id === id);
  const found = useBaseline(chosen && Number(chosen.fields['position']));
  const choices = [
    { value: '', label: t('execution.baseline.none') },
    ...versions.map((version) => ({ value: version.id, label: String(version.fields['name']) })),
  ];
  return { choices, days: chosen ? found.data : undefined, failed: chosen !== undefined && found.isError };
}
