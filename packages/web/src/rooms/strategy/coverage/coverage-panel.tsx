import type { Trial } from '@shapan/engine';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { rangeText } from '../../../app/dates.ts';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import {
  Button,
  buttonClass,
  Callout,
  EmptyState,
  NoPermission,
  Panel,
  SegmentedControl,
  Select,
  Skeleton,
} from '../../../design/index.ts';
import { useOpenRecord } from '../../../records/index.ts';
import { useTerritory } from '../../targets/breakdown/use-territory.ts';
import { dimensionName, targetsOf } from '../../targets/names.ts';
import { targetNames } from '../../targets/target-names.ts';
import { CellDetail } from './cell-detail.tsx';
import { useCoverAddress } from './cover-address.ts';
import { CoverTable } from './cover-table.tsx';
import { Doubles } from './doubles.tsx';
import { HeatMap } from './heat-map.tsx';
import type { CoveredCell } from './places.ts';
import { TrialPanel } from './trial-panel.tsx';
import { Uncovered } from './uncovered.tsx';
import { type CoverWords, useCoverWords } from './use-cover-words.ts';
import { type CoverageView, useCoverage } from './use-coverage.ts';
import { type TriedTasks, useTrialTasks } from './use-trial-tasks.ts';
import './coverage.css';

/** 目标覆盖: what would come anyway and what initiatives add, against the target, cell by cell. */
export function CoveragePanel() {
  const t = useT();
  const plan = usePlan();
  const { workspace } = useWorkspace();
  const [address, change] = useCoverAddress();
  const targets = targetsOf(plan.state);
  const names = useMemo(() => targetNames(targets, plan.master, t), [targets, plan.master, t]);
  const chosen = targets.find(({ id }) => id === address.target) ?? targets[0];
  const table = chosen && plan.store.tables.of(chosen.id);
  if (!chosen) {
    return (
      <Panel title={t('coverage.title')}>
        <EmptyState
          text={t('coverage.noTarget')}
          action={
            <Link
              to="/w/$workspace/plans/$plan/targets"
              params={{ workspace: workspace.id, plan: plan.id }}
              className={buttonClass('primary')}
            >
              {t('plan.open.targets')}
            </Link>
          }
        />
      </Panel>
    );
  }
  const choice = (
    <Select
      label={t('coverage.target')}
      value={chosen.id}
      choices={targets.map(({ id }) => ({ value: id, label: names.get(id) ?? '' }))}
      onChange={(target) => change({ target, along: undefined, at: undefined })}
    />
  );
  const title = t('coverage.title');
  if (!table) {
    return (
      <Panel title={title} actions={choice}>
        <EmptyState text={t('coverage.noTable')} />
      </Panel>
    );
  }
  return <TargetCoverage key={chosen.id} {...{ table, names, choice, title }} />;
}

interface TargetCoverageProps {
  readonly table: TargetTable;
  readonly names: ReadonlyMap<string, string>;
  readonly choice: React.ReactNode;
  readonly title: string;
}

const nothingTried: Trial = new Map();

function TargetCoverage({ table, names, choice, title }: TargetCoverageProps) {
  const { master } = usePlan();
  const [address, change] = useCoverAddress();
  const [trial, setTrial] = useState(nothingTried);
  const [withTasks, takeTasks] = useState(true);
  const tried = useTrialTasks(trial, withTasks);
  const territory = useTerritory();
  const { dimensions } = table.layout.cube;
  // Whoever works in a part of one dimension sees its members; all others are seen at their top.
  const part = dimensions.findIndex((id) => territory.has(id));
  const asked = dimensions.indexOf(address.along ?? '');
  const along = asked >= 0 ? asked : part >= 0 ? part : dimensions.length > 0 ? 0 : -1;
  const view = useCoverage(table, along, trial, tried.finishOf);
  const words = useCoverWords(table, along);
  const { t } = words;
  const selected = cellAt(view.cells, address.at);
  const asTable = address.as === 'table';
  const controls = (
    <div className="cover-controls">
      {choice}
      {dimensions.length > 1 && (
        <Select
          label={t('coverage.along')}
          value={dimensions[along] ?? null}
          choices={dimensions.map((id) => ({ value: id, label: dimensionName(master, id) }))}
          onChange={(id) => change({ along: id, at: undefined })}
        />
      )}
      <SegmentedControl
        label={t('coverage.as')}
        value={asTable ? 'table' : 'map'}
        segments={[
          { value: 'map', label: t('coverage.as.map') },
          { value: 'table', label: t('coverage.as.table') },
        ]}
        onChange={(as) => change({ as: as === 'table' ? 'table' : undefined })}
      />
    </div>
  );
  return (
    <Panel title={title} note={words.unitLabel} actions={controls} whatif={trial.size > 0}>
      {view.baseline.standing === 'pending' ? (
        <Skeleton label={t('coverage.loading')} lines={4} />
      ) : view.cells.length === 0 ? (
        <NoPermission title={<h3>{t('app.noPermission')}</h3>} text={t('coverage.noPart')} />
      ) : (
        <Covered
          {...{ view, words, names, selected, asTable, trial, tried, withTasks }}
          onTasks={takeTasks}
          onTrial={setTrial}
          onSelect={({ key }) => key !== selected?.key && change({ at: key })}
        />
      )}
    </Panel>
  );
}

