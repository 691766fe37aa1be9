import { z } from 'zod';

export const roles = ['owner', 'director', 'operations', 'manager', 'rep', 'viewer'] as const;
export const roleSchema = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof roleSchema>;

/**
 * What part of the organisation a member sees: one or more subtrees, each a dimension member. Subtrees of the same
 * dimension add up; different dimensions narrow each other. An empty list is the whole workspace.
 */
export const scopeSchema = z
  .array(z.strictObject({ dimension: z.string().max(64), member: z.string().max(64) }))
  .max(100)
  .meta({ id: 'Scope' });
export type Scope = z.infer<typeof scopeSchema>;

export const localeSchema = z.enum(['zh-CN', 'en']);
export type Locale = z.infer<typeof localeSchema>;

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
export type Member = z.infer<typeof memberSchema>;

export const workspaceSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    locale: localeSchema,
    currency: z.string().length(3),
    example: z.boolean(),
    masterBook: z.uuid(),
    me: memberSchema,
    abilities: z.array(z.string()).meta({ description: 'What the caller may do here, by ability name' }),
  })
  .meta({ id: 'Workspace' });
export type WorkspaceView = z.infer<typeof workspaceSchema>;

export const newWorkspaceSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string().trim().min(1).max(80),
    locale: localeSchema,
    currency: z.string().regex(/^[A-Z]{3}$/),
    displayName: z.string().trim().min(1).max(80),
  })
  .meta({ id: 'NewWorkspace' });

export const newMemberSchema = z
  .strictObject({
    email: z.email().max(200),
    displayName: z.string().trim().min(1).max(80),
    role: roleSchema,
    scope: scopeSchema,
  })
  .meta({ id: 'NewMember' });

export const memberChangeSchema = z
  .strictObject({
    displayName: z.string().trim().min(1).max(80).optional(),
    role: roleSchema.optional(),
    scope: scopeSchema.optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'MemberChange' });

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
export type Me = z.infer<typeof meSchema>;

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
