import type { CommandRequest, EntrySummary } from '@shapan/contract';
import { Link } from '@tanstack/react-router';
import { Redo2, Undo2 } from 'lucide-react';
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
  const { back, undone } = useUndoImport(job);
  if (undone) {
    return (
      <Callout tone="neutral" title={t('documents.undone')} announce="polite">
        <div className="import__actions">
          <Button icon={<Redo2 aria-hidden="true" />} onClick={() => void back()}>
            {t('documents.redo')}
          </Button>
          <Again job={job} />
        </div>
      </Callout>
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
        search={(before) => ({ ...before, tab: choices.purpose === 'members' ? 'dimensions' : 'imports' })}
        className={buttonClass('primary')}
      >
        {t(choices.purpose === 'members' ? 'documents.see.members' : 'documents.see.imports')}
      </Link>
    );
  return (
    <Callout tone="good" title={t('documents.done', { count: report?.fresh ?? 0 })} announce="polite">
      <div className="import__actions">
        {result}
        {(choices.purpose !== 'actuals' || report?.importId) && (
          <Button icon={<Undo2 aria-hidden="true" />} onClick={() => void back()}>
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

/**
 * Actuals leave with the record of their import, targets and members by undoing the entry that brought them. From then on each step
 * undoes the one before: what was taken back comes back, as often as wanted.
 */
function useUndoImport({ choices, report }: Import) {
  const workspace = useWorkspace();
  const target =
    choices.purpose === 'targets' && choices.plan !== null ? workspace.book(choices.plan) : undefined;
  const book = target ?? workspace.master;
  const submit = useSubmit(book);
  const [undone, setUndone] = useState(false);
  const [last, setLast] = useState<number | null>(null);
  const newest = async (fits: (entry: EntrySummary) => boolean): Promise<number | null> => {
    const path = `/workspaces/${workspace.workspace.id}/books/${book.bookId}/entries?limit=50&asked=false`;
    const entries = await ask<EntrySummary[]>('GET', path);
    const own = entries.find((entry) => entry.actor === workspace.workspace.me.id && fits(entry));
    return own?.position ?? null;
  };
  const step = async (command: CommandRequest): Promise<void> => {
    if (!(await submit([command]))) return;
    setUndone((now) => !now);
    setLast(await newest(() => true));
  };
  const back = async (): Promise<void> => {
    if (last === null && choices.purpose === 'actuals') {
      if (report?.importId) await step({ type: 'record.remove', kind: 'import', id: report.importId });
      return;
    }
    const wanted = target ? 'target.' : 'record.';
    const position = last ?? (await newest(({ label }) => label.includes(wanted)));
    if (position !== null) await step({ type: 'undo', position });
  };
  return { back, undone };
}
