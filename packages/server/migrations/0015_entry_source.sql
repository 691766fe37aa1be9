-- Where in a file the numbers of an entry stood: for every leaf that an import entered, the row it came from.
-- `places`: addresses of the leaves and rows of the file, packed like the changes themselves.

CREATE TABLE entry_source (
  workspace_id uuid NOT NULL,
  book_id uuid NOT NULL,
  position bigint NOT NULL,
  target_id text NOT NULL,
  file_name text NOT NULL,
  sheet_name text NOT NULL,
  places bytea NOT NULL,
  CONSTRAINT entry_source_pk PRIMARY KEY (workspace_id, book_id, position, target_id),
  CONSTRAINT entry_source_book_fk FOREIGN KEY (workspace_id, book_id)
    REFERENCES book (workspace_id, book_id) ON DELETE CASCADE
);

ALTER TABLE entry_source ENABLE ROW LEVEL SECURITY;

ALTER TABLE entry_source FORCE ROW LEVEL SECURITY;

CREATE POLICY entry_source_workspace ON entry_source
  USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));
