import type { HistoryEntry } from '@shapan/contract';
import type { Change } from '@shapan/engine';
import type { EntryRow } from './store.ts';

export type About = NonNullable<HistoryEntry['about']>;

/** Whether an entry may be about a record: only then are its changes worth reading. An undoing says what it undid. */
export const hasAbout = ({ records, undoes }: Pick<EntryRow, 'records' | 'undoes'>): boolean =>
  records > 0 && undoes === null;

/**
 * The records that an entry was about, from those of its changes that the reader may see: what its command is about, and
 * otherwise what all of them are of one kind.
 */
export function aboutOf(
  { label, undoes }: Pick<EntryRow, 'label' | 'undoes'>,
  changes: readonly Change[],
): About | null {
  if (undoes !== null) return null;
  const touched = changes.flatMap(touchedBy);
  const types = label.split(',');
  const kind = Object.entries(aboutWhat).find(([type]) => types.includes(type))?.[1] ?? touched[0]?.kind;
  const isAbout =
    kind !== undefined &&
    (types.some((type) => type in aboutWhat) || touched.every((one) => one.kind === kind));
  const alike = isAbout ? touched.filter((one) => one.kind === kind) : [];
  const [first] = alike;
  if (!first) return null;
  const same = new Set(alike.filter(({ did }) => did === first.did).map(({ id }) => id));
  return { ...first, count: same.size };
}

/** What commands are about that may change other records along with it. */
const aboutWhat: Readonly<Record<string, string>> = {
  'target.runRule': 'breakdownRule',
  'target.propose': 'proposal',
  'target.answer': 'proposal',
};

function touchedBy(change: Change): readonly Omit<About, 'count'>[] {
  switch (change.type) {
    case 'record.added':
      return [{ did: 'added', ...change.record } as Omit<About, 'count'>];
    case 'record.removed':
      return [{ did: 'removed', ...change.record } as Omit<About, 'count'>];
    case 'record.changed':
      return [
        { did: 'changed', kind: change.kind, id: change.id, fields: change.after } as Omit<About, 'count'>,
      ];
    default:
      return [];
  }
}
