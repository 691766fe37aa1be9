import type { PlanRecord, RuleStanding } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { Pencil, Play, Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import {
  Button,
  type Column,
  DataTable,
  IconButton,
  Panel,
  StatusTag,
  type Tone,
} from '../../../design/index.ts';
import { OverrideList } from '../cascade/override-list.tsx';
import type { MetricFormat } from '../metric-format.ts';
import { keptStanding } from './kept-standing.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { type RuleWords, rulePlaceText, rulesOf, ruleText } from './rule-words.ts';
import { RunDialog } from './run-dialog.tsx';
import { useDecideContext, useRuleWords } from './use-rules.ts';

interface RulesPanelProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  /** What the whole of the target is called for this reader. */
  readonly top: readonly string[] | null;
}

const tones: Readonly<Record<RuleStanding, Tone>> = {
  manual: 'neutral',
  blocked: 'bad',
  never: 'neutral',
  superseded: 'neutral',
  adjusted: 'warn',
  outOfDate: 'warn',
  ran: 'good',
};

/** The rules by which a target is broken down: what each divides by, and whether its drivers have moved since. */
export function RulesPanel({ table, format, top }: RulesPanelProps) {
  const t = useT();
  const { store, state } = usePlan();
  const { may } = useWorkspace();
  const context = useDecideContext();
  const words = useRuleWords();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const [editing, setEditing] = useState<PlanRecord | 'new' | null>(null);
  const [running, setRunning] = useState<PlanRecord | null>(null);
  const target = table.layout.target.id;
  const rows = useMemo(
    () =>
      rulesOf(context.state, target).map((rule) => ({
        rule,
        standing: keptStanding(context, store.tables, rule),
      })),
    [context, store, target],
  );
  const mayEdit = may('record.edit');
  const remove = async (rule: PlanRecord): Promise<void> => {
    const result = await store.submit([{ type: 'record.remove', kind: 'breakdownRule', id: rule.id }]);
    if (explain(result)) tell({ title: t('targets.rule.removed') }, result);
  };
  const columns = columnsOf({
    t,
    words,
    mayRun: may('target.enter'),
    mayEdit,
    onRun: setRunning,
    onEdit: setEditing,
    onRemove: (rule) => void remove(rule),
  });
  const add = (
    <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => setEditing('new')}>
      {t('targets.rule.add')}
    </Button>
  );
  return (
    <Panel
      flush={rows.length > 0}
      title={t('targets.rules')}
      note={t('targets.rules.note')}
      actions={mayEdit ? add : undefined}
    >
      {rows.length > 0 ? (
        <div data-testid="rules">
          <DataTable
            caption={t('targets.rules')}
            columns={columns}
            rows={rows}
            rowKey={({ rule }) => rule.id}
          />
        </div>
      ) : (
        <p className="targets-hint">{t('targets.rules.empty')}</p>
      )}
      <OverrideList table={table} format={format} />
      {editing && (
        <RuleDialog
          format={format}
          table={table}
          top={top}
          rule={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={(id, runs) => {
            setEditing(null);
            if (!runs) return;
            setRunning(store.snapshot().state.records.get('breakdownRule')?.byId.get(id) ?? null);
          }}
        />
      )}
      {running && state && (
        <RunDialog table={table} format={format} rule={running} onClose={() => setRunning(null)} />
      )}
    </Panel>
  );
}

interface RuleRow {
  readonly rule: PlanRecord;
  readonly standing: RuleStanding;
}

interface ColumnsInput {
  readonly t: Translate;
  readonly words: RuleWords;
  readonly mayRun: boolean;
  readonly mayEdit: boolean;
  readonly onRun: (rule: PlanRecord) => void;
  readonly onEdit: (rule: PlanRecord) => void;
  readonly onRemove: (rule: PlanRecord) => void;
}

function columnsOf(input: ColumnsInput): readonly Column<RuleRow>[] {
  const { t, words } = input;
  return [
    { id: 'rule', header: t('targets.rule'), cell: ({ rule }) => ruleText(words, rule) },
    { id: 'place', header: t('targets.rule.place'), cell: ({ rule }) => rulePlaceText(words, rule) },
    {
      id: 'standing',
      header: t('targets.rule.standing'),
      cell: ({ standing }) => (
        <StatusTag tone={tones[standing]}>{t(`targets.rule.standing.${standing}`)}</StatusTag>
      ),
    },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('targets.rule.actions')}</span>,
      numeric: true,
      cell: (row) => <RuleActions row={row} input={input} />,
    },
  ];
}

function RuleActions({ row, input }: { readonly row: RuleRow; readonly input: ColumnsInput }) {
  const { rule, standing } = row;
  const { t, mayRun, mayEdit, onRun, onEdit, onRemove } = input;
  return (
    <div className="targets-rule__actions">
      {standing !== 'manual' && mayRun && (
        <Button size="small" icon={<Play aria-hidden="true" />} onClick={() => onRun(rule)}>
          {t('targets.rule.run')}
        </Button>
      )}
      {mayEdit && (
        <>
          <IconButton
            size="small"
            label={t('targets.rule.edit')}
            icon={<Pencil />}
            onClick={() => onEdit(rule)}
          />
          <IconButton
            size="small"
            label={t('targets.rule.remove')}
            icon={<Trash2 />}
            onClick={() => onRemove(rule)}
          />
        </>
      )}
    </div>
  );
}
