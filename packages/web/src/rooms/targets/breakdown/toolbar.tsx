import { ChevronsDownUp, ChevronsUpDown, CircleQuestionMark, Lock, LockOpen } from 'lucide-react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Combobox, IconButton, Select, Switch } from '../../../design/index.ts';
import { dimensionName, memberName, targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';
import { arrangementsOf, type TargetsView } from '../view.ts';
import type { Spreading, SpreadWay } from './entries.ts';
import { spreadWays } from './entries.ts';
import type { Arrangement } from './lines.ts';
import { sameBreakdown } from './use-breakdown.ts';

interface ToolbarProps {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly spreading: Spreading;
  readonly onSpreading: (spreading: Spreading) => void;
  readonly onView: (change: Partial<TargetsView>) => void;
  readonly onOpenAll: (open: boolean) => void;
  readonly held: boolean;
  readonly mayHold: boolean;
  readonly onHold: () => void;
  readonly onExplain: () => void;
  /** Show what was reached beside the total. */
  readonly reached: boolean;
  readonly onReached: (on: boolean) => void;
}

/** How the breakdown is seen and how typed totals reach the leaves. */
export function Toolbar(props: ToolbarProps) {
  const t = useT();
  return (
    <div className="targets-toolbar" role="group" aria-label={t('targets.toolbar')}>
      <Arranging {...props} />
      <SpreadChoice {...props} />
      <Switch label={t('targets.reached')} checked={props.reached} onChange={props.onReached} />
      <span className="targets-space" />
      <IconButton
        label={t('targets.openAll')}
        icon={<ChevronsUpDown />}
        size="small"
        onClick={() => props.onOpenAll(true)}
      />
      <IconButton
        label={t('targets.closeAll')}
        icon={<ChevronsDownUp />}
        size="small"
        onClick={() => props.onOpenAll(false)}
      />
      <Button
        size="small"
        icon={props.held ? <LockOpen aria-hidden="true" /> : <Lock aria-hidden="true" />}
        disabled={!props.mayHold}
        title="Ctrl+Shift+L"
        onClick={props.onHold}
      >
        {t(props.held ? 'targets.hold.release' : 'targets.hold')}
      </Button>
      <Button size="small" icon={<CircleQuestionMark aria-hidden="true" />} onClick={props.onExplain}>
        {t('targets.explain')}
      </Button>
    </div>
  );
}

function Arranging({ table, arrangement, onView }: ToolbarProps) {
  const t = useT();
  const { master } = usePlan();
  const { trees } = table.layout.frame;
  const dimensions = table.layout.cube.dimensions;
  if (trees.length < 2) return null;
  const nameOf = (d: number): string => dimensionName(master, dimensions[d] ?? '');
  const choices = arrangementsOf(trees.length).map((order) => ({
    value: order.join('-'),
    label: order.map(nameOf).join(' › '),
  }));
  const aside = dimensions.map((_, d) => d).filter((d) => !arrangement.order.includes(d));
  const only = arrangement.filters.map((node, d) => (node === 0 ? '*' : (trees[d]?.ids[node] ?? '*')));
  return (
    <>
      <label className="targets-choice">
        <span>{t('targets.rows')}</span>
        <Select
          label={t('targets.rows')}
          value={arrangement.order.join('-')}
          choices={choices}
          onChange={(rows) => onView({ rows, only: undefined, place: undefined })}
        />
      </label>
      {aside.map((d) => (
        <div key={d} className="targets-choice">
          <span>{nameOf(d)}</span>
          <Combobox
            label={nameOf(d)}
            value={only[d] === '*' ? null : (only[d] ?? null)}
            placeholder={t('targets.everything')}
            choices={(trees[d]?.ids ?? [])
              .slice(1)
              .map((id) => ({ value: id, label: memberName(master, id) }))}
            emptyText={t('targets.grid.noChoice')}
            openLabel={t('targets.open')}
            clearLabel={t('targets.everything')}
            onChange={(id) => onView({ only: only.with(d, id ?? '*').join(','), place: undefined })}
          />
        </div>
      ))}
    </>
  );
}

/** The ways that mean something for the metric: a rate has no equal parts, the largest leaf is no sum. */
function waysFor({ aggregation, totals, cube }: TargetTable['layout']): readonly SpreadWay[] {
  if (totals === 'extreme') return ['proportional', aggregation === 'max' ? 'capLeaves' : 'floorLeaves'];
  const rate = cube.parts === 2;
  return spreadWays.filter((way) =>
    rate ? way === 'proportional' || way === 'repeatLeaves' : way !== 'capLeaves' && way !== 'floorLeaves',
  );
}

function SpreadChoice({ table, spreading, onSpreading }: ToolbarProps) {
  const t = useT();
  const { state, master } = usePlan();
  const { layout } = table;
  if (!layout.rollsUp) return null;
  const references =
    table.layout.cube.parts === 1 ? sameBreakdown(state, table.layout.target.id, targetsOf(state)) : [];
  const ways = waysFor(layout);
  const names = targetNames(targetsOf(state), master, t);
  const choices = ways.map((way) => ({
    value: way,
    label: t(
      layout.totals === 'extreme' && way === 'proportional' ? 'targets.way.refuse' : `targets.way.${way}`,
    ),
    disabled: way === 'relativeProportional' && references.length === 0,
  }));
  const choose = (way: SpreadWay): void => {
    const reference = way === 'relativeProportional' ? (spreading.reference ?? references[0]?.id) : undefined;
    onSpreading({ way, reference });
  };
  return (
    <>
      <label className="targets-choice">
        <span>{t('targets.way')}</span>
        <Select label={t('targets.way')} value={spreading.way} choices={choices} onChange={choose} />
      </label>
      {spreading.way === 'relativeProportional' && (
        <label className="targets-choice">
          <span>{t('targets.way.reference')}</span>
          <Select
            label={t('targets.way.reference')}
            value={spreading.reference ?? null}
            choices={references.map((target) => ({ value: target.id, label: names.get(target.id) ?? '' }))}
            onChange={(reference) => onSpreading({ ...spreading, reference })}
          />
        </label>
      )}
    </>
  );
}
