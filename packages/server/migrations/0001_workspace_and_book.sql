-- Data plane: everything a workspace owns. Every key begins with workspace_id; no triggers; names of at most 50 bytes.

CREATE TABLE workspace (
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  locale text NOT NULL,
  currency text NOT NULL,
  example boolean NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT workspace_pk PRIMARY KEY (workspace_id)
);

CREATE TABLE member (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  user_id text,
  email text,
  display_name text NOT NULL,
  role text NOT NULL,
  scope jsonb NOT NULL,
  active boolean NOT NULL,
  invite_hash text,
  created_at timestamptz NOT NULL,
  CONSTRAINT member_pk PRIMARY KEY (workspace_id, member_id),
  CONSTRAINT member_workspace_fk FOREIGN KEY (workspace_id) REFERENCES workspace (workspace_id) ON DELETE CASCADE,
  CONSTRAINT member_user_uq UNIQUE (workspace_id, user_id),
  CONSTRAINT member_email_uq UNIQUE (workspace_id, email),
  CONSTRAINT member_role_ck CHECK (role IN ('owner', 'director', 'operations', 'manager', 'rep', 'viewer'))
);

CREATE TABLE api_key (
  workspace_id uuid NOT NULL,
  key_id uuid NOT NULL,
  member_id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  hash text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  CONSTRAINT api_key_pk PRIMARY KEY (workspace_id, key_id),
  CONSTRAINT api_key_member_fk FOREIGN KEY (workspace_id, member_id)
    REFERENCES member (workspace_id, member_id) ON DELETE CASCADE
);

-- A book is a log and the state that follows from it: a plan, a what-if (branch) of a plan, or the master data.
CREATE TABLE book (
  workspace_id uuid NOT NULL,
  book_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  position bigint NOT NULL,
  base_book_id uuid,
  base_position bigint,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  removed_at timestamptz,
  CONSTRAINT book_pk PRIMARY KEY (workspace_id, book_id),
  CONSTRAINT book_workspace_fk FOREIGN KEY (workspace_id) REFERENCES workspace (workspace_id) ON DELETE CASCADE,
  CONSTRAINT book_base_fk FOREIGN KEY (workspace_id, base_book_id) REFERENCES book (workspace_id, book_id),
  CONSTRAINT book_kind_ck CHECK (kind IN ('master', 'plan', 'branch'))
);

-- The log. One row = one submission = one undo. `changes` is the packed, reversible fact.
CREATE TABLE change (
  workspace_id uuid NOT NULL,
  book_id uuid NOT NULL,
  position bigint NOT NULL,
  submission_id uuid NOT NULL,
  actor uuid NOT NULL,
  at timestamptz NOT NULL,
  label text NOT NULL,
  reason text,
  undoes bigint,
  record_count integer NOT NULL,
  cell_count integer NOT NULL,
  commands jsonb NOT NULL,
  changes bytea NOT NULL,
  CONSTRAINT change_pk PRIMARY KEY (workspace_id, book_id, position),
  CONSTRAINT change_book_fk FOREIGN KEY (workspace_id, book_id)
    REFERENCES book (workspace_id, book_id) ON DELETE CASCADE,
  CONSTRAINT change_submission_uq UNIQUE (workspace_id, book_id, submission_id)
);

-- Current records, for lists, reports and other tools. Written in the same transaction as the log.
CREATE TABLE record (
  workspace_id uuid NOT NULL,
  book_id uuid NOT NULL,
  kind text NOT NULL,
  record_id text NOT NULL,
  fields jsonb NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT record_pk PRIMARY KEY (workspace_id, book_id, kind, record_id),
  CONSTRAINT record_book_fk FOREIGN KEY (workspace_id, book_id)
    REFERENCES book (workspace_id, book_id) ON DELETE CASCADE
);

-- Whole states at a position, so that opening a book reads one row and the entries after it. Never truth: the log is.
CREATE TABLE snapshot (
  workspace_id uuid NOT NULL,
  book_id uuid NOT NULL,
  position bigint NOT NULL,
  state bytea NOT NULL,
  CONSTRAINT snapshot_pk PRIMARY KEY (workspace_id, book_id, position),
  CONSTRAINT snapshot_book_fk FOREIGN KEY (workspace_id, book_id)
    REFERENCES book (workspace_id, book_id) ON DELETE CASCADE
);

-- The ledger of actuals: append-only. Undoing an import annuls its rows, a correction supersedes the row it corrects;
-- both only stop being live, nothing is ever deleted.
CREATE TABLE actual (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  source text NOT NULL,
  source_key text NOT NULL,
  metric_id text NOT NULL,
  on_date date NOT NULL,
  coordinate jsonb NOT NULL,
  amount bigint NOT NULL,
  weight bigint,
  live boolean NOT NULL,
  superseded_by uuid,
  CONSTRAINT actual_pk PRIMARY KEY (workspace_id, import_id, row_number),
  CONSTRAINT actual_workspace_fk FOREIGN KEY (workspace_id) REFERENCES workspace (workspace_id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX actual_source_uq ON actual (workspace_id, source, source_key) WHERE live;

CREATE INDEX actual_place_ix ON actual (workspace_id, metric_id, on_date) WHERE live;

-- Actuals rolled up to day × coordinate at import, so that no screen scans the ledger.
CREATE TABLE actual_cell (
  workspace_id uuid NOT NULL,
  metric_id text NOT NULL,
  coordinate_key text NOT NULL,
  on_date date NOT NULL,
  coordinate jsonb NOT NULL,
  amount bigint NOT NULL,
  weight bigint,
  row_count integer NOT NULL,
  CONSTRAINT actual_cell_pk PRIMARY KEY (workspace_id, metric_id, coordinate_key, on_date),
  CONSTRAINT actual_cell_workspace_fk FOREIGN KEY (workspace_id)
    REFERENCES workspace (workspace_id) ON DELETE CASCADE
);

-- Files being imported: kept between preview and commit, then removed.
CREATE TABLE upload (
  workspace_id uuid NOT NULL,
  upload_id uuid NOT NULL,
  member_id uuid NOT NULL,
  file_name text NOT NULL,
  content bytea NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT upload_pk PRIMARY KEY (workspace_id, upload_id),
  CONSTRAINT upload_workspace_fk FOREIGN KEY (workspace_id) REFERENCES workspace (workspace_id) ON DELETE CASCADE
);
