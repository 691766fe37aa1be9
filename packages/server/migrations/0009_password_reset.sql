-- Links with which somebody who forgot the password sets a new one. Control plane; only hashes, one per account.

CREATE TABLE reset_directory (
  user_id text NOT NULL,
  reset_hash text NOT NULL,
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT reset_directory_pk PRIMARY KEY (user_id),
  CONSTRAINT reset_directory_hash_uq UNIQUE (reset_hash),
  CONSTRAINT reset_directory_user_fk FOREIGN KEY (user_id) REFERENCES auth_user ("id") ON DELETE CASCADE
);
