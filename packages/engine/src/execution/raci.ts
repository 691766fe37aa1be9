import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import type { Fields, PlanRecord } from '../plan/record.ts';

/** Who does it, who answers for it, who is asked, who is told: in the order in which they are written. */
export const raciLetters = ['R', 'A', 'C', 'I'] as const;
/** One of `raciLetters`. */
export type RaciLetter = (typeof raciLetters)[number];

/** Somebody who may bear letters: a member of the workspace, or one of its departments. */
export interface RaciParty {
  readonly kind: 'person' | 'department';
  readonly id: string;
}

/** Fields of a task that hold a letter of somebody. Exactly one person answers for it, so nobody else can be named there. */
const fieldsOf: Readonly<Record<RaciParty['kind'], Partial<Readonly<Record<RaciLetter, string>>>>> = {
  person: { R: 'responsible', A: 'accountable', C: 'consulted', I: 'informed' },
  department: { R: 'departments', C: 'departmentsConsulted', I: 'departmentsInformed' },
};

/** Letters that somebody of this kind may bear: a department answers for nothing, one person does. */
export const lettersOpenTo = (kind: RaciParty['kind']): readonly RaciLetter[] =>
  raciLetters.filter((letter) => fieldsOf[kind][letter] !== undefined);

/** The letters that somebody bears in a task, in their order; none where the task does not name them. */
export function raciOf(
  { fields }: Pick<PlanRecord, 'fields'>,
  { kind, id }: RaciParty,
): readonly RaciLetter[] {
  return lettersOpenTo(kind).filter((letter) => idsIn(fields, fieldsOf[kind][letter] ?? '').includes(id));
}

/** Everybody whom a task names, people first. */
export function raciParties({ fields }: Pick<PlanRecord, 'fields'>): readonly RaciParty[] {
  return (['person', 'department'] as const).flatMap((kind) => {
    const ids = lettersOpenTo(kind).flatMap((letter) => idsIn(fields, fieldsOf[kind][letter] ?? ''));
    return [...new Set(ids)].map((id) => ({ kind, id }));
  });
}

/**
 * What to set in a task so that somebody bears just these letters; nothing where they do already. Who answers for it is one
 * person: who takes that letter takes it from whoever had it. `INVALID` for a letter that is not open to a department.
 */
export function withRaci(
  { fields }: Pick<PlanRecord, 'fields'>,
  { kind, id }: RaciParty,
  letters: readonly RaciLetter[],
): Result<Fields> {
  const open = lettersOpenTo(kind);
  if (letters.some((letter) => !open.includes(letter))) return refuse(notOpen(open));
  const set = open.flatMap((letter): readonly (readonly [string, Fields[string]])[] => {
    const name = fieldsOf[kind][letter] ?? '';
    const ids = idsIn(fields, name);
    if (ids.includes(id) === letters.includes(letter)) return [];
    if (letter === 'A') return [[name, letters.includes('A') ? id : null]];
    const after = letters.includes(letter) ? [...ids, id] : ids.filter((one) => one !== id);
    return [[name, after.length > 0 ? after : null]];
  });
  return ok(Object.fromEntries(set));
}

const notOpen = (open: readonly RaciLetter[]): Problem =>
  problem('INVALID', 'letters', { options: open.join(', ') });

const idsIn = (fields: Fields, name: string): readonly string[] => {
  const value = fields[name] ?? [];
  return Array.isArray(value) ? (value as readonly string[]) : [String(value)];
};
