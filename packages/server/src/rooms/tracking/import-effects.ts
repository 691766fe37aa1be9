import type { Change } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { rollUp, setImportLive, setSupersededLive } from './ledger-store.ts';

/**
 * What follows in the ledger when import records leave the master book (undo) or come back (redo): their rows stop or
 * begin to count, and what they had corrected counts again or no more.
 */
export async function followImports(tx: Tx, workspaceId: string, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    if (change.type === 'record.removed' && change.record.kind === 'import') {
      await rollUp(tx, workspaceId, await setImportLive(tx, workspaceId, change.record.id, false), -1);
      await rollUp(tx, workspaceId, await setSupersededLive(tx, workspaceId, change.record.id, true), 1);
    }
    if (change.type === 'record.added' && change.record.kind === 'import') {
      await rollUp(tx, workspaceId, await setSupersededLive(tx, workspaceId, change.record.id, false), -1);
      await rollUp(tx, workspaceId, await setImportLive(tx, workspaceId, change.record.id, true), 1);
    }
  }
}
