import { recordsOf } from '@shapan/engine';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';
import { Field, Select } from '../../design/index.ts';
import { columnCount, columnName, memberColumns, type Sheet, withMemberColumn } from './mapping.ts';
import type { Import } from './use-import.ts';

const NONE = '';

/** Whose members a list is about. */
export function DimensionField({ job }: { readonly job: Import }) {
  const t = useT();
  const { state } = useBook(useWorkspace().master);
  return (
    <Field label={t('documents.dimension')}>
      <Select
        value={job.choices.dimension}
        placeholder={t('records.choose')}
        onChange={(dimension) => job.choose({ dimension })}
        choices={recordsOf(state, 'dimension').map(({ id, fields }) => ({
          value: id,
          label: String(fields['name']),
        }))}
      />
    </Field>
  );
}

/** Which column of a list of members says what. */
export function MemberFields({ job, sheet }: { readonly job: Import; readonly sheet: Sheet }) {
  const t = useT();
  const { members, mapMembers } = job;
  if (!members) return null;
  const choices = [
    { value: NONE, label: t('documents.map.none') },
    ...Array.from({ length: columnCount(sheet) }, (_, column) => ({
      value: String(column),
      label: columnName(sheet, column),
    })),
  ];
  return (
    <div className="records__form">
      {memberColumns.map((field) => (
        <Field
          key={field}
          label={t(`documents.members.${field}`)}
          hint={field === 'from' || field === 'parent' ? t(`documents.members.${field}.hint`) : undefined}
        >
          <Select
            value={members[field] === undefined ? NONE : String(members[field])}
            onChange={(value) =>
              mapMembers(withMemberColumn(members, field, value === NONE ? null : Number(value)))
            }
            choices={choices}
          />
        </Field>
      ))}
    </div>
  );
}
