import { findRecord, recordsOf } from '@shapan/engine';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';
import { Field, Select } from '../../design/index.ts';
import type { Import } from './use-import.ts';

/** Which target of a plan the numbers go into. */
export function TargetChoice({ plan, job }: { readonly plan: string; readonly job: Import }) {
  const t = useT();
  const workspace = useWorkspace();
  const { state } = useBook(workspace.book(plan));
  const master = useBook(workspace.master).state;
  const targets = recordsOf(state, 'target').map(({ id, fields }) => ({
    value: id,
    label: String(findRecord(master, 'metric', String(fields['metric']))?.fields['name'] ?? id),
  }));
  return (
    <Field label={t('documents.target')} hint={targets.length === 0 ? t('documents.target.none') : undefined}>
      <Select
        value={job.choices.target}
        placeholder={t('records.choose')}
        onChange={(target) => job.choose({ target })}
        choices={targets}
      />
    </Field>
  );
}
