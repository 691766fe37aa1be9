-- Who let whom in, as what and for which part, and which keys were made: told to owners, changed by nobody.

CREATE TABLE people_event (
  workspace_id uuid NOT NULL,
  event_id uuid NOT NULL,
  happened_at timestamptz NOT NULL,
  kind text NOT NULL,
  by_member uuid,
  about_member uuid,
  before_values jsonb,
  after_values jsonb,
  CONSTRAINT people_event_pk PRIMARY KEY (workspace_id, event_id),
  CONSTRAINT people_event_workspace_fk FOREIGN KEY (workspace_id) REFERENCES workspace (workspace_id) ON DELETE CASCADE
);

ALTER TABLE people_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE people_event FORCE ROW LEVEL SECURITY;

CREATE POLICY people_event_workspace ON people_event
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));
