import { addDays, isDate } from '../../foundation/date.ts';
import type { UpdateRecord } from '../../plan/command.ts';
import type { Fields } from '../../plan/record.ts';
import { type BookState, findRecord } from '../../plan/state.ts';

/** What might become of an initiative: days by which it slips further, 0 or more, or that it is cut. */
export type Fate = { readonly slipDays: number } | 'cut';

/** What might become of initiatives, by id. */
export type Trial = ReadonlyMap<string, Fate>;

/** What of an initiative's fields is another then: a slip moves its days and is kept, so that estimates stay what they are. */
export function fieldsUnder(fate: Fate | undefined, fields: Fields): Fields {
  if (fate === undefined) return {};
  if (fate === 'cut') return { status: 'dropped' };
  const later = (name: 'from' | 'to'): Fields => {
    const day = fields[name];
    return isDate(day) ? { [name]: addDays(day, fate.slipDays) } : {};
  };
  return { ...later('from'), ...later('to'), slipDays: Number(fields['slipDays'] ?? 0) + fate.slipDays };
}

/** The commands that make a trial true, each only as long as its initiative is what was looked at. */
export function trialCommands(state: BookState, trial: Trial): readonly UpdateRecord[] {
  return [...trial].flatMap(([id, fate]) => {
    const fields = findRecord(state, 'initiative', id)?.fields;
    if (!fields) return [];
    const set = fieldsUnder(fate, fields);
    const expect = Object.fromEntries(Object.keys(set).map((name) => [name, fields[name] ?? null]));
    return [{ type: 'record.update', kind: 'initiative', id, set, expect }];
  });
}
