import type { CellEvent } from '@shapan/contract';
import { nearestUnits } from '@shapan/engine';
import { formatMoment } from '@shapan/i18n';
import { useQuery } from '@tanstack/react-query';
import { v7 as uuidv7 } from 'uuid';
import { usePlan, usePosition } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { ask } from '../../../data/api.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Dialog } from '../../../design/index.ts';
import { cellFields } from '../explain/cell-comments.ts';
import { useCellWords } from '../explain/use-cell-words.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { Conflict } from './use-send.ts';

interface ConflictDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly conflict: Conflict;
  readonly onAnswer: (answer: 'mine' | 'theirs' | 'both') => void;
}

/** Somebody else changed the cell meanwhile: both numbers, who and when; nothing is overwritten unasked (SPR-T85). */
export function ConflictDialog({ table, format, conflict, onAnswer }: ConflictDialogProps) {
  const t = useT();
  const { store } = usePlan();
  const { workspace, memberName, may } = useWorkspace();
  const submit = useSubmit(store);
  const words = useCellWords(table, format);
  const latest = useLatestEvent(table, conflict);
  const [entry] = conflict.asked.entries;
  if (!entry) return null;
  const number = (value: number | null | undefined): string =>
    typeof value === 'number' ? format.told(value) : t('targets.grid.nothing');
  const texts = {
    cell: words.cell(entry.at),
    mine: number(entry.value),
    theirs: number(conflict.theirs && nearestUnits(conflict.theirs)),
  };
  const remark = async (): Promise<void> => {
    const said = { text: t('targets.conflict.comment', texts), author: workspace.me.id };
    const fields = { ...cellFields(table.layout, entry.at), ...said };
    if (await submit([{ type: 'record.add', kind: 'cellComment', id: uuidv7(), fields }])) onAnswer('both');
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onAnswer('theirs')}
      title={t('targets.conflict.title')}
      closeLabel={t('app.close')}
      description={t('targets.conflict.text', texts)}
      footer={
        <>
          {may('record.editOwn') && (
            <Button onClick={() => void remark()}>{t('targets.conflict.both')}</Button>
          )}
          <Button onClick={() => onAnswer('mine')}>{t('targets.conflict.mine')}</Button>
          <Button kind="primary" autoFocus onClick={() => onAnswer('theirs')}>
            {t('targets.conflict.theirs')}
          </Button>
        </>
      }
    >
      {latest && (
        <p className="targets-hint">
          {t('targets.conflict.who', {
            who: memberName(latest.actor),
            when: formatMoment(latest.at, t.locale),
          })}
        </p>
      )}
    </Dialog>
  );
}

function useLatestEvent({ layout }: TargetTable, { asked }: Conflict): CellEvent | undefined {
  const { workspace } = useWorkspace();
  const { id } = usePlan();
  const position = usePosition();
  const at = asked.entries[0]?.at;
  const query = new URLSearchParams({
    target: layout.target.id,
    members: at?.members.join(',') ?? '',
    time: at?.time ?? '',
    limit: '1',
  });
  const path = `/workspaces/${workspace.id}/books/${id}/cell-history?${query}`;
  const answer = useQuery({
    queryKey: ['cell-history', path, position],
    queryFn: () => ask<CellEvent[]>('GET', path),
    placeholderData: (before) => before,
  });
  return answer.data?.[0];
}
