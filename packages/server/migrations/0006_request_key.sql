-- Requests that changed something and may come again: each is done once. Control plane; nothing readable is kept of the answers.

CREATE TABLE request_key (
  key_hash text NOT NULL,
  request_id uuid NOT NULL,
  fingerprint text NOT NULL,
  claimed_at timestamptz NOT NULL,
  answer bytea,
  CONSTRAINT request_key_pk PRIMARY KEY (key_hash)
);

CREATE INDEX request_key_age_ix ON request_key (claimed_at);
