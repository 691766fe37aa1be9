import type { PlacedProposal } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { MessageSquarePlus } from 'lucide-react';
import { Button, type Column, IconButton, StatusTag, type Tone } from '../../../design/index.ts';
import { namedMembers } from '../breakdown/lines.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { NodeRow } from './use-proposals.ts';

type Answer = 'open' | 'countered' | 'accepted';
const tones: Readonly<Record<Answer, Tone>> = { open: 'warn', countered: 'trigger', accepted: 'good' };

export interface ProposalColumns {
  /** Whether somewhere more was handed out than must be delivered, and how many percent of that are in order. */
  readonly padded: boolean;
  readonly paddingLimit: number | null;
  readonly t: Translate;
  readonly format: MetricFormat;
  readonly mayPropose: boolean;
  /** The columns may not fit: what can be done with a node stands beside its name, which stays in sight. */
  readonly narrow: boolean;
  /** Accepted proposals after which the target has become another number, by their ids. */
  readonly overtaken: ReadonlySet<string>;
  readonly onPropose: (row: NodeRow) => void;
  readonly onAnswer: (proposal: PlacedProposal) => void;
}

type AnswerInput = Pick<ProposalColumns, 't' | 'format' | 'overtaken' | 'onAnswer'>;

/** One line per node: asked, promised, the gap, and the answer. */
export function nodeColumns(input: ProposalColumns): readonly Column<NodeRow>[] {
  const { t, format } = input;
  const unit = format.unitLabel;
  const shown = (amount: number | null): string => (amount === null ? '–' : format.amount(amount));
  return [
    { id: 'name', header: t('targets.proposal.node'), cell: (row) => <NodeName row={row} input={input} /> },
    {
      id: 'topDown',
      header: inUnit(t, t('targets.proposal.topDown'), unit),
      numeric: true,
      cell: ({ sides }) => shown(sides.topDown),
    },
    {
      id: 'bottomUp',
      header: inUnit(t, t('targets.proposal.bottomUp'), unit),
      numeric: true,
      cell: ({ sides }) => shown(sides.bottomUp),
    },
    {
      id: 'gap',
      header: inUnit(t, t('targets.proposal.gap'), unit),
      numeric: true,
      cell: ({ sides, isUntold }) =>
        sides.bottomUp === null || isUntold
          ? '–'
          : sides.gap === 0
            ? '0'
            : format.amount(sides.gap, { signed: true }),
    },
    ...(input.padded
      ? [
          {
            id: 'over',
            header: inUnit(t, t('targets.proposal.over'), unit),
            numeric: true,
            cell: (row: NodeRow) => <Over row={row} input={input} />,
          },
        ]
      : []),
    {
      id: 'state',
      header: t('targets.proposal.state'),
      cell: ({ own, sides }) => {
        if (own) return <AnswerButton proposal={own} input={input} />;
        return sides.proposals > 0 ? t('targets.proposal.below', { count: sides.proposals }) : '';
      },
    },
    ...(input.narrow
      ? []
      : [
          {
            id: 'actions',
            header: <span className="visually-hidden">{t('targets.rule.actions')}</span>,
            numeric: true,
            cell: (row: NodeRow) => <ProposeButton row={row} input={input} />,
          },
        ]),
  ];
}

/** Proposals that are about something finer than the nodes above. */
export function otherColumns(
  input: AnswerInput,
  placeText: (proposal: PlacedProposal) => string,
): readonly Column<PlacedProposal>[] {
  const { t, format } = input;
  return [
    { id: 'place', header: t('targets.proposal.others'), cell: placeText },
    {
      id: 'value',
      header: inUnit(t, t('targets.proposal.bottomUp'), format.unitLabel),
      numeric: true,
      cell: ({ value }) => format.amount(value),
    },
    {
      id: 'state',
      header: t('targets.proposal.state'),
      cell: (proposal) => <AnswerButton proposal={proposal} input={input} />,
    },
  ];
}

function NodeName({ row, input }: { readonly row: NodeRow; readonly input: ProposalColumns }) {
  const { depth, label, isPart } = row.line;
  const name = (
    <span className="targets-proposal__node" style={{ paddingInlineStart: `${depth * 16}px` }}>
      {label}
      {isPart && <span className="targets-proposal__part">{input.t('targets.part.note')}</span>}
    </span>
  );
  if (!input.narrow) return name;
  return (
    <span className="targets-proposal__named">
      {name}
      <ProposeButton row={row} input={input} />
    </span>
  );
}

function Over({ row: { over }, input }: { readonly row: NodeRow; readonly input: ProposalColumns }) {
  const { format, paddingLimit } = input;
  if (over === null) return '–';
  const text = over.over === 0 ? '0' : format.amount(over.over, { signed: true });
  const beyond = paddingLimit !== null && over.over * 100 > Math.abs(over.toDeliver) * paddingLimit;
  return beyond ? <StatusTag tone="warn">{text}</StatusTag> : text;
}

function AnswerButton(props: { readonly proposal: PlacedProposal; readonly input: AnswerInput }) {
  const { proposal, input } = props;
  const answer = proposal.record.fields['answer'] as Answer;
  const isOvertaken = input.overtaken.has(proposal.record.id);
  return (
    <button type="button" className="targets-proposal__answer" onClick={() => input.onAnswer(proposal)}>
      <StatusTag tone={isOvertaken ? 'neutral' : tones[answer]}>
        {input.t(`option.answer.${answer}`)}
      </StatusTag>
      {isOvertaken && (
        <span className="targets-hint num">
          {' '}
          {input.t('targets.proposal.overtaken', { value: input.format.amount(proposal.value) })}
        </span>
      )}
    </button>
  );
}

function ProposeButton({ row, input }: { readonly row: NodeRow; readonly input: ProposalColumns }) {
  const { t, mayPropose, narrow, onPropose } = input;
  if (!mayPropose || namedMembers(row.line) === null) return null;
  const icon = <MessageSquarePlus aria-hidden="true" />;
  if (narrow)
    return (
      <IconButton size="small" label={t('targets.proposal.add')} icon={icon} onClick={() => onPropose(row)} />
    );
  return (
    <Button size="small" kind="quiet" icon={icon} onClick={() => onPropose(row)}>
      {t('targets.proposal.add')}
    </Button>
  );
}
