-- The bytes of evidence, by their digest: the same file is kept once, and stays while some entry of a log may bring its record back.

CREATE TABLE evidence_file (
  workspace_id uuid NOT NULL,
  digest text NOT NULL,
  media_type text NOT NULL,
  content bytea NOT NULL,
  stored_by uuid NOT NULL,
  stored_at timestamptz NOT NULL,
  CONSTRAINT evidence_file_pk PRIMARY KEY (workspace_id, digest),
  CONSTRAINT evidence_file_workspace_fk FOREIGN KEY (workspace_id) REFERENCES workspace (workspace_id) ON DELETE CASCADE
);

ALTER TABLE evidence_file ENABLE ROW LEVEL SECURITY;

ALTER TABLE evidence_file FORCE ROW LEVEL SECURITY;

CREATE POLICY evidence_file_workspace ON evidence_file
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));
