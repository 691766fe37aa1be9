-- Who handed out a link for a new password: it opens only what that member may still open when it is used. Control plane.

ALTER TABLE reset_directory ADD COLUMN issued_by uuid;
