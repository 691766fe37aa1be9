import type { PlanRecord } from '@shapan/engine';
import { useState } from 'react';
import { usePlan } from '../../app/open-plan.tsx';
import { useUndoToast } from '../../app/undo-toast.tsx';
import { useExplain } from '../../app/use-submit.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, type Column, DataTable, Dialog, EmptyState, StatusTag } from '../../design/index.ts';
import { FreezeDialog } from './freeze-dialog.tsx';
import { FrozenBy } from './frozen-by.tsx';
import { ownVersions } from './own-versions.ts';

interface VersionsProps {
  readonly onCompare: (from: number) => void;
}

/** Frozen versions: what they are for, and the ways back. */
export function Versions({ onCompare }: VersionsProps) {
  const t = useT();
  const { id, state, summary, isWhatIf } = usePlan();
  const { may } = useWorkspace();
  const [freezing, setFreezing] = useState(false);
  const [restoring, setRestoring] = useState<PlanRecord | null>(null);
  const versions = ownVersions(state, id, summary?.base?.book).toReversed();
  const columns = useColumns(onCompare, setRestoring);
  const freeze = may('version.freeze') && (
    <Button kind="primary" onClick={() => setFreezing(true)}>
      {t('versions.freeze')}
    </Button>
  );
  return (
    <div className="versions-part">
      {versions.length > 0 && <div className="versions-actions">{freeze}</div>}
      <DataTable
        caption={t('versions.tab.versions')}
        rows={versions}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            text={t(isWhatIf ? 'versions.emptyInWhatIf' : 'versions.empty')}
            action={freeze || undefined}
          />
        }
        columns={columns}
      />
      {freezing && <FreezeDialog onClose={() => setFreezing(false)} />}
      {restoring && <RestoreDialog version={restoring} onClose={() => setRestoring(null)} />}
    </div>
  );
}

function useColumns(
  onCompare: VersionsProps['onCompare'],
  restore: (version: PlanRecord) => void,
): readonly Column<PlanRecord>[] {
  const t = useT();
  const { may } = useWorkspace();
  return [
    { id: 'name', header: t('versions.name'), cell: ({ fields }) => String(fields['name']) },
    {
      id: 'purpose',
      header: t('versions.freeze.purpose'),
      cell: ({ fields }) => (
        <StatusTag tone="neutral">{t(`versions.purpose.${purposeOf(fields['purpose'])}`)}</StatusTag>
      ),
    },
    {
      id: 'frozen',
      header: t('versions.frozen'),
      cell: ({ fields }) => <FrozenBy position={Number(fields['position'])} />,
    },
    {
      id: 'reason',
      header: t('versions.freeze.reason'),
      cell: ({ fields }) => String(fields['reason'] ?? ''),
    },
    {
      id: 'fingerprint',
      header: t('versions.fingerprint'),
      cell: ({ fields }) => (
        <>
          {typeof fields['fingerprint'] === 'string' && (
            <>
              <code title={fields['fingerprint']}>{fields['fingerprint'].slice(0, 8)}</code>{' '}
            </>
          )}
          <span className="versions-quiet">
            {t('versions.position', { position: Number(fields['position']) })}
          </span>
        </>
      ),
    },
    {
      id: 'actions',
      header: t('versions.actions'),
      cell: (version) => (
        <span className="versions-actions">
          <Button size="small" onClick={() => onCompare(Number(version.fields['position']))}>
            {t('versions.compareNow')}
          </Button>
          {may('version.restore') && (
            <Button size="small" kind="quiet" onClick={() => restore(version)}>
              {t('versions.restore')}
            </Button>
          )}
        </span>
      ),
    },
  ];
}

const purposeOf = (value: unknown): 'baseline' | 'revision' | 'snapshot' =>
  value === 'baseline' || value === 'revision' ? value : 'snapshot';

function RestoreDialog({ version, onClose }: { readonly version: PlanRecord; readonly onClose: () => void }) {
  const t = useT();
  const { store } = usePlan();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const name = String(version.fields['name']);
  const restore = async (): Promise<void> => {
    const result = await store.submit([{ type: 'version.restore', version: version.id }]);
    if (!explain(result)) return;
    onClose();
    tell({ tone: 'good', title: t('versions.restored', { name }) }, result);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('versions.restore.title', { name })}
      closeLabel={t('app.close')}
      description={t('versions.restore.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={() => void restore()}>
            {t('versions.restore.confirm')}
          </Button>
        </>
      }
    />
  );
}
