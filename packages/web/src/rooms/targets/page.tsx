import { type CommandRequest, partsOf, territoryOf } from '@shapan/contract';
import { attainmentChance, planRates, ratesToCome, recordsOf } from '@shapan/engine';
import { Plus, Target, Trash2, Waypoints } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Later, usePlan } from '../../app/open-plan.tsx';
import { useUnit } from '../../app/unit.tsx';
import { useSubmit } from '../../app/use-submit.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { serverDay } from '../../data/server-day.ts';
import { Button, Dialog, EmptyState, PageHeader, Panel } from '../../design/index.ts';
import type { GridHandle } from '../../grid/index.ts';
import { RecordDrawer, useOpenRecord } from '../../records/index.ts';
import { BreakdownTable } from './breakdown/breakdown.tsx';
import { DefineDialog } from './define/define-dialog.tsx';
import { CarrierLine } from './list/carrier-line.tsx';
import type { ListRow } from './list/list-model.ts';
import { TargetList } from './list/target-list.tsx';
import { metricFormat } from './metric-format.ts';
import { metricOf, targetsOf } from './names.ts';
import { ownPart } from './own-part.ts';
import { PartsPanel } from './parts/parts-panel.tsx';
import { ProposalsPanel } from './proposals/proposals-panel.tsx';
import { keptStanding } from './rules/kept-standing.ts';
import { generatedNote, generatedPath, rulesOf } from './rules/rule-words.ts';
import { RulesPanel } from './rules/rules-panel.tsx';
import { useDecideContext } from './rules/use-rules.ts';
import { T1Menu } from './sheet/t1-menu.tsx';
import { SmartStrip } from './smart/smart-strip.tsx';
import { targetNames } from './target-names.ts';
import { plainLayout, useTargetsView } from './view.ts';
import { NotReleased } from './waterfall/waterfall.tsx';
import './targets.css';
import './printed/printed.css';

/** 目标: what is to be reached, and broken down over whom and when. */
export function Page() {
  const t = useT();
  const { may } = useWorkspace();
  const rows = useRows();
  const [view, changeView] = useTargetsView();
  const [, openRecord] = useOpenRecord();
  const [dialog, setDialog] = useState<'define' | 'remove' | null>(null);
  const selected = rows.find(({ target }) => target.id === view.target) ?? rows[0];
  const mayShape = may('plan.shape');
  const list = useRef<GridHandle>(null);
  const select = (target: string): void =>
    changeView({ target, place: undefined, saved: undefined, ...plainLayout });
  const add = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onClick={() => setDialog('define')}>
      {t('targets.define')}
    </Button>
  );

  return (
    <>
      <PageHeader
        title={t('targets.title')}
        summary={t('targets.summary')}
        actions={mayShape && rows.length > 0 ? add : undefined}
      />
      {selected ? (
        <>
          <Panel
            flush
            title={t('targets.list.name')}
            note={t('targets.list.count', { core: rows.filter(isCore).length, all: rows.length })}
            actions={
              <>
                <T1Menu rows={rows} />
                <Button
                  kind="quiet"
                  size="small"
                  icon={<Waypoints aria-hidden="true" />}
                  onClick={() => openRecord(selected.target.id)}
                >
                  {t('targets.basis')}
                </Button>
                {mayShape && (
                  <Button
                    kind="quiet"
                    size="small"
                    icon={<Trash2 aria-hidden="true" />}
                    onClick={() => setDialog('remove')}
                  >
                    {t('targets.remove')}
                  </Button>
                )}
              </>
            }
          >
            <TargetList rows={rows} selected={selected.target.id} onSelect={select} grid={list} />
            <Later>
              <SmartStrip
                row={selected}
                onFix={(column) => {
                  if (list.current?.select(selected.target.id, column)) list.current.focus();
                }}
              />
              <CarrierLine target={selected.target.id} />
            </Later>
          </Panel>
          <Panel
            flush
            title={t('targets.breakdown.title', { metric: selected.name })}
            note={t(`targets.aggregation.${aggregationOf(selected)}`)}
          >
            {selected.table && <NotReleased table={selected.table} />}
            {selected.table && (
              <BreakdownTable
                key={selected.target.id}
                name={selected.name}
                table={selected.table}
                format={selected.format}
                view={view}
                onView={changeView}
              />
            )}
          </Panel>
          {selected.table && (
            <Later key={selected.target.id}>
              <RulesPanel table={selected.table} format={selected.format} top={selected.top} />
              <ProposalsPanel table={selected.table} format={selected.format} />
              <PartsPanel name={selected.name} table={selected.table} format={selected.format} />
            </Later>
          )}
        </>
      ) : (
        <Panel>
          <EmptyState
            picture={<Target aria-hidden="true" />}
            text={t('targets.empty')}
            action={mayShape ? add : undefined}
          />
        </Panel>
      )}
      <Later>
        <RecordDrawer />
      </Later>
      {dialog === 'define' && (
        <DefineDialog
          onClose={() => setDialog(null)}
          onDefined={(target) => {
            setDialog(null);
            select(target);
          }}
        />
      )}
      {dialog === 'remove' && selected && <RemoveDialog row={selected} onClose={() => setDialog(null)} />}
    </>
  );
}

