import type { Role, Scope } from './people.ts';

/**
 * Who may do what. Pure rules over plain data: the server decides with them, the browser only greys things out by
 * them. Roles say *what kind* of thing, the scope says *which part* of the organisation.
 */
export interface Actor {
  readonly member: string;
  readonly role: Role;
  readonly scope: Scope;
}

/**
 * Which roles have which ability: the one table of rights. A refusal with `ROLE` names the missing ability.
 * `record.edit` and `target.enter` reach as far as the scope; `record.editOwn` as far as records that name the member.
 */
export const abilities = {
  'people.manage': ['owner'],
  'workspace.manage': ['owner'],
  'master.edit': ['owner', 'director', 'operations'],
  'plan.create': ['owner', 'director', 'operations', 'manager'],
  'plan.shape': ['owner', 'director', 'operations'],
  'plan.remove': ['owner', 'director'],
  'target.enter': ['owner', 'director', 'operations', 'manager', 'rep'],
  'proposal.answer': ['owner', 'director', 'manager'],
  'record.edit': ['owner', 'director', 'operations', 'manager'],
  'record.editOwn': ['owner', 'director', 'operations', 'manager', 'rep'],
  'version.freeze': ['owner', 'director', 'operations'],
  'version.restore': ['owner', 'director'],
  'branch.create': ['owner', 'director', 'operations', 'manager', 'rep'],
  'branch.promote': ['owner', 'director'],
  'actuals.import': ['owner', 'director', 'operations'],
  'undo.any': ['owner', 'director', 'operations'],
} as const satisfies Record<string, readonly Role[]>;

/** Name of an ability, a key of `abilities`. */
export type Ability = keyof typeof abilities;

/** Whether the role has the ability. Says nothing of the scope: `refusal` weighs both. */
export function may(actor: Actor, ability: Ability): boolean {
  return (abilities[ability] as readonly Role[]).includes(actor.role);
}

/** All abilities of the role, in the order of the table. */
export function abilitiesOf(actor: Actor): readonly Ability[] {
  return (Object.keys(abilities) as Ability[]).filter((ability) => may(actor, ability));
}
