import type { Change } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { settleImport } from './ledger-store.ts';

/** What follows in the ledger when import records leave the master book (undo) or come back (redo). */
export async function followImports(tx: Tx, workspaceId: string, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    if (change.type !== 'record.removed' && change.type !== 'record.added') continue;
    if (change.record.kind === 'import') await settleImport(tx, workspaceId, change.record.id);
  }
}