/** The cell that the address names; of a period that is not shown, what its row comes to in all. */
function cellAt(cells: readonly CoveredCell[], at: string | undefined): CoveredCell | undefined {
  const whole = at?.replace(/@.*$/, '@all');
  return cells.find(({ key }) => key === at) ?? cells.find(({ key }) => key === whole) ?? cells[0];
}

interface CoveredProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly names: ReadonlyMap<string, string>;
  readonly selected: CoveredCell | undefined;
  readonly asTable: boolean;
  readonly trial: Trial;
  readonly onTrial: (trial: Trial) => void;
  readonly tried: TriedTasks;
  readonly withTasks: boolean;
  readonly onTasks: (along: boolean) => void;
  readonly onSelect: (cell: CoveredCell) => void;
}

function Covered({ view, words, names, selected, asTable, onSelect, ...tried }: CoveredProps) {
  const [, open] = useOpenRecord();
  const { t } = words;
  const targetName = (id: string): string => names.get(id) ?? '';
  const label = t('coverage.map', { target: targetName(view.table.layout.target.id) });
  const shared = { view, words, label, selected, onSelect };
  return (
    <div className="cover">
      <Remarks view={view} words={words} onOpen={open} />
      <Uncovered view={view} words={words} onSelect={onSelect} />
      <Doubles view={view} words={words} targetName={targetName} onOpen={open} />
      {asTable ? <CoverTable {...shared} /> : <HeatMap {...shared} />}
      {selected && <CellDetail view={view} words={words} cell={selected} onOpen={open} />}
      {view.contributions.length > 0 && <TrialPanel view={view} words={words} {...tried} onOpen={open} />}
      <details className="cover-help">
        <summary>{t('coverage.help')}</summary>
        <p>{t('coverage.help.text')}</p>
        <p>{t('coverage.help.places')}</p>
        <p>{t('coverage.help.days')}</p>
      </details>
    </div>
  );
}

/** Where the baseline comes from, that nobody says anything of contributions yet, and which of them count nowhere. */
function Remarks({
  view,
  words,
  onOpen,
}: Pick<CoveredProps, 'view' | 'words'> & { onOpen: (id: string) => void }) {
  const { t } = words;
  const { baseline, contributions, coverage } = view;
  return (
    <>
      {baseline.standing === 'failed' && (
        <Callout
          tone="warn"
          announce="polite"
          action={
            <Button size="small" onClick={baseline.again}>
              {t('app.again')}
            </Button>
          }
        >
          {t('coverage.baseline.failed')}
        </Callout>
      )}
      <p className="quiet">
        {baseline.from === 'history'
          ? t('coverage.from.history', { days: rangeText(baseline.days?.from, baseline.days?.to, t.locale) })
          : t(`coverage.from.${baseline.from}`)}
      </p>
      {contributions.length === 0 && <Callout tone="neutral">{t('coverage.noContribution')}</Callout>}
      {coverage.outside.length > 0 && (
        <Callout tone="warn" title={t('coverage.outside', { count: coverage.outside.length })}>
          {coverage.outside.map((one, i) => (
            <span key={one.id}>
              {i > 0 && t('records.comma')}
              <button type="button" className="cover-link" onClick={() => onOpen(one.id)}>
                {words.initiative(one.initiative)}
              </button>
            </span>
          ))}
        </Callout>
      )}
    </>
  );
}
