import { recordsOf, type Trial } from '@shapan/engine';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
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
import { OtherDimensions } from './other-dimensions.tsx';
import { type CoveredCell, placeName } from './places.ts';
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
  // Whoever works in a part of one dimension sees its members first.
  const part = dimensions.findIndex((id) => territory.has(id));
  const asked = dimensions.indexOf(address.along ?? '');
  const along = asked >= 0 ? asked : part >= 0 ? part : dimensions.length > 0 ? 0 : -1;
  const view = useCoverage(table, along, { at: address.at, trial, finishUnder: tried.finishOf });
  const words = useCoverWords(table, along);
  const { t } = words;
  const selected = view.cells.named(address.at);
  const asTable = address.as === 'table';
  const controls = (
    <div className="cover-controls">
      {choice}
      {dimensions.length > 1 && (
        <Select
          label={t('coverage.along')}
          value={dimensions[along] ?? null}
          choices={dimensions.map((id) => ({ value: id, label: dimensionName(master, id) }))}
          onChange={(id) => change({ along: id, at: turnedAt(view, selected, dimensions.indexOf(id)) })}
        />
      )}
      <OtherDimensions
        {...{ table, along }}
        members={view.grid.members}
        onStand={(members) => change({ at: standingElsewhere(view, selected, members) })}
      />
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
      ) : selected === undefined ? (
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

/** The selected cell with other dimensions elsewhere. */
function standingElsewhere(
  { grid, table }: CoverageView,
  selected: CoveredCell | undefined,
  members: readonly number[],
): string {
  const placed = grid.along < 0 ? members : members.with(grid.along, selected?.row.node ?? 0);
  return placeName(table.layout, { members: placed, time: selected?.column.time ?? 0 });
}

/** The same cell where another dimension goes down the side: no member that was named is lost. */
const turnedAt = ({ grid, table }: CoverageView, selected: CoveredCell | undefined, along: number): string =>
  placeName(table.layout, {
    members: (selected?.place.members ?? grid.members).with(along, selected?.place.members[along] ?? 0),
    time: selected?.column.time ?? 0,
  });

interface CoveredProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly names: ReadonlyMap<string, string>;
  readonly selected: CoveredCell;
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
  const all = useRef<HTMLDivElement>(null);
  const focus = (what: string): void => all.current?.querySelector<HTMLElement>(what)?.focus();
  return (
    <div className="cover" ref={all}>
      <Remarks view={view} words={words} onOpen={open} />
      <Uncovered view={view} words={words} onSelect={onSelect} />
      <Doubles view={view} words={words} targetName={targetName} onOpen={open} />
      {asTable ? <CoverTable {...shared} /> : <HeatMap {...shared} onEnter={() => focus('.cover-detail')} />}
      <CellDetail
        {...{ view, words }}
        cell={selected}
        onOpen={open}
        onLeave={() => focus(`[data-cell="${CSS.escape(selected.key)}"]`)}
      />
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
  const { state } = usePlan();
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
      {view.cells.named(undefined)?.cover.target === null && view.gaps?.missing.every(Number.isNaN) && (
        <Callout tone="neutral">{t('coverage.noNumbers')}</Callout>
      )}
      {contributions.length === 0 && (
        <Callout tone="neutral">
          {t(
            recordsOf(state, 'initiative').length === 0 ? 'coverage.noInitiative' : 'coverage.noContribution',
          )}
        </Callout>
      )}
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
