import type { EntrySummary } from '@shapan/contract';
import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useSubmit } from '../../app/use-submit.ts';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, buttonClass, Callout } from '../../design/index.ts';
import type { Import } from './use-import.ts';

/** It is in: where to see it, and the way back. */
export function DoneStep({ job }: { readonly job: Import }) {
  const t = useT();
  const { workspace } = useWorkspace();
  const params = { workspace: workspace.id };
  const { choices, report } = job;
  const { undo, undone } = useUndoImport(job);
  if (undone) {
    return (
      <Callout tone="neutral" title={t('documents.undone')} announce="polite" action={<Again job={job} />} />
    );
  }
  const result =
    choices.purpose === 'targets' && choices.plan !== null ? (
      <Link
        to="/w/$workspace/plans/$plan/targets"
        params={{ ...params, plan: choices.plan }}
        className={buttonClass('primary')}
      >
        {t('documents.see.targets')}
      </Link>
    ) : (
      <Link
        to="/w/$workspace/data"
        params={params}
        search={(before) => ({ ...before, tab: 'imports' })}
        className={buttonClass('primary')}
      >
        {t('documents.see.imports')}
      </Link>
    );
  return (
    <Callout tone="good" title={t('documents.done', { count: report?.fresh ?? 0 })} announce="polite">
      <div className="import__actions">
        {result}
        {(choices.purpose === 'targets' || report?.importId) && (
          <Button icon={<Undo2 aria-hidden="true" />} onClick={() => void undo()}>
            {t('data.imports.undo')}
          </Button>
        )}
        <Again job={job} />
      </div>
    </Callout>
  );
}

function Again({ job }: { readonly job: Import }) {
  const t = useT();
  return <Button onClick={job.restart}>{t('documents.again')}</Button>;
}

/** Actuals leave with the record of their import; targets by undoing the entry that brought them. */
function useUndoImport({ choices, report }: Import) {
  const workspace = useWorkspace();
  const target =
    choices.purpose === 'targets' && choices.plan !== null ? workspace.book(choices.plan) : undefined;
  const submit = useSubmit(target ?? workspace.master);
  const [undone, setUndone] = useState(false);
  const undo = async (): Promise<void> => {
    if (!target) {
      if (!report?.importId) return;
      setUndone(await submit([{ type: 'record.remove', kind: 'import', id: report.importId }]));
      return;
    }
    const path = `/workspaces/${workspace.workspace.id}/books/${target.bookId}/entries?limit=50`;
    const entries = await ask<EntrySummary[]>('GET', path);
    const own = entries.find(
      ({ actor, label }) => actor === workspace.workspace.me.id && label.includes('target.'),
    );
    if (own) setUndone(await submit([{ type: 'undo', position: own.position }]));
  };
  return { undo, undone };
}
