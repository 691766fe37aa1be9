import type { Ability, CommandRequest } from '@shapan/contract';
import type { SmartFinding } from '@shapan/engine';
import { isTypedAtTop, type ListColumn, type ListRow } from '../list/list-model.ts';

/** Where a finding is put right: a cell of the list of targets, or another room. */
export type SmartFix =
  | { readonly column: ListColumn }
  | { readonly room: 'overview' | 'research' | 'strategy' | 'execution' | 'tracking' | 'import' };

const byRule: Readonly<Record<string, SmartFix>> = {
  S3: { column: 'accountable' },
  S4: { column: 'value' },
  M1: { column: 'value' },
  M3: { column: 'baseline' },
  M4: { column: 'dataSource' },
  M5: { room: 'import' },
  A1: { column: 'value' },
  A2: { room: 'strategy' },
  A3: { room: 'research' },
  A4: { column: 'pipeline' },
  A5: { room: 'strategy' },
  R1: { room: 'overview' },
  R2: { room: 'strategy' },
  T2: { room: 'overview' },
  T3: { room: 'tracking' },
  T4: { room: 'overview' },
};

/** `null` where it holds, and where nobody can enter yet what is missing. */
export function fixOf({ rule, level, code, params }: SmartFinding): SmartFix | null {
  if (level === 'pass') return null;
  const { missing } = params;
  if (missing === 'history' || code === 'SMART_HISTORY_SHORT') return { room: 'import' };
  if (missing === 'baseline' || missing === 'value') return { column: missing };
  if (missing === 'pipeline.winRate') return { column: 'winRate' };
  if (code === 'SMART_WORKLOAD_OVER') return { room: 'execution' };
  if (code === 'SMART_TOO_EASY') return { column: 'value' };
  return byRule[rule] ?? null;
}

/** What the reader may do: by role, and by the rule that the server will judge a command by. */
export interface Rights {
  readonly may: (ability: Ability) => boolean;
  readonly allows: (command: CommandRequest) => boolean;
  /** The record of what the plan as a whole says. */
  readonly brief: string;
}

/** Whether the reader may do what the fix takes. */
export function mayFix(
  fix: SmartFix,
  { target, top, table }: FixedRow,
  { may, allows, brief }: Rights,
): boolean {
  const update = (kind: string, id: string, field: string): CommandRequest => ({
    type: 'record.update',
    kind,
    id,
    set: { [field]: '' },
  });
  if ('column' in fix) {
    if (fix.column !== 'value') return allows(update('target', target.id, fix.column));
    const at = { members: [...(top ?? [])], time: table?.layout.frame.time.ids[0] ?? 'all' };
    return (
      isTypedAtTop({ table, top }) &&
      allows({ type: 'target.enter', target: target.id, entries: [{ at, value: 0 }] })
    );
  }
  switch (fix.room) {
    case 'import':
      return may('actuals.import');
    case 'overview':
      return allows(update('brief', brief, 'cadence'));
    case 'research':
    case 'strategy':
    case 'execution':
    case 'tracking':
      return may('record.edit') || may('record.editOwn');
  }
}

type FixedRow = Pick<ListRow, 'target' | 'top' | 'table'>;
