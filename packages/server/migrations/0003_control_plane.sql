-- Control plane: who can sign in, and which workspaces there are. Ordinary local tables, no workspace data.

CREATE TABLE workspace_directory (
  workspace_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT workspace_directory_pk PRIMARY KEY (workspace_id)
);

-- Lets a sign-in find its workspaces and an API key its workspace, without reading across workspaces.
CREATE TABLE user_workspace (
  user_id text NOT NULL,
  workspace_id uuid NOT NULL,
  CONSTRAINT user_workspace_pk PRIMARY KEY (user_id, workspace_id)
);

CREATE TABLE api_key_directory (
  key_hash text NOT NULL,
  workspace_id uuid NOT NULL,
  key_id uuid NOT NULL,
  CONSTRAINT api_key_directory_pk PRIMARY KEY (key_hash)
);

CREATE TABLE invite_directory (
  invite_hash text NOT NULL,
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT invite_directory_pk PRIMARY KEY (invite_hash)
);

CREATE TABLE instance_setting (
  name text NOT NULL,
  value text NOT NULL,
  CONSTRAINT instance_setting_pk PRIMARY KEY (name)
);

-- Sign-in, as the authentication library reads and writes it.
CREATE TABLE auth_user (
  "id" text NOT NULL,
  "name" text NOT NULL,
  "email" text NOT NULL,
  "emailVerified" boolean NOT NULL,
  "image" text,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT auth_user_pk PRIMARY KEY ("id"),
  CONSTRAINT auth_user_email_uq UNIQUE ("email")
);

CREATE TABLE auth_session (
  "id" text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "token" text NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL,
  CONSTRAINT auth_session_pk PRIMARY KEY ("id"),
  CONSTRAINT auth_session_token_uq UNIQUE ("token"),
  CONSTRAINT auth_session_user_fk FOREIGN KEY ("userId") REFERENCES auth_user ("id") ON DELETE CASCADE
);

CREATE INDEX auth_session_user_ix ON auth_session ("userId");

CREATE TABLE auth_account (
  "id" text NOT NULL,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL,
  CONSTRAINT auth_account_pk PRIMARY KEY ("id"),
  CONSTRAINT auth_account_user_fk FOREIGN KEY ("userId") REFERENCES auth_user ("id") ON DELETE CASCADE
);

CREATE INDEX auth_account_user_ix ON auth_account ("userId");

CREATE TABLE auth_verification (
  "id" text NOT NULL,
  "identifier" text NOT NULL,
  "value" text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT auth_verification_pk PRIMARY KEY ("id")
);

CREATE INDEX auth_verification_identifier_ix ON auth_verification ("identifier");
