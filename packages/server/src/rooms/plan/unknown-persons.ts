import type { Submission } from '@shapan/contract';
import { type Fields, kinds, type Problem, problem } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';

/**
 * Who is named in a record and is nobody of the workspace: `UNKNOWN_REFERENCE` at the field, with the id. Whoever left is still
 * somebody. Only what is typed is looked at, and nothing is read where nobody is named.
 */
export async function unknownPersons(
  tx: Tx,
  workspaceId: string,
  command: Submission['commands'][number],
): Promise<readonly Problem[]> {
  if (command.type !== 'record.add' && command.type !== 'record.update') return [];
  const side = command.type === 'record.add' ? 'fields' : 'set';
  const typed = (command.type === 'record.add' ? command.fields : command.set) as Fields;
  const named = Object.entries(kinds.get(command.kind)?.fields ?? {}).flatMap(([name, field]) => {
    const value = field.type === 'person' ? typed[name] : null;
    const ids = Array.isArray(value) ? value : [value];
    return ids.flatMap((id) => (typeof id === 'string' && id !== '' ? [{ name, id }] : []));
  });
  if (named.length === 0) return [];
  const { rows } = await tx.query<{ id: string }>(
    'SELECT member_id::text AS id FROM member WHERE workspace_id = $1 AND member_id::text = ANY($2)',
    [workspaceId, named.map(({ id }) => id)],
  );
  const known = new Set(rows.map(({ id }) => id));
  return named
    .filter(({ id }) => !known.has(id))
    .map(({ name, id }) => problem('UNKNOWN_REFERENCE', `${side}.${name}`, { id }));
}
