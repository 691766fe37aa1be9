import { CircleQuestionMark, Lock, LockOpen, Split } from 'lucide-react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, SegmentedControl, Select, Switch } from '../../../design/index.ts';
import type { GridSelection } from '../../../grid/index.ts';
import type { Arranging } from '../arrange/arranging.ts';
import { ColumnsMenu } from '../arrange/columns-menu.tsx';
import { RowsMenu } from '../arrange/rows-menu.tsx';
import { targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';
import { WaterfallButton } from '../waterfall/waterfall.tsx';
import { type Chosen, useOfChosen } from './chosen.tsx';
import { ClosePeriods } from './close-periods.tsx';
import { DriverChoice } from './driver-choice.tsx';
import type { Spreading, SpreadWay } from './entries.ts';
import { spreadWays } from './entries.ts';
import type { ColumnLayout } from './laid-columns.ts';
import { LevelMenu } from './level-menu.tsx';
import { showsReached } from './use-attainment.ts';
import { sameBreakdown } from './use-breakdown.ts';

export interface ToolbarProps extends Arranging {
  readonly columnLayout: ColumnLayout;
  readonly spreading: Spreading;
  readonly onSpreading: (spreading: Spreading) => void;
  readonly chosen: Chosen;
  readonly isHeld: (selection: GridSelection | null) => boolean;
  readonly mayHold: (selection: GridSelection | null) => boolean;
  readonly onHold: () => void;
  readonly onExplain: () => void;
  /** Whether the chosen cell can be filled by a method. */
  readonly mayFill: (selection: GridSelection | null) => boolean;
  readonly onFill: () => void;
  /** Under the parents of today, to compare with. */
  readonly readOnly: boolean;
  /** Whether there is another organisation to look at. */
  readonly choosable: boolean;
  /** Show what was reached beside the total. */
  readonly reached: boolean;
  readonly onReached: (on: boolean) => void;
}

/** What of the breakdown is seen: which rows and columns, how far they are opened, and what stands beside them. */
export function SightTools(props: ToolbarProps) {
  const t = useT();
  return (
    <>
      <Switch
        label={t('targets.reached')}
        checked={props.reached}
        disabled={!showsReached(props.arrangement)}
        onChange={props.onReached}
      />
      {props.choosable && (
        <SegmentedControl
          label={t('targets.organisation')}
          value={props.readOnly ? 'today' : 'asWas'}
          onChange={(organisation) =>
            props.onView({ organisation: organisation === 'today' ? organisation : undefined })
          }
          segments={[
            { value: 'asWas', label: t('targets.organisation.asWas') },
            { value: 'today', label: t('targets.organisation.today') },
          ]}
        />
      )}
      <RowsMenu {...props} />
      <ColumnsMenu {...props} />
      <LevelMenu {...props} />
    </>
  );
}

/** How typed totals reach the leaves, and what else is done with numbers. */
export function Toolbar(props: ToolbarProps) {
  const t = useT();
  return (
    <div className="targets-toolbar" role="group" aria-label={t('targets.toolbar')}>
      <SpreadChoice {...props} />
      <KeepManual {...props} />
      <FillButton {...props} />
      <div className="targets-toolbar__end">
        <ClosePeriods table={props.table} />
        <WaterfallButton table={props.table} />
        <HoldButton {...props} />
        <Button size="small" icon={<CircleQuestionMark aria-hidden="true" />} onClick={props.onExplain}>
          {t('targets.explain.short')}
        </Button>
      </div>
    </div>
  );
}

function FillButton({ chosen, mayFill, onFill }: ToolbarProps) {
  const t = useT();
  const may = useOfChosen(chosen, mayFill);
  return (
    <Button size="small" icon={<Split aria-hidden="true" />} disabled={!may} onClick={onFill}>
      {t('targets.method.open')}
    </Button>
  );
}

function HoldButton({ chosen, isHeld, mayHold, onHold }: ToolbarProps) {
  const t = useT();
  const held = useOfChosen(chosen, isHeld);
  const may = useOfChosen(chosen, mayHold);
  return (
    <Button
      size="small"
      icon={held ? <LockOpen aria-hidden="true" /> : <Lock aria-hidden="true" />}
      disabled={!may}
      title="Ctrl+Shift+L"
      onClick={onHold}
    >
      {t(held ? 'targets.hold.release' : 'targets.hold')}
    </Button>
  );
}

/** The ways that mean something for the metric: a rate has no equal parts, the largest leaf is no sum. */
function waysFor({ aggregation, totals, cube }: TargetTable['layout']): readonly SpreadWay[] {
  if (totals === 'extreme') return ['proportional', aggregation === 'max' ? 'capLeaves' : 'floorLeaves'];
  const ofRates: readonly SpreadWay[] = ['proportional', 'denominator', 'both', 'repeatLeaves'];
  if (cube.parts === 2) return ofRates;
  const ofOthers: readonly SpreadWay[] = ['capLeaves', 'floorLeaves', 'denominator', 'both'];
  return spreadWays.filter((way) => !ofOthers.includes(way));
}

/** What a plain number at a total does. */
function plainWay({ totals, cube }: TargetTable['layout']): 'refuse' | 'numerator' | 'proportional' {
  if (totals === 'extreme') return 'refuse';
  return cube.parts === 2 ? 'numerator' : 'proportional';
}

/** Whether what people typed by hand stays where other numbers are typed (SPR-T82). */
function KeepManual({ table, spreading, onSpreading }: ToolbarProps) {
  const t = useT();
  // Where totals do not come from their leaves, typing one number moves no other.
  if (!table.layout.rollsUp && !table.layout.formula) return null;
  return (
    <span className="targets-choice" title={t('targets.method.option.keepManual.text')}>
      <Switch
        label={t('targets.method.option.keepManual')}
        checked={spreading.keepManual === true}
        onChange={(keepManual) => onSpreading({ ...spreading, keepManual })}
      />
    </span>
  );
}

function SpreadChoice({ table, spreading, onSpreading }: ToolbarProps) {
  const t = useT();
  const { state, master } = usePlan();
  const { layout } = table;
  if (layout.formula) return <DriverChoice {...{ table, spreading, onSpreading }} />;
  if (!layout.rollsUp) return null;
  const references =
    table.layout.cube.parts === 1 ? sameBreakdown(state, table.layout.target.id, targetsOf(state)) : [];
  const ways = waysFor(layout);
  const names = targetNames(targetsOf(state), master, t);
  const choices = ways.map((way) => ({
    value: way,
    label: t(`targets.way.${way === 'proportional' ? plainWay(layout) : way}`),
    disabled: way === 'relativeProportional' && references.length === 0,
  }));
  const choose = (way: SpreadWay): void => {
    const reference = way === 'relativeProportional' ? (spreading.reference ?? references[0]?.id) : undefined;
    onSpreading({ ...spreading, way, reference });
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
