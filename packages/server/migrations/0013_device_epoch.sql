-- From when on browsers count as known again to an account, once its password was changed or its sessions were ended.
-- Control plane.

CREATE TABLE device_epoch (
  user_id text NOT NULL,
  since timestamptz NOT NULL,
  CONSTRAINT device_epoch_pk PRIMARY KEY (user_id),
  CONSTRAINT device_epoch_user_fk FOREIGN KEY (user_id) REFERENCES auth_user ("id") ON DELETE CASCADE
);
