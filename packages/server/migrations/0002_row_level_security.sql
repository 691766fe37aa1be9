-- Second net: a connection without a workspace sees nothing, one with a workspace sees only that one.

ALTER TABLE workspace ENABLE ROW LEVEL SECURITY;

ALTER TABLE workspace FORCE ROW LEVEL SECURITY;

CREATE POLICY workspace_workspace ON workspace
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE member ENABLE ROW LEVEL SECURITY;

ALTER TABLE member FORCE ROW LEVEL SECURITY;

CREATE POLICY member_workspace ON member
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE api_key FORCE ROW LEVEL SECURITY;

CREATE POLICY api_key_workspace ON api_key
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE book ENABLE ROW LEVEL SECURITY;

ALTER TABLE book FORCE ROW LEVEL SECURITY;

CREATE POLICY book_workspace ON book
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE change ENABLE ROW LEVEL SECURITY;

ALTER TABLE change FORCE ROW LEVEL SECURITY;

CREATE POLICY change_workspace ON change
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE record ENABLE ROW LEVEL SECURITY;

ALTER TABLE record FORCE ROW LEVEL SECURITY;

CREATE POLICY record_workspace ON record
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE snapshot ENABLE ROW LEVEL SECURITY;

ALTER TABLE snapshot FORCE ROW LEVEL SECURITY;

CREATE POLICY snapshot_workspace ON snapshot
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE actual ENABLE ROW LEVEL SECURITY;

ALTER TABLE actual FORCE ROW LEVEL SECURITY;

CREATE POLICY actual_workspace ON actual
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE actual_cell ENABLE ROW LEVEL SECURITY;

ALTER TABLE actual_cell FORCE ROW LEVEL SECURITY;

CREATE POLICY actual_cell_workspace ON actual_cell
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));

ALTER TABLE upload ENABLE ROW LEVEL SECURITY;

ALTER TABLE upload FORCE ROW LEVEL SECURITY;

CREATE POLICY upload_workspace ON upload
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));
