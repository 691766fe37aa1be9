import type { RecordCommand } from '../plan/command.ts';
import { type Kinds, referencedIds } from '../plan/kind.ts';
import type { Fields, FieldValue } from '../plan/record.ts';
import type { TargetCommand } from '../targets/index.ts';

/** What a plan is made by. */
export type PlanCommand = RecordCommand | TargetCommand;

/**
 * The same commands, so that none names a record (of `own`) that only a later one makes: that is said at the end, when all are
 * there. An initiative waits for a task, and the task names its initiative.
 */
export function namedWhenThere(
  commands: readonly PlanCommand[],
  kinds: Kinds,
  own: ReadonlySet<string>,
): readonly PlanCommand[] {
  const made = new Set<string>();
  const isThere = (id: string): boolean => !own.has(id) || made.has(id);
  const later: { readonly kind: string; readonly id: string; readonly set: Fields }[] = [];
  const first = commands.map((command) => {
    if (command.type === 'target.define') made.add(command.id);
    if (command.type !== 'record.add') return command;
    const { kind, id, fields } = command;
    const set = Object.entries(fields).filter(
      ([name, value]) => !named(kinds, kind, name, value).every(isThere),
    );
    made.add(id);
    if (set.length === 0) return command;
    later.push({ kind, id, set: Object.fromEntries(set) });
    return { ...command, fields: { ...fields, ...Object.fromEntries(set.map(([name]) => [name, null])) } };
  });
  const then = later.flatMap(({ kind, id, set }): readonly RecordCommand[] => {
    const there = Object.entries(set).flatMap(([name, value]) => {
      const left = Array.isArray(value) ? (value as readonly string[]).filter(isThere) : value;
      return named(kinds, kind, name, left).every(isThere) ? [[name, left] as const] : [];
    });
    return there.length > 0 ? [{ type: 'record.update', kind, id, set: Object.fromEntries(there) }] : [];
  });
  return [...first, ...then];
}

function named(kinds: Kinds, kind: string, name: string, value: FieldValue): readonly string[] {
  const field = kinds.get(kind)?.fields[name];
  return field?.type === 'reference' ? referencedIds(field, value) : [];
}
