import { territoryOf } from '@shapan/contract';
import {
  type BothSides,
  bothSides,
  cellOfProposal,
  type Place,
  type PlacedProposal,
  proposalsOf,
} from '@shapan/engine';
import { formatPeriod } from '@shapan/i18n';
import { MessageSquarePlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, type Column, DataTable, Panel, StatusTag, type Tone } from '../../../design/index.ts';
import { axisLines, type Line, namedMembers } from '../breakdown/lines.ts';
import type { MetricFormat } from '../metric-format.ts';
import { memberName } from '../names.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { ProposeDialog } from './propose-dialog.tsx';

interface ProposalsPanelProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
}

interface NodeRow {
  readonly line: Line;
  readonly sides: BothSides;
  /** The proposal for this very node, over the whole time. */
  readonly own: PlacedProposal | undefined;
}

type Answer = 'open' | 'countered' | 'accepted';
const tones: Readonly<Record<Answer, Tone>> = { open: 'warn', countered: 'trigger', accepted: 'good' };
const answerOf = ({ record }: PlacedProposal): Answer => record.fields['answer'] as Answer;

/** 下达与上报: the number from above beside what comes from below, with the gap at every node (SPR-T93, SPR-T98). */
export function ProposalsPanel({ table, format }: ProposalsPanelProps) {
  const t = useT();
  const { may } = useWorkspace();
  const [proposing, setProposing] = useState<NodeRow | null>(null);
  const [answering, setAnswering] = useState<PlacedProposal | null>(null);
  const { rows, others } = useRows(table);
  if (table.layout.totals !== 'spread' || format.twoPart) return null;
  const shown = (amount: number | null): string => (amount === null ? '–' : format.amount(amount));
  const columns: readonly Column<NodeRow>[] = [
    {
      id: 'name',
      header: t('targets.proposal.node'),
      cell: ({ line }) => <span style={{ paddingInlineStart: `${line.depth * 16}px` }}>{line.label}</span>,
    },
    {
      id: 'topDown',
      header: t('targets.proposal.topDown', { unit: format.unitLabel }),
      numeric: true,
      cell: ({ sides }) => shown(sides.topDown),
    },
    {
      id: 'bottomUp',
      header: t('targets.proposal.bottomUp', { unit: format.unitLabel }),
      numeric: true,
      cell: ({ sides }) => shown(sides.bottomUp),
    },
    {
      id: 'gap',
      header: t('targets.proposal.gap', { unit: format.unitLabel }),
      numeric: true,
      cell: ({ sides }) =>
        sides.bottomUp === null ? '–' : sides.gap === 0 ? '0' : format.amount(sides.gap, { signed: true }),
    },
    {
      id: 'state',
      header: t('targets.proposal.state'),
      cell: ({ own, sides }) =>
        own ? (
          <button type="button" className="targets-proposal__answer" onClick={() => setAnswering(own)}>
            <StatusTag tone={tones[answerOf(own)]}>{t(`option.answer.${answerOf(own)}`)}</StatusTag>
          </button>
        ) : sides.proposals > 0 ? (
          t('targets.proposal.below', { count: sides.proposals })
        ) : (
          ''
        ),
    },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('targets.rule.actions')}</span>,
      numeric: true,
      cell: (row) =>
        may('target.enter') && namedMembers(row.line) !== null ? (
          <Button
            size="small"
            kind="quiet"
            icon={<MessageSquarePlus aria-hidden="true" />}
            onClick={() => setProposing(row)}
          >
            {t('targets.proposal.add')}
          </Button>
        ) : null,
    },
  ];
  return (
    <Panel flush title={t('targets.proposals')} note={t('targets.proposals.note')}>
      <div data-testid="proposals">
        <DataTable
          caption={t('targets.proposals')}
          columns={columns}
          rows={rows}
          rowKey={({ line }) => line.id}
          density="compact"
          maxHeight="420px"
        />
        {others.length > 0 && (
          <OtherProposals proposals={others} table={table} format={format} onAnswer={setAnswering} />
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

/** Every node that the breakdown knows, and the proposals that are about something finer. */
function useRows(table: TargetTable): {
  readonly rows: readonly NodeRow[];
  readonly others: readonly PlacedProposal[];
} {
  const t = useT();
  const { book, state, master } = usePlan();
  const { scope } = useWorkspace().workspace.me;
  return useMemo(() => {
    const { layout, totals } = table;
    const territory = territoryOf(scope, master);
    const names = {
      total: t('targets.total'),
      member: (id: string) => memberName(master, id),
      own: (name: string) => t('targets.ownPart', { name }),
      period: () => '',
    };
    // The first dimension's own levels: what lies across is for the table above.
    const whole = { members: layout.frame.trees.map(() => 0), time: 0 };
    const arrangement = { rows: [0], columns: ['time' as const], filters: whole };
    const proposals = proposalsOf(state, layout);
    const lines = axisLines({ layout, arrangement, edge: 'rows', isOpen: () => true, names, territory });
    const rows = lines.map((line): NodeRow => {
      const at: Place = line.place;
      const sides = bothSides(layout, totals, proposals, at);
      return { line, sides, own: proposals.find((one) => samePlaces(one.at, at)) };
    });
    const owned = new Set(rows.flatMap(({ own }) => (own ? [own.record.id] : [])));
    return { rows, others: proposals.filter(({ record }) => !owned.has(record.id)) };
    // Numbers and records change in place; `book` is new whenever they did.
  }, [table, book, state, master, scope, t]);
}

const samePlaces = (a: Place, b: Place): boolean =>
  a.time === b.time && a.members.every((node, d) => node === b.members[d]);

/** Proposals for single periods, or across several dimensions. */
function OtherProposals(props: {
  readonly proposals: readonly PlacedProposal[];
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly onAnswer: (proposal: PlacedProposal) => void;
}) {
  const { proposals, format, onAnswer } = props;
  const t = useT();
  const { state, master } = usePlan();
  const placeText = ({ record }: PlacedProposal): string => {
    const cell = cellOfProposal({ state }, record);
    const members = (cell?.members ?? []).filter((id) => id !== '*').map((id) => memberName(master, id));
    return [...members, formatPeriod(cell?.time ?? '', t.locale, { year: true })].join(' · ');
  };
  return (
    <DataTable
      caption={t('targets.proposal.others')}
      density="compact"
      rows={proposals}
      rowKey={({ record }) => record.id}
      columns={[
        { id: 'place', header: t('targets.proposal.others'), cell: placeText },
        {
          id: 'value',
          header: t('targets.proposal.bottomUp', { unit: format.unitLabel }),
          numeric: true,
          cell: ({ value }) => format.amount(value),
        },
        {
          id: 'state',
          header: t('targets.proposal.state'),
          cell: (one) => (
            <button type="button" className="targets-proposal__answer" onClick={() => onAnswer(one)}>
              <StatusTag tone={tones[answerOf(one)]}>{t(`option.answer.${answerOf(one)}`)}</StatusTag>
            </button>
          ),
        },
      ]}
    />
  );
}
