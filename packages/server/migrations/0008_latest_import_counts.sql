-- Of the rows of one key the one of the latest import that stands counts. `position`: where in the log of the master
-- data its import was entered; rows of before this have 0 and the order of their import ids, which grow with time.

ALTER TABLE actual ADD COLUMN position bigint NOT NULL DEFAULT 0;

ALTER TABLE actual DROP COLUMN superseded_by;

CREATE INDEX actual_key_ix ON actual (workspace_id, metric_id, source, source_key);
