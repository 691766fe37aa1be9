import { type Fate, findRecord, isDropped, type Trial, trialCommands, trialWithTasks } from '@shapan/engine';
import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { Button, Callout, NumberInput, Switch } from '../../../design/index.ts';
import { useRecords } from '../../../records/index.ts';
import { readDays } from './read-days.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';
import type { TriedTasks } from './use-trial-tasks.ts';

/** So many tasks are named that cannot go along. */
const namedAtOnce = 3;

interface TrialPanelProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly trial: Trial;
  readonly onTrial: (trial: Trial) => void;
  /** What becomes of the tasks of what is tried. */
  readonly tried: TriedTasks;
  readonly withTasks: boolean;
  readonly onTasks: (along: boolean) => void;
  readonly onOpen: (initiative: string) => void;
}

const linesAtOnce = 30;

/** What if an initiative slips, or is cut? Nothing is written until somebody wants it so. */
export function TrialPanel(props: TrialPanelProps) {
  const { view, words, trial, onTrial, tried, withTasks, onTasks, onOpen } = props;
  const { t } = words;
  const { store, state } = usePlan();
  const { mayChange } = useRecords();
  const initiativesTried = [...trial.keys()].flatMap((id) => findRecord(state, 'initiative', id) ?? []);
  const explain = useExplain();
  const tell = useUndoToast(store);
  const [shown, setShown] = useState(linesAtOnce);
  const initiatives = [...new Set(view.contributions.map(({ initiative }) => initiative))];
  const [top] = view.cells.first(1);
  const was = top && view.before?.(top);
  const apply = async (): Promise<void> => {
    const result = await store.submit(
      tried.tasks ? trialWithTasks(state, trial, tried.tasks) : trialCommands(state, trial),
    );
    if (!explain(result)) return;
    tell({ title: t('coverage.trial.applied', { count: trial.size }) }, result);
    onTrial(new Map());
  };
  const suffer = (id: string, fate: Fate | undefined): void => {
    const next = new Map(trial);
    if (fate === undefined) next.delete(id);
    else next.set(id, fate);
    onTrial(next);
  };
  return (
    <section className="cover-trial screen-only" aria-label={t('coverage.trial')}>
      <h3>{t('coverage.trial')}</h3>
      <p className="quiet">{t('coverage.trial.text')}</p>
      <ul>
        {initiatives.slice(0, shown).map((id) => (
          <TrialLine
            key={id}
            {...{ id, words, onOpen }}
            dropped={isDropped(findRecord(state, 'initiative', id)?.fields ?? {})}
            fate={trial.get(id)}
            onFate={(fate) => suffer(id, fate)}
          />
        ))}
      </ul>
      {initiatives.length > shown && (
        <Button kind="quiet" size="small" onClick={() => setShown(shown + linesAtOnce)}>
          {t('records.more', { count: initiatives.length - shown })}
        </Button>
      )}
      {top && was && (
        <Callout
          tone="whatif"
          announce="polite"
          title={t('coverage.trial.effect', {
            place: words.cell(top),
            before: words.share(was) ?? words.amount(was.reached),
            after: words.share(top.cover) ?? words.amount(top.cover.reached),
            gap: words.amount(top.cover.uncovered),
            unit: words.unitLabel,
          })}
        >
          <TasksAlong {...{ words, tried, withTasks, onTasks }} />
          <div className="cover-trial__end">
            {initiativesTried.every(mayChange) && (
              <Button
                kind="primary"
                size="small"
                disabled={tried.outside.length > 0}
                onClick={() => void apply()}
              >
                {t('coverage.trial.apply')}
              </Button>
            )}
            <Button size="small" onClick={() => onTrial(new Map())}>
              {t('coverage.trial.discard')}
            </Button>
          </div>
        </Callout>
      )}
    </section>
  );
}

/** What the trial does to tasks, and whether they go along. */
function TasksAlong({
  words: { t },
  tried: { moved, dropped, forbidden, outside },
  withTasks,
  onTasks,
}: Pick<TrialPanelProps, 'words' | 'tried' | 'withTasks' | 'onTasks'>) {
  const names = outside.slice(0, namedAtOnce).join(t('records.comma'));
  return (
    <div className="cover-trial__tasks">
      <Switch label={t('coverage.trial.tasks')} checked={withTasks} onChange={onTasks} />
      <span className="quiet">
        {!withTasks
          ? t('coverage.trial.tasks.stay')
          : forbidden > 0
            ? t('coverage.trial.tasks.forbidden', { count: forbidden })
            : t('coverage.trial.tasks.count', { moved, dropped })}
      </span>
      {outside.length > 0 && (
        <p className="cover-trial__wrong">
          {t('coverage.trial.tasks.outside', { count: outside.length, names })}
        </p>
      )}
    </div>
  );
}

interface TrialLineProps extends Pick<TrialPanelProps, 'words' | 'onOpen'> {
  readonly id: string;
  readonly dropped: boolean;
  readonly fate: Fate | undefined;
  readonly onFate: (fate: Fate | undefined) => void;
}

function TrialLine({ id, words, onOpen, dropped, fate, onFate }: TrialLineProps) {
  const { t } = words;
  const name = words.initiative(id);
  const [wrong, setWrong] = useState(false);
  const days = fate !== undefined && fate !== 'cut' ? fate.slipDays : 0;
  const slip = (slipDays: number): void => {
    setWrong(false);
    onFate(slipDays === 0 ? undefined : { slipDays });
  };
  const type = (text: string): void => {
    const read = readDays(text);
    if (read === null) setWrong(true);
    else slip(read);
  };
  return (
    <li className="cover-trial__line">
      <button type="button" className="cover-link" onClick={() => onOpen(id)}>
        {name}
      </button>
      {dropped ? (
        <span className="quiet">{t('coverage.trial.dropped')}</span>
      ) : (
        <>
          <span className="cover-trial__slip">
            <NumberInput
              label={t('coverage.trial.slip', { name })}
              value={String(days)}
              unit={t('coverage.trial.days')}
              disabled={fate === 'cut'}
              onCommit={type}
            />
            <Button size="small" disabled={fate === 'cut'} onClick={() => slip(days + 7)}>
              {t('coverage.trial.week')}
              <span className="visually-hidden">{t('coverage.trial.week.name', { name })}</span>
            </Button>
          </span>
          <Switch
            label={<CutLabel words={words} name={name} />}
            checked={fate === 'cut'}
            onChange={(cut) => onFate(cut ? 'cut' : undefined)}
          />
          {wrong && (
            <span role="alert" className="cover-trial__wrong">
              {t('coverage.trial.wrong')}
            </span>
          )}
        </>
      )}
    </li>
  );
}

/** Those who listen hear which initiative it is. */
function CutLabel({ words: { t }, name }: Pick<TrialLineProps, 'words'> & { readonly name: string }) {
  return (
    <>
      {t('coverage.trial.cut')}
      <span className="visually-hidden"> {name}</span>
    </>
  );
}
