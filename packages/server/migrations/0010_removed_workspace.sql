-- A removed workspace leaves its id behind, so that nobody can take it again and stand where it stood. Control plane.

ALTER TABLE workspace_directory ADD COLUMN removed_at timestamptz;
