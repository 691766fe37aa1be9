-- One row of a source may speak of several metrics (amount and quantity): its key names one actual of each.

DROP INDEX actual_source_uq;

CREATE UNIQUE INDEX actual_source_uq ON actual (workspace_id, metric_id, source, source_key) WHERE live;
