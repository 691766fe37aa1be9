import type { PlacedProposal } from '@shapan/engine';
import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, DataTable, Panel } from '../../../design/index.ts';
import { useMedia } from '../../../design/use-media.ts';
import { placeText } from '../breakdown/hold-place.ts';
import { namedMembers } from '../breakdown/lines.ts';
import type { MetricFormat } from '../metric-format.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { nodeColumns, otherColumns } from './proposal-columns.tsx';
import { ProposeDialog } from './propose-dialog.tsx';
import { type NodeRow, useProposals } from './use-proposals.ts';

interface ProposalsPanelProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
}

const nodesAtOnce = 50;

/** 下达与上报: the number from above beside what comes from below, with the gap at every node (SPR-T93, SPR-T98). */
export function ProposalsPanel({ table, format }: ProposalsPanelProps) {
  const t = useT();
  const narrow = useMedia('(max-width: 1000px)');
  const { may } = useWorkspace();
  const { master } = usePlan();
  const [proposing, setProposing] = useState<NodeRow | null>(null);
  const [answering, setAnswering] = useState<PlacedProposal | null>(null);
  const [nodes, setNodes] = useState(nodesAtOnce);
  const { rows, more, others, overtaken } = useProposals(table, nodes);
  if (table.layout.totals !== 'spread' || format.twoPart) return null;
  const limit = table.layout.target.fields['paddingLimit'];
  const input = {
    padded: rows.some(({ over }) => over !== null),
    paddingLimit: typeof limit === 'number' ? limit : null,
    t,
    format,
    mayPropose: may('target.enter'),
    narrow,
    overtaken,
    onPropose: setProposing,
    onAnswer: setAnswering,
  };
  return (
    <Panel flush title={t('targets.proposals')} note={t('targets.proposals.note')}>
      <div className="targets-proposals" data-testid="proposals">
        <DataTable
          caption={t('targets.proposals')}
          columns={nodeColumns(input)}
          rows={rows}
          rowKey={({ line }) => line.id}
          density="compact"
          maxHeight="420px"
        />
        {more > 0 && (
          <Button kind="quiet" size="small" onClick={() => setNodes(nodes + 10 * nodesAtOnce)}>
            {t('records.more', { count: more })}
          </Button>
        )}
        {others.length > 0 && (
          <DataTable
            caption={t('targets.proposal.others')}
            columns={otherColumns(input, ({ places }) =>
              places.map((at) => placeText(t, master, table.layout, at)).join(' + '),
            )}
            rows={others}
            rowKey={({ record }) => record.id}
            density="compact"
          />
        )}
      </div>
      {proposing && (
        <ProposeDialog
          table={table}
          format={format}
          members={namedMembers(proposing.line) ?? []}
          name={proposing.line.label}
          current={proposing.sides.topDown}
          onClose={() => setProposing(null)}
        />
      )}
      {answering && (
        <AnswerDialog table={table} format={format} proposal={answering} onClose={() => setAnswering(null)} />
      )}
    </Panel>
  );
}
