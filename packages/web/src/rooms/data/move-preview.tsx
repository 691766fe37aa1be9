import type { CommandRequest } from '@shapan/contract';
import { findRecord, type Notice } from '@shapan/engine';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { problemText } from '../../app/failure.tsx';
import { useUnit } from '../../app/unit.tsx';
import { useRested } from '../../app/use-rested.ts';
import { useWorkspace } from '../../data/hooks.tsx';
import { Callout, DataTable, Skeleton } from '../../design/index.ts';
import { memberLabel, type RecordContext } from '../../records/index.ts';
import { metricFormat } from '../targets/metric-format.ts';
import { effectText, tellingEffects } from './effect-text.ts';

/**
 * What the server says that commands would do; nothing is done. It works every plan out for that, so it is asked when the
 * form rests, and never while they are `underway`: then the master data move on by these very commands, often before their
 * answer is here, and asking once more would ask what is already done.
 */
export function useMovePreview(commands: readonly CommandRequest[], underway: boolean) {
  const { workspace, master } = useWorkspace();
  const { position } = master.snapshot().state;
  const text = JSON.stringify(commands);
  const rested = useRested(text);
  const preview = useQuery({
    queryKey: ['move-preview', workspace.id, position, rested],
    queryFn: ({ signal }) => master.rehearse(JSON.parse(rested) as CommandRequest[], signal),
    enabled: commands.length > 0 && rested === text && !underway,
    ...(underway && { placeholderData: keepPreviousData }),
    retry: false,
    gcTime: 0,
  });
  const { refetch, isFetching } = preview;
  // What was said of other commands is not said of these.
  if (rested !== text && !underway)
    return { data: undefined, error: null, isFetching: commands.length > 0, refetch };
  return { data: preview.data, error: preview.error, isFetching, refetch };
}

interface MovePreviewProps {
  readonly context: RecordContext;
  readonly preview: ReturnType<typeof useMovePreview>;
}

/** Which totals would change in which plans, and that each whole stays. */
export function MovePreview({ context, preview }: MovePreviewProps) {
  const { t } = context;
  if (preview.error) return <Callout tone="bad">{problemText(t, preview.error)}</Callout>;
  if (!preview.data) return preview.isFetching ? <Skeleton label={t('data.move.loading')} /> : null;
  return <MoveEffects context={context} notices={preview.data.notices as readonly Notice[]} />;
}

interface MoveEffectsProps {
  readonly context: RecordContext;
  readonly notices: readonly Notice[];
}

/** Total by total, before and after, and what stays. */
export function MoveEffects({ context, notices }: MoveEffectsProps) {
  const { t, master } = context;
  const { unit } = useUnit();
  const { moves, wholes } = tellingEffects(notices);
  if (moves.length === 0) return <Callout tone="neutral">{t('data.move.nowhere')}</Callout>;
  const amount = ({ params }: Notice, name: 'before' | 'after' | 'whole'): string => {
    const metric = findRecord(master, 'metric', String(params?.['metric']));
    return metric ? effectText(metricFormat(metric, unit, t.locale), params, name) : '–';
  };
  const place = ({ params }: Notice): string =>
    `${String(params?.['plan'])} · ${String(findRecord(master, 'metric', String(params?.['metric']))?.fields['name'] ?? '')}`;
  return (
    <>
      <DataTable
        caption={t('data.move.effect')}
        density="compact"
        rows={moves}
        rowKey={({ params }) => `${params?.['target']} ${params?.['member']}`}
        columns={[
          { id: 'plan', header: t('data.move.plan'), cell: place },
          {
            id: 'member',
            header: t('data.move.total'),
            cell: ({ params }) => memberLabel(context, String(params?.['member'])),
          },
          {
            id: 'before',
            header: t('data.move.before'),
            numeric: true,
            cell: (one) => amount(one, 'before'),
          },
          { id: 'after', header: t('data.move.after'), numeric: true, cell: (one) => amount(one, 'after') },
        ]}
      />
      <ul className="data__wholes">
        {wholes.map((one) => (
          <li key={String(one.params?.['target'])}>
            {t('data.move.whole', { place: place(one), whole: amount(one, 'whole') })}
          </li>
        ))}
      </ul>
    </>
  );
}
