import type { CommandRequest } from '@shapan/contract';
import { type PlanRecord, REASSIGNMENT } from '@shapan/engine';
import { Undo2 } from 'lucide-react';
import { dateText } from '../../app/dates.ts';
import { IconButton } from '../../design/index.ts';
import { memberLabel, type RecordContext } from '../../records/index.ts';
import { standingsOf } from './moves.ts';

interface StandingsProps {
  readonly context: RecordContext;
  readonly member: PlanRecord;
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
}

/** Where a member has stood and will stand; a change of it can be taken back. */
export function Standings({ context, member, submit }: StandingsProps) {
  const { t, master } = context;
  const standings = standingsOf(master, member);
  if (standings.length < 2) return null;
  return (
    <ul className="data__standings" aria-label={t('data.standing')}>
      {standings.map(({ parent, from, record }) => {
        const name = parent === null ? t('data.move.top') : memberLabel(context, parent);
        const since = from === null ? t('data.standing.first') : dateText(from, t.locale);
        return (
          <li key={from ?? ''}>
            <span className="num quiet">{since}</span> {name}
            {record !== null && (
              <IconButton
                size="small"
                label={t('data.standing.remove', { parent: name, from: since })}
                icon={<Undo2 />}
                onClick={() => void submit([{ type: 'record.remove', kind: REASSIGNMENT, id: record }])}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