const isCore = ({ target }: ListRow): boolean => target.fields['targetClass'] === 'core';

type AggregationKey = 'sum' | 'last' | 'ratio' | 'wavg' | 'distinct' | 'max' | 'min' | 'formula' | 'manual';
const aggregationOf = ({ table }: ListRow): AggregationKey =>
  (table?.layout.aggregation ?? 'sum') as AggregationKey;

function useRows(): readonly ListRow[] {
  const t = useT();
  const { unit } = useUnit();
  const { content, store, master } = usePlan();
  const { workspace } = useWorkspace();
  const { scope } = workspace.me;
  const today = serverDay(workspace.timeZone);
  const context = useDecideContext();
  return useMemo(() => {
    const territory = territoryOf(scope, master, today);
    const parts = partsOf({ state: content.state, master, territory, today });
    const targets = targetsOf(content.state);
    const names = targetNames(targets, master, t);
    return targets.flatMap((target) => {
      const metric = metricOf(master, target);
      if (!metric) return [];
      const table = store.tables.of(target.id);
      const format = {
        ...metricFormat(metric, unit, t.locale),
        ...(table && {
          rates: planRates(master, table.layout),
          ratesToCome: ratesToCome(master, table.layout),
        }),
      };
      const whole = table?.layout.frame.trees.map(() => 0) ?? [];
      const top = table ? ownPart(table.layout, parts.of(target.id), whole) : null;
      const words = { t, master, targetName: (id: string) => names.get(id) ?? '' };
      // What somebody wrote stands instead, and need not be worked out.
      const isWritten = typeof target.fields['breakdownNote'] === 'string';
      const rules = (isWritten ? [] : rulesOf(content.state, target.id)).map((rule) => ({
        rule,
        standing: keptStanding(context, store.tables, rule),
      }));
      const generated = {
        breakdownNote: generatedNote(words, rules, table, format),
        path: generatedPath(words, content.state, target.id),
      };
      const chance = table && attainmentChance(content.state, table);
      return [{ target, name: names.get(target.id) ?? '', table, format, top, chance, generated }];
    });
    // Numbers change in place; `content` is new whenever they did.
  }, [content, store, master, unit, t, scope, today, context]);
}

/** What is about a target's numbers and nothing else. */
const dependents = [
  'hold',
  'breakdownRule',
  'override',
  'cellPath',
  'proposal',
  'release',
  'targetView',
  'cellComment',
] as const;

/** A target goes with its holds, rules, proposals and views; whatever else points at it must go first, and the refusal says so. */
function RemoveDialog({ row, onClose }: { readonly row: ListRow; readonly onClose: () => void }) {
  const t = useT();
  const { store, state } = usePlan();
  const submit = useSubmit(store);
  const holds = recordsOf(state, 'hold').filter(({ fields }) => fields['target'] === row.target.id);
  const remove = async (): Promise<void> => {
    const commands = dependents.flatMap((kind) =>
      recordsOf(state, kind)
        .filter(({ fields }) => fields['target'] === row.target.id)
        .map(({ id }): CommandRequest => ({ type: 'record.remove', kind, id })),
    );
    if (await submit([...commands, { type: 'target.remove', target: row.target.id }])) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.remove.title', { metric: row.name })}
      closeLabel={t('app.close')}
      description={t('targets.remove.text', { holds: holds.length })}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="danger" onClick={() => void remove()}>
            {t('targets.remove')}
          </Button>
        </>
      }
    />
  );
}
