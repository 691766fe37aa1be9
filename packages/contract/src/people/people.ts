import { z } from 'zod';

/**
 * What kind of thing a member may do; `abilities` says which. Not a ladder to compare by: ask `may`. Every workspace
 * keeps at least one active owner (`LAST_OWNER`).
 */
export const roles = ['owner', 'director', 'operations', 'manager', 'rep', 'viewer'] as const;

/** One of `roles`; anything else is refused with `INVALID`. */
export const roleSchema = z.enum(roles).meta({ id: 'Role' });

/** One of `roles`: exactly one per member and workspace. */
export type Role = z.infer<typeof roleSchema>;

/**
 * What part of the organisation a member sees: one or more subtrees, each a dimension member. Subtrees of the same
 * dimension add up; different dimensions narrow each other. An empty list is the whole workspace.
 */
export const scopeSchema = z
  .array(z.strictObject({ dimension: z.string().max(64), member: z.string().max(64) }))
  .max(100)
  .meta({ id: 'Scope' });

/** A scope as stored: roots of subtrees by id. `territoryOf` turns it into the members inside. */
export type Scope = z.infer<typeof scopeSchema>;

/** Languages in which every sentence of the product exists. */
export const localeSchema = z.enum(['zh-CN', 'en']);

/** A language of the product, as a BCP 47 tag. */
export type Locale = z.infer<typeof localeSchema>;

/**
 * A person in one workspace. `id` names the membership, not the user, and is what records hold as `person`. `active:
 * false` = membership ended; the name stays for the history. `email` is `null` for readers without `people.manage`.
 */
export const memberSchema = z
  .object({
    id: z.uuid(),
    displayName: z.string(),
    role: roleSchema,
    scope: scopeSchema,
    active: z.boolean(),
    email: z.string().nullable().meta({ description: 'Only shown to who may manage people' }),
    joined: z.boolean().meta({ description: 'false = invited, has not signed in yet' }),
  })
  .meta({ id: 'Member' });

/** A membership as the reader may see it. */
export type Member = z.infer<typeof memberSchema>;

/**
 * A workspace as the caller sees it. `currency` is ISO 4217; `example` marks the worked example, which may be cleared;
 * `masterBook` is the id of the book that holds its master data.
 */
export const workspaceSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    locale: localeSchema,
    currency: z.string().length(3),
    example: z.boolean(),
    masterBook: z.uuid(),
    timeZone: z.string().meta({ description: 'The IANA zone by which this server says which day it is' }),
    me: memberSchema,
    abilities: z.array(z.string()).meta({ description: 'What the caller may do here, by ability name' }),
  })
  .meta({ id: 'Workspace' });

/** A workspace together with what the caller is and may do in it. */
export type WorkspaceView = z.infer<typeof workspaceSchema>;

/**
 * A workspace to be made; the caller becomes its owner under `displayName`. The asker makes `id`, so that sending it
 * again makes no second one. `currency` is ISO 4217 in capitals.
 */
export const newWorkspaceSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string().trim().min(1).max(80),
    locale: localeSchema,
    currency: z.string().regex(/^[A-Z]{3}$/),
    displayName: z.string().trim().min(1).max(80),
  })
  .meta({ id: 'NewWorkspace' });

/**
 * What may change of a workspace: its name. Language and currency are what its texts and amounts were written in, and
 * stay. Needs `workspace.manage`, otherwise `ROLE`.
 */
export const workspaceChangeSchema = newWorkspaceSchema.pick({ name: true }).meta({ id: 'WorkspaceChange' });

/** New values of a workspace. */
export type WorkspaceChange = z.infer<typeof workspaceChangeSchema>;

/**
 * A person to invite. `role` and `scope` hold from the first sign-in on; an empty scope is the whole workspace. Needs
 * `people.manage`, otherwise `ROLE`.
 */
export const newMemberSchema = z
  .strictObject({
    email: z.email().max(200),
    displayName: z.string().trim().min(1).max(80),
    role: roleSchema,
    scope: scopeSchema,
  })
  .meta({ id: 'NewMember' });

/**
 * What is to change of a membership; what is left out stays. `scope` replaces the whole list. Taking the last active
 * owner's role or membership is refused with `LAST_OWNER`.
 */
export const memberChangeSchema = z
  .strictObject({
    displayName: z.string().trim().min(1).max(80).optional(),
    role: roleSchema.optional(),
    scope: scopeSchema.optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'MemberChange' });

/** New values of a membership; what is `undefined` stays. */
export type MemberChange = z.infer<typeof memberChangeSchema>;

/** Who is signed in, and the workspaces with an active membership. `user.id` is the account, not a member id. */
export const meSchema = z
  .object({
    user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
    workspaces: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        role: roleSchema,
        example: z.boolean(),
        locale: localeSchema,
      }),
    ),
  })
  .meta({ id: 'Me' });

/** The signed-in person across workspaces. */
export type Me = z.infer<typeof meSchema>;

/** Who is at the other end of a browser's session; `null` = a guest, which is no error. */
export const sessionSchema = z.object({ me: meSchema.nullable() }).meta({ id: 'Session' });

/** The answer to a browser that asks who is signed in. */
export type Session = z.infer<typeof sessionSchema>;

/**
 * A key without its secret, which is told once when the key is made: `prefix` is its first 12 characters. `null` =
 * never used, not revoked. A key may do what its member may.
 */
export const apiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });

/**
 * What an invitation is to, for whoever holds its link: the workspace's name, and who made the link – `null` when that
 * is not known. An invitation that is used, expired or unknown is refused with `NOT_FOUND`.
 */
export const invitationSchema = z
  .object({ workspace: z.string(), invitedBy: z.string().nullable(), displayName: z.string() })
  .meta({ id: 'Invitation' });

/** An invitation as its holder sees it. */
export type Invitation = z.infer<typeof invitationSchema>;

/** What is kept of people: who let whom in, as what and for which part, and which keys were made. */
export const peopleEventKinds = [
  'workspace.created',
  'workspace.renamed',
  'member.invited',
  'invite.renewed',
  'member.joined',
  'member.changed',
  'reset.created',
  'password.reset',
  'key.created',
  'key.revoked',
] as const;

/**
 * The values an event is about, before or after it: only those it concerns. `name` is of the workspace, the person or
 * the key; `prefix` the first 12 characters of a key. No secret is ever among them.
 */
export const peopleValuesSchema = z
  .object({
    name: z.string().optional(),
    role: roleSchema.optional(),
    scope: scopeSchema.optional(),
    active: z.boolean().optional(),
    prefix: z.string().optional(),
  })
  .meta({ id: 'PeopleValues' });

/** Values of one side of an event; what it does not concern is left out. */
export type PeopleValues = z.infer<typeof peopleValuesSchema>;

/**
 * One thing that happened to the people of a workspace; kept as long as the workspace, changed by nobody. `by` and
 * `about` are member ids: `by: null` = whoever held a link for it, `about: null` = nobody, it is about the workspace.
 * `before: null` = there was nothing before, `after: null` = nothing new. Reading needs `people.manage`, otherwise
 * `ROLE`.
 */
export const peopleEventSchema = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    kind: z.enum(peopleEventKinds),
    by: z.uuid().nullable(),
    about: z.uuid().nullable(),
    before: peopleValuesSchema.nullable(),
    after: peopleValuesSchema.nullable(),
  })
  .meta({ id: 'PeopleEvent' });

/** An event of the people of a workspace, as owners read it. */
export type PeopleEvent = z.infer<typeof peopleEventSchema>;
