import type { Submission } from '@shapan/contract';
import { type Fields, kinds, type PlanRecord, type Problem, problem } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';

/**
 * Who is named in a record and is nobody of the workspace: `UNKNOWN_REFERENCE` at the field, with the id. Whoever left is still
 * somebody. Only what is typed is looked at, once for all commands, and nothing is read where nobody is named.
 */
export async function unknownPersons(
  tx: Tx,
  workspaceId: string,
  commands: Submission['commands'],
): Promise<readonly Problem[]> {
  const named = commands.flatMap((command, i) => {
    if (command.type !== 'record.add' && command.type !== 'record.update') return [];
    const side = command.type === 'record.add' ? 'fields' : 'set';
    const typed = (command.type === 'record.add' ? command.fields : command.set) as Fields;
    const at = commands.length > 1 ? `commands[${i}].${side}` : side;
    return personsIn(command.kind, typed).map(({ name, id }) => ({ path: `${at}.${name}`, id }));
  });
  const known = await knownPersons(tx, workspaceId, named);
  return named
    .filter(({ id }) => !known.has(id))
    .map(({ path, id }) => problem('UNKNOWN_REFERENCE', path, { id }));
}

/** Records without the names of those who are nobody of the workspace. */
export async function withKnownPersons(
  tx: Tx,
  workspaceId: string,
  records: readonly PlanRecord[],
): Promise<readonly PlanRecord[]> {
  const namedIn = ({ kind, fields }: PlanRecord) => personsIn(kind, fields);
  const known = await knownPersons(tx, workspaceId, records.flatMap(namedIn));
  return records.map((record) => {
    const lost = namedIn(record).filter(({ id }) => !known.has(id));
    const left = lost.map(({ name }) => {
      const value = record.fields[name];
      return [name, Array.isArray(value) ? value.filter((id) => known.has(String(id))) : null];
    });
    return lost.length === 0
      ? record
      : { ...record, fields: { ...record.fields, ...Object.fromEntries(left) } };
  });
}

function personsIn(kind: string, fields: Fields): readonly { readonly name: string; readonly id: string }[] {
  return Object.entries(kinds.get(kind)?.fields ?? {}).flatMap(([name, field]) => {
    const value = field.type === 'person' ? fields[name] : null;
    const ids = Array.isArray(value) ? value : [value];
    return ids.flatMap((id) => (typeof id === 'string' && id !== '' ? [{ name, id }] : []));
  });
}

async function knownPersons(
  tx: Tx,
  workspaceId: string,
  named: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  if (named.length === 0) return new Set();
  const { rows } = await tx.query<{ id: string }>(
    'SELECT member_id::text AS id FROM member WHERE workspace_id = $1 AND member_id::text = ANY($2)',
    [workspaceId, [...new Set(named.map(({ id }) => id))]],
  );
  return new Set(rows.map(({ id }) => id));
}
