import type { PlanSummary } from '@shapan/contract';
import { formatMoment } from '@shapan/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { problemText } from '../../app/failure.tsx';
import { usePlan, usePosition } from '../../app/open-plan.tsx';
import { ask } from '../../data/api.ts';
import { usePlans, useT, useWorkspace } from '../../data/hooks.tsx';
import {
  Button,
  buttonClass,
  Callout,
  type Column,
  DataTable,
  Dialog,
  EmptyState,
  Field,
  StatusTag,
  TextInput,
  useToasts,
} from '../../design/index.ts';
import { branchComparison } from './branch-comparison.ts';
import { PromoteDialog } from './promote-dialog.tsx';
import type { ComparisonRequest } from './use-comparison.ts';

interface WhatIfsProps {
  readonly onCompare: (request: ComparisonRequest) => void;
}

type Open =
  | { readonly dialog: 'new' }
  | { readonly dialog: 'promote' | 'discard'; readonly branch: PlanSummary };

/** Sandboxes on top of the plan: make one, look at what it changes, adopt it or let it go. */
export function WhatIfs({ onCompare }: WhatIfsProps) {
  const t = useT();
  const { id, isWhatIf } = usePlan();
  const { workspace, may } = useWorkspace();
  const plans = usePlans(workspace.id);
  const queries = useQueryClient();
  const position = usePosition();
  useEffect(() => {
    // Any step of the plan may have adopted a what-if, or taken that back.
    if (position > 0) void queries.invalidateQueries({ queryKey: ['plans', workspace.id] });
  }, [position, queries, workspace.id]);
  const [open, setOpen] = useState<Open | null>(null);
  const columns = useColumns(onCompare, setOpen);
  const close = (): void => setOpen(null);
  const branches = (plans.data ?? []).filter(({ kind, base }) => kind === 'branch' && base?.book === id);
  if (isWhatIf) return <Callout tone="whatif">{t('versions.whatIf.inside')}</Callout>;
  const create = may('branch.create') && (
    <Button kind="primary" onClick={() => setOpen({ dialog: 'new' })}>
      {t('versions.whatIf.new')}
    </Button>
  );
  return (
    <div className="versions-part">
      {branches.length > 0 && <div className="versions-actions">{create}</div>}
      <DataTable
        caption={t('versions.tab.whatIfs')}
        rows={branches}
        rowKey={(branch) => branch.id}
        empty={<EmptyState text={t('versions.whatIf.empty')} action={create || undefined} />}
        columns={columns}
      />
      {open?.dialog === 'new' && <NewDialog onClose={close} />}
      {open?.dialog === 'promote' && <PromoteDialog branch={open.branch} onClose={close} />}
      {open?.dialog === 'discard' && <DiscardDialog branch={open.branch} onClose={close} />}
    </div>
  );
}

/** There is something in it that was not adopted yet. */
const changedSince = ({ adopted, updatedAt }: Pick<PlanSummary, 'adopted' | 'updatedAt'>): boolean =>
  adopted === null || Date.parse(updatedAt) > Date.parse(adopted.at);

function useColumns(
  onCompare: WhatIfsProps['onCompare'],
  open: (dialog: Open) => void,
): readonly Column<PlanSummary>[] {
  const t = useT();
  const { workspace, may, memberName } = useWorkspace();
  return [
    { id: 'name', header: t('versions.whatIf.name'), cell: ({ name }) => name },
    {
      id: 'state',
      header: t('versions.history.size'),
      cell: ({ position, base, updatedAt, adopted }) => (
        <>
          {adopted && (
            <p>
              <StatusTag tone="good">{t('versions.whatIf.adopted')}</StatusTag>{' '}
              {adopted.by === null
                ? formatMoment(adopted.at, t.locale)
                : t('versions.whatIf.adoptedBy', {
                    name: memberName(adopted.by),
                    at: formatMoment(adopted.at, t.locale),
                  })}
              {changedSince({ adopted, updatedAt }) && (
                <span className="versions-quiet"> · {t('versions.whatIf.changedSince')}</span>
              )}
            </p>
          )}
          {t('versions.whatIf.steps', { steps: position })}
          <span className="versions-quiet">
            {' '}
            · {t('versions.whatIf.base', { position: base?.position ?? 0 })} ·{' '}
            {t('versions.whatIf.updated', { at: formatMoment(updatedAt, t.locale) })}
          </span>
        </>
      ),
    },
    {
      id: 'actions',
      header: t('versions.actions'),
      cell: (branch) => (
        <span className="versions-actions">
          <Link
            to="/w/$workspace/plans/$plan/targets"
            params={{ workspace: workspace.id, plan: branch.id }}
            className={buttonClass('default', 'small')}
          >
            {t('versions.whatIf.openIt')}
          </Link>
          <Button
            size="small"
            disabled={branch.position === 0}
            onClick={() => onCompare(branchComparison(branch))}
          >
            {t('versions.whatIf.changes')}
          </Button>
          {may('branch.promote') && changedSince(branch) && (
            <Button
              size="small"
              disabled={branch.position === 0}
              onClick={() => open({ dialog: 'promote', branch })}
            >
              {t('versions.whatIf.promote')}
            </Button>
          )}
          <Button size="small" kind="quiet" onClick={() => open({ dialog: 'discard', branch })}>
            {t('versions.whatIf.discard')}
          </Button>
        </span>
      ),
    },
  ];
}

function NewDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const { id } = usePlan();
  const { workspace } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const [name, setName] = useState('');
  const create = async (): Promise<void> => {
    if (name.trim() === '') return;
    try {
      const made = await ask<PlanSummary>('POST', `/workspaces/${workspace.id}/books/${id}/branches`, {
        id: uuidv7(),
        name: name.trim(),
      });
      await queries.invalidateQueries({ queryKey: ['plans', workspace.id] });
      void navigate({
        to: '/w/$workspace/plans/$plan/targets',
        params: { workspace: workspace.id, plan: made.id },
      });
    } catch (error) {
      toasts.show({ tone: 'bad', title: t('versions.failed'), text: problemText(t, error) });
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('versions.whatIf.new')}
      closeLabel={t('app.close')}
      description={t('versions.whatIf.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" disabled={name.trim() === ''} onClick={() => void create()}>
            {t('versions.whatIf.create')}
          </Button>
        </>
      }
    >
      <Field label={t('versions.whatIf.name')}>
        <TextInput
          value={name}
          onChange={setName}
          onEnter={() => void create()}
          maxLength={120}
          placeholder={t('versions.whatIf.example')}
          autoFocus
        />
      </Field>
    </Dialog>
  );
}

function DiscardDialog({ branch, onClose }: { readonly branch: PlanSummary; readonly onClose: () => void }) {
  const t = useT();
  const { workspace } = useWorkspace();
  const queries = useQueryClient();
  const toasts = useToasts();
  const discard = async (): Promise<void> => {
    try {
      await ask('DELETE', `/workspaces/${workspace.id}/plans/${branch.id}`);
      await queries.invalidateQueries({ queryKey: ['plans', workspace.id] });
      onClose();
    } catch (error) {
      toasts.show({ tone: 'bad', title: t('versions.failed'), text: problemText(t, error) });
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('versions.whatIf.discard.title', { name: branch.name })}
      closeLabel={t('app.close')}
      description={t('versions.whatIf.discard.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="danger" onClick={() => void discard()}>
            {t('versions.whatIf.discard')}
          </Button>
        </>
      }
    />
  );
}
