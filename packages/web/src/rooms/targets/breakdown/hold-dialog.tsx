import { childrenOf, type Fields, type Place } from '@shapan/engine';
import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Dialog, Field, SegmentedControl, TextArea } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { BoundFields, readEnds } from './bound-fields.tsx';
import { endFields, type HoldEnd, HoldEndField } from './hold-end-field.tsx';
import { type CellToHold, holdCommands } from './hold-fields.ts';
import { heldShare, type ShareChoice, shareChoices, shareCommands, typedShare } from './share-choices.ts';
import { ShareField } from './share-field.tsx';

interface HoldDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  /** At least one; what is kept is the same in all of them. */
  readonly cells: readonly CellToHold[];
  /** What they are called. */
  readonly name: string;
  readonly onClose: () => void;
}

type Keeps = 'value' | 'total' | 'share' | 'bound' | 'structure';

/** Keep numbers from changing: what is kept, how strongly, why, until when (SPR-T51, SPR-T53). */
export function HoldDialog({ table, format, cells, name, onClose }: HoldDialogProps) {
  const t = useT();
  const { store, master } = usePlan();
  const { workspace } = useWorkspace();
  const submit = useSubmit(store);
  const leaf = cells.every((cell) => cell.leaf);
  const [only] = cells.length === 1 ? cells : [];
  const shares = only ? shareChoices(table, only.place, master) : [];
  const kinds = only ? kindsFor(table, format, only.place, { leaf, shares: shares.length > 0 }) : [];
  const [keeps, setKeeps] = useState<Keeps>(cells[0]?.keeps ?? (leaf ? 'value' : 'total'));
  const [share, setShare] = useState<ShareChoice | undefined>(shares[0]);
  const [shareText, setShareText] = useState('');
  const [ends, setEnds] = useState({ floor: '', cap: '' });
  const [soft, setSoft] = useState<'firm' | 'soft'>('firm');
  const [reason, setReason] = useState('');
  const [end, setEnd] = useState<HoldEnd>({ by: 'plan', date: '' });
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';
  const read = readEnds(ends, format);
  const typed = typedShare(shareText);
  const until = endFields(end, serverDay(workspace.timeZone));
  const isWrong = (keeps === 'bound' && !read.ok) || (keeps === 'share' && typed === 'wrong');

  const hold = async (): Promise<void> => {
    setTried(true);
    if (missing || isWrong || !until) return;
    const fields: Fields = {
      owner: workspace.me.id,
      reason: reason.trim(),
      ...(keeps === 'share' && share && { along: share.along, ...heldShare(typed) }),
      ...(keeps === 'bound' && read.ok && read.value),
      ...(soft === 'soft' && { strength: soft }),
      ...until,
    };
    const target = table.layout.target.id;
    const commands = holdCommands(
      target,
      cells.map((cell) => ({ cell, fields: { keeps: only ? keeps : (cell.keeps ?? keeps), ...fields } })),
    );
    const moved = keeps === 'share' && share && only ? shareCommands(table, only, share, typed) : [];
    if (await submit([...moved, ...commands])) onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.hold.title', { count: cells.length })}
      closeLabel={t('app.close')}
      description={name}
      dismissible={reason === ''}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={() => void hold()}>
            {t('targets.hold.add')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        {kinds.length > 1 && (
          <>
            <SegmentedControl
              label={t('targets.hold.keeps')}
              value={keeps}
              onChange={setKeeps}
              segments={kinds.map((value) => ({
                value,
                label: t(value === 'value' && leaf ? 'targets.hold.number' : `targets.hold.${value}`),
              }))}
            />
            <p className="targets-hint">
              {t(keeps === 'value' && leaf ? 'targets.hold.number.text' : `targets.hold.${keeps}.text`)}
            </p>
          </>
        )}
        {keeps === 'share' && share && (
          <ShareField
            {...{ shares, share }}
            onShare={setShare}
            text={shareText}
            onText={setShareText}
            wrong={tried && typed === 'wrong'}
          />
        )}
        {keeps === 'bound' && (
          <BoundFields ends={ends} onEnds={setEnds} format={format} problem={tried ? read : null} />
        )}
        <SegmentedControl
          label={t('targets.hold.strength')}
          value={soft}
          onChange={setSoft}
          segments={(['firm', 'soft'] as const).map((value) => ({
            value,
            label: t(`targets.hold.strength.${value}`),
          }))}
        />
        <p className="targets-hint">{t(`targets.hold.strength.${soft}.text`)}</p>
        <Field label={t('targets.hold.reason')} error={tried && missing ? t('problem.REQUIRED') : undefined}>
          <TextArea
            value={reason}
            onChange={setReason}
            rows={2}
            maxLength={400}
            autoFocus
            onSend={() => void hold()}
          />
        </Field>
        <HoldEndField end={end} onEnd={setEnd} tried={tried} />
      </div>
    </Dialog>
  );
}

/** What of a number can be kept here. */
function kindsFor(
  { layout }: TargetTable,
  { twoPart }: MetricFormat,
  place: Place,
  { leaf, shares }: { readonly leaf: boolean; readonly shares: boolean },
): readonly Keeps[] {
  const measured = !twoPart && ['sum', 'last'].includes(layout.aggregation);
  return [
    ...(leaf ? (['value'] as const) : (['total', 'value'] as const)),
    ...(measured && shares ? (['share'] as const) : []),
    ...(measured ? (['bound'] as const) : []),
    ...(isBranch(layout, place) ? (['structure'] as const) : []),
  ];
}

/** Where some member of the cell has others below it there is a structure to keep. */
const isBranch = ({ frame }: TargetTable['layout'], { members }: Place): boolean =>
  members.some((node, d) => node >= 0 && childrenOf(frame.trees[d]!, node).length > 0);
