import { type Actor, type CommandRequest, refusal, type Territory, territoryOf } from '@shapan/contract';
import { kinds, type PlanRecord } from '@shapan/engine';

type CommandContext = Parameters<typeof refusal>[2];

/** What the reader may do with records, by the rule that the server judges by; what one may not is not offered. */
export interface RecordRights {
  /** Whether the role adds records of a kind: at all, or those that name the reader. Where they lie is not asked. */
  readonly mayAdd: (kind: string) => boolean;
  readonly mayChange: (record: PlanRecord) => boolean;
  /** A command as the reader may give it: what would be a record of nobody's names the reader, who adds only their own. */
  readonly inOwnName: (command: CommandRequest) => CommandRequest;
}

/** Rights as of one state of the books; each record is judged once. */
export function rightsIn(
  actor: Actor,
  { master, today, ...books }: Pick<CommandContext, 'state' | 'master' | 'book' | 'today'>,
): RecordRights {
  let part: Territory | undefined;
  const judged = new Map<string, boolean>();
  const everywhere: CommandContext = { ...books, master, today, kinds, territory: new Map() };
  const judge = ({ kind, id }: PlanRecord): boolean => {
    part ??= territoryOf(actor.scope, master, today);
    const update = { type: 'record.update', kind, id, set: {} } as const;
    return refusal(actor, update, { ...everywhere, territory: part }) === null;
  };
  const allows = (command: CommandRequest): boolean => refusal(actor, command, everywhere) === null;
  const inOwnName = (command: CommandRequest): CommandRequest => {
    if (command.type !== 'record.add' || allows(command)) return command;
    const nobody = (kinds.get(command.kind)?.scope?.persons ?? []).filter(
      (field) => (command.fields[field] ?? '') === '',
    );
    const named = Object.fromEntries(nobody.map((field) => [field, actor.member]));
    const own = { ...command, fields: { ...command.fields, ...named } };
    return allows(own) ? own : command;
  };
  return {
    inOwnName,
    mayAdd: (kind) => allows(inOwnName({ type: 'record.add', kind, id: '', fields: {} })),
    mayChange(record) {
      const found = judged.get(record.id);
      if (found !== undefined) return found;
      const may = judge(record);
      judged.set(record.id, may);
      return may;
    },
  };
}
