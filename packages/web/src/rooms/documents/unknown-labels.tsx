import { findRecord, type PlanRecord, recordsOf } from '@shapan/engine';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';
import { Combobox, Field, Panel } from '../../design/index.ts';
import { withLabel } from './mapping.ts';
import type { Import } from './use-import.ts';

type Unknown = Import['unknown'][number];

/** Names of the file that no member has: each can be said to be one that is there. */
export function UnknownLabels({ job }: { readonly job: Import }) {
  const t = useT();
  const { state } = useBook(useWorkspace().master);
  const { unknown, mapping, map, choices } = job;
  if (unknown.length === 0 || !mapping) return null;
  const members = recordsOf(state, 'dimensionMember');
  const nameOf = (dimension: string): string =>
    String(findRecord(state, 'dimension', dimension)?.fields['name'] ?? dimension);
  return (
    <Panel title={t('documents.unknown')} note={t('documents.unknown.hint')}>
      <div className="import__labels">
        {unknown.map((one) => (
          <Field
            key={JSON.stringify([one.dimension, one.text])}
            label={one.text}
            note={t('documents.unknown.note', { dimension: nameOf(one.dimension), count: one.rows })}
          >
            <Combobox
              value={memberOf(job, one)}
              onChange={(member) => map(withLabel(mapping, one, member))}
              choices={choicesOf(members, one.dimension)}
              placeholder={t(choices.createMembers ? 'documents.unknown.create' : 'records.choose')}
              emptyText={t('documents.unknown.none')}
              openLabel={t('documents.unknown.open')}
              clearLabel={t('documents.unknown.clear')}
            />
          </Field>
        ))}
      </div>
    </Panel>
  );
}

const memberOf = ({ mapping }: Import, { dimension, text }: Unknown): string | null =>
  mapping?.labels?.find((one) => one.dimension === dimension && one.text === text)?.member ?? null;

const choicesOf = (members: readonly PlanRecord[], dimension: string) =>
  members
    .filter(({ fields }) => fields['dimension'] === dimension)
    .map(({ id, fields }) => ({
      value: id,
      label: String(fields['name']),
      ...(typeof fields['code'] === 'string' && { hint: fields['code'], keywords: [fields['code']] }),
    }));
