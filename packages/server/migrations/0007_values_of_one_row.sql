-- A row of a file may hold several actuals, one for each period that has a column of its own.

ALTER TABLE actual DROP CONSTRAINT actual_pk;

ALTER TABLE actual ADD CONSTRAINT actual_pk PRIMARY KEY (workspace_id, import_id, row_number, source_key);
