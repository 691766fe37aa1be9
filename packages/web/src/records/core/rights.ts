import { type Actor, type CommandRequest, refusal, type Territory, territoryOf } from '@shapan/contract';
import { kinds, type PlanRecord } from '@shapan/engine';

type CommandContext = Parameters<typeof refusal>[2];

/** What the reader may do with records, by the rule that the server judges by; what one may not is not offered. */
export interface RecordRights {
  /** Whether the role adds records of a kind: at all, or those that name the reader. Where they lie is not asked. */
  readonly mayAdd: (kind: string) => boolean;
  readonly mayChange: (record: PlanRecord) => boolean;
  /** Whether the reader may give a command just as it is. */
  readonly allows: (command: CommandRequest) => boolean;
  /**
   * A command as the reader may give it: a record that would lie nowhere is laid in their part, and one of nobody's names them,
   * where it is not theirs to add otherwise.
   */
  readonly asOwn: (command: CommandRequest) => CommandRequest;
}

type Adding = Extract<CommandRequest, { type: 'record.add' }>;

/** The record names the member wherever it names nobody. */
function named(add: Adding, { member }: Actor): Adding {
  const persons = kinds.get(add.kind)?.scope?.persons ?? [];
  const nobody = persons.filter((field) => (add.fields[field] ?? '') === '');
  return { ...add, fields: { ...add.fields, ...Object.fromEntries(nobody.map((field) => [field, member])) } };
}

/** The record lies in the member's part, as far as that is one place and the record does not say another. */
function placed(add: Adding, { scope }: Actor): Adding {
  const { coordinate: field, confined } = kinds.get(add.kind)?.scope ?? {};
  if (field === undefined || confined) return add;
  const alone = scope.filter((one) =>
    scope.every((other) => other === one || other.dimension !== one.dimension),
  );
  const part = Object.fromEntries(alone.map(({ dimension, member }) => [dimension, member]));
  return { ...add, fields: { ...add.fields, [field]: { ...part, ...(add.fields[field] as object | null) } } };
}

/** Rights as of one state of the books; each record is judged once. */
export function rightsIn(
  actor: Actor,
  { master, today, ...books }: Pick<CommandContext, 'state' | 'master' | 'book' | 'today'>,
): RecordRights {
  let part: Territory | undefined;
  const judged = new Map<string, boolean>();
  const everywhere: CommandContext = { ...books, master, today, kinds, territory: new Map() };
  const allows = (command: CommandRequest): boolean => {
    part ??= territoryOf(actor.scope, master, today);
    return refusal(actor, command, { ...everywhere, territory: part }) === null;
  };
  return {
    allows,
    asOwn(command) {
      if (command.type !== 'record.add') return command;
      return [command, placed(command, actor), named(command, actor)].find(allows) ?? command;
    },
    mayAdd(kind) {
      const add = named({ type: 'record.add', kind, id: '', fields: {} }, actor);
      return refusal(actor, add, everywhere) === null;
    },
    mayChange({ kind, id }) {
      const found = judged.get(id);
      if (found !== undefined) return found;
      const may = allows({ type: 'record.update', kind, id, set: {} });
      judged.set(id, may);
      return may;
    },
  };
}
