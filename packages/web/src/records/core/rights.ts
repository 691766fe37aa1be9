import { type Actor, refusal, type Territory, territoryOf } from '@shapan/contract';
import { kinds, type PlanRecord } from '@shapan/engine';

type CommandContext = Parameters<typeof refusal>[2];

/** What the reader may do with records, by the rule that the server judges by; what one may not is not offered. */
export interface RecordRights {
  /** Whether the role adds records of a kind: at all, or those that name the reader. Where they lie is not asked. */
  readonly mayAdd: (kind: string) => boolean;
  readonly mayChange: (record: PlanRecord) => boolean;
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
  return {
    mayAdd(kind) {
      const persons = kinds.get(kind)?.scope?.persons ?? [];
      const fields = Object.fromEntries(persons.map((field) => [field, actor.member]));
      return refusal(actor, { type: 'record.add', kind, id: '', fields }, everywhere) === null;
    },
    mayChange(record) {
      const found = judged.get(record.id);
      if (found !== undefined) return found;
      const may = judge(record);
      judged.set(record.id, may);
      return may;
    },
  };
}
