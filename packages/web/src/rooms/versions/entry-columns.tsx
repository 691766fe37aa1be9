import type { EntrySummary } from '@shapan/contract';
import { formatMoment, type Translate } from '@shapan/i18n';
import type { Column } from '../../design/index.ts';

/** With what every list of entries begins: when it was, its position, and who did it. */
export const whenAndWho = (
  t: Translate,
  memberName: (id: string | null) => string,
): readonly Column<Pick<EntrySummary, 'at' | 'position' | 'actor'>>[] => [
  {
    id: 'at',
    header: t('versions.history.at'),
    cell: ({ at, position }) => (
      <>
        <time dateTime={at}>{formatMoment(at, t.locale)}</time>
        <span className="versions-quiet num"> #{position}</span>
      </>
    ),
  },
  { id: 'actor', header: t('versions.history.actor'), cell: ({ actor }) => memberName(actor) },
];
