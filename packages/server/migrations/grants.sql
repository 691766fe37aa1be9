-- What the app's role may not do although it may write every table; applied at every start.

REVOKE UPDATE, DELETE ON people_event FROM :"app_role";

-- The log of every book with the sources of its numbers, the files of evidence, and the ledger of actuals, of which a row may only stop and begin to count.

REVOKE UPDATE, DELETE ON change, actual, entry_source, evidence_file FROM :"app_role";

GRANT UPDATE (live) ON actual TO :"app_role";
