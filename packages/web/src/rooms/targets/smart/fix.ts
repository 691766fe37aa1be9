import type { SmartFinding } from '@shapan/engine';
import type { ListColumn } from '../list/list-model.ts';

/** Where a finding is put right: a cell of the list of targets, or another room. */
export type SmartFix =
  | { readonly column: ListColumn }
  | { readonly room: 'overview' | 'strategy' | 'tracking' | 'import' };

const byRule: Readonly<Record<string, SmartFix>> = {
  S3: { column: 'accountable' },
  S4: { column: 'value' },
  M1: { column: 'value' },
  M3: { column: 'baseline' },
  M4: { column: 'dataSource' },
  M5: { room: 'import' },
  A1: { column: 'value' },
  A2: { room: 'strategy' },
  R1: { room: 'overview' },
  R2: { room: 'strategy' },
  T2: { room: 'overview' },
  T3: { room: 'tracking' },
  T4: { room: 'overview' },
};

/** `null` where it holds, and where nobody can enter yet what is missing. */
export function fixOf({ rule, level, params }: SmartFinding): SmartFix | null {
  if (level === 'pass') return null;
  const { missing } = params;
  if (missing === 'history') return { room: 'import' };
  if (missing === 'baseline' || missing === 'value') return { column: missing };
  return byRule[rule] ?? null;
}
