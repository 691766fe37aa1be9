import {
  type DateRange,
  type LevelledPlan,
  type PlanSchedule,
  recordsOf,
  scarceGroups,
} from '@shapan/engine';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { Button, Callout, Checkbox, Select, Switch } from '../../../design/index.ts';
import { findAnywhere, type RecordPicture, updateOf } from '../../../records/index.ts';
import { useCoverSentences } from '../gantt/use-cover-sentences.ts';
import { LevelResult } from './level-result.tsx';
import { useLevelling } from './use-levelling.ts';
import { type Among, amongChoices, type Choices, firstChoices, wishOf } from './wish.ts';
import './levelling.css';

interface LevelPanelProps extends RecordPicture {
  readonly plan: PlanSchedule;
  /** The days that tasks would have, for the bars; `null` as long as nobody knows. */
  readonly onPreview: (preview: ReadonlyMap<string, DateRange> | null) => void;
  readonly onClose: () => void;
}

/** Level the plan: what would move and why, shown before anything is written; then all of it is one entry. */
export function LevelPanel(props: LevelPanelProps) {
  const { records, onClose } = props;
  const { t, state } = records.context;
  const heading = useId();
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), []);
  return (
    <section className="level screen-only" aria-labelledby={heading}>
      <h3 id={heading} ref={top} tabIndex={-1}>
        {t('execution.level')}
      </h3>
      <p className="quiet">{t('execution.level.text')}</p>
      {recordsOf(state, 'task').some(records.mayChange) ? (
        <LevelWork {...props} />
      ) : (
        <>
          <Callout tone="neutral" title={t('execution.level.noRights')} />
          <div className="level__end">
            <Button size="small" onClick={onClose}>
              {t('execution.level.close')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function LevelWork({ records, plan, onPreview, onClose, onOpen }: LevelPanelProps) {
  const { context } = records;
  const { t } = context;
  const { store } = usePlan();
  const explain = useExplain(store);
  const tell = useUndoToast(store);
  const [choices, setChoices] = useState(firstChoices);
  const wish = useMemo(() => wishOf(records, choices), [records, choices]);
  const view = useLevelling(context, plan, wish);
  const { levelled } = view;
  const coverOf = useCoverSentences(plan);
  const cover = useMemo(() => (levelled ? coverOf(levelled.moved) : []), [levelled, coverOf]);
  useEffect(() => {
    onPreview(levelled && new Map(levelled.moved.map(({ id, is }) => [id, is])));
    return () => onPreview(null);
  }, [levelled, onPreview]);
  const apply = async ({ moved }: LevelledPlan): Promise<void> => {
    const commands = moved.flatMap(({ id, set }) => {
      const task = findAnywhere(context, ['task'], id);
      return task ? [updateOf(task, set)] : [];
    });
    const result = await store.submit(commands);
    if (!explain(result)) return;
    tell({ title: t('execution.level.applied', { count: moved.length }) }, result);
    onClose();
  };
  return (
    <>
      <LevelChoices {...{ choices, context }} onChange={setChoices} />
      {view.failed && <Callout tone="bad" announce="urgent" title={t('execution.level.failed')} />}
      {!levelled && !view.failed && (
        <p className="level__busy" role="status">
          {t(view.isLonger ? 'execution.level.longer.busy' : 'execution.level.busy')}
        </p>
      )}
      {levelled && (
        <LevelResult {...{ context, view, levelled, onOpen, cover, choices }} onChange={setChoices} />
      )}
      <div className="level__end">
        {levelled && levelled.moved.length > 0 && (
          <Button kind="primary" size="small" onClick={() => void apply(levelled)}>
            {t('execution.level.apply', { count: levelled.moved.length })}
          </Button>
        )}
        <Button size="small" onClick={onClose}>
          {t(levelled && levelled.moved.length === 0 ? 'execution.level.close' : 'execution.level.discard')}
        </Button>
      </div>
    </>
  );
}

interface LevelChoicesProps {
  readonly context: RecordPicture['records']['context'];
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

function LevelChoices({ context, choices, onChange }: LevelChoicesProps) {
  const { t } = context;
  const { respect, among, withinSlack, byPriority } = choices;
  return (
    <div className="level__choices">
      <fieldset className="level__respect">
        <legend className="visually-hidden">{t('execution.level.respect')}</legend>
        <span aria-hidden="true">{t('execution.level.respect')}</span>
        {scarceGroups.map((group) => (
          <Checkbox
            key={group}
            label={t(`execution.level.respect.${group}`)}
            checked={respect.includes(group)}
            onChange={(on) =>
              onChange({
                ...choices,
                respect: scarceGroups.filter((one) => (one === group ? on : respect.includes(one))),
              })
            }
          />
        ))}
      </fieldset>
      <div className="level__among">
        <Select<Among>
          label={t('execution.level.among')}
          value={among}
          onChange={(next) => onChange({ ...choices, among: next })}
          choices={amongChoices(context)}
        />
      </div>
      <Switch
        label={t('execution.level.byPriority')}
        checked={byPriority}
        onChange={(next) => onChange({ ...choices, byPriority: next })}
      />
      <Switch
        label={t('execution.level.withinSlack')}
        checked={withinSlack}
        onChange={(next) => onChange({ ...choices, withinSlack: next })}
      />
    </div>
  );
}
