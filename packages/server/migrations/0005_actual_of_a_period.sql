-- An actual may be known of a longer period only: `on_date` is its last day, `days` how many days it speaks of.

ALTER TABLE actual ADD COLUMN days integer NOT NULL DEFAULT 1;

ALTER TABLE actual_cell ADD COLUMN days integer NOT NULL DEFAULT 1;

ALTER TABLE actual_cell DROP CONSTRAINT actual_cell_pk;

ALTER TABLE actual_cell
  ADD CONSTRAINT actual_cell_pk PRIMARY KEY (workspace_id, metric_id, coordinate_key, on_date, days);
