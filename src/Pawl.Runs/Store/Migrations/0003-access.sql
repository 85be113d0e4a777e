-- Who may use the workbench. Secrets are never stored: only their SHA-256, lower-case hex. Times are Unix milliseconds.

CREATE TABLE access_tokens (
  id                       TEXT NOT NULL PRIMARY KEY,
  name                     TEXT NOT NULL,
  role                     TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'approver')),
  secret_hash              TEXT NOT NULL CHECK (length(secret_hash) = 64),
  created_at               INTEGER NOT NULL,
  created_by               TEXT NOT NULL,
  expires_at               INTEGER NOT NULL,
  single_use               INTEGER NOT NULL CHECK (single_use IN (0, 1)),
  -- a single-use token is used up once this is set; of another it is the last use, to within a minute
  used_at                  INTEGER,
  revoked_at               INTEGER
) WITHOUT ROWID;

CREATE TABLE access_sessions (
  id                       TEXT NOT NULL PRIMARY KEY,
  token_id                 TEXT NOT NULL REFERENCES access_tokens (id),
  name                     TEXT NOT NULL,
  role                     TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'approver')),
  secret_hash              TEXT NOT NULL CHECK (length(secret_hash) = 64),
  created_at               INTEGER NOT NULL,
  -- to within a minute
  seen_at                  INTEGER NOT NULL,
  expires_at               INTEGER NOT NULL,
  ended_at                 INTEGER,
  address                  TEXT NOT NULL,
  browser                  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX access_sessions_of_token ON access_sessions (token_id) WHERE ended_at IS NULL;

CREATE TABLE audit (
  position                 INTEGER NOT NULL PRIMARY KEY,
  time                     INTEGER NOT NULL,
  type                     TEXT NOT NULL,
  actor_name               TEXT NOT NULL,
  actor_role               TEXT NOT NULL,
  data                     TEXT NOT NULL,
  previous_hash            TEXT NOT NULL,
  hash                     TEXT NOT NULL
);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE (ABORT, 'the audit is append-only: an entry may not be changed');
END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN
  SELECT RAISE (ABORT, 'the audit is append-only: an entry may not be removed');
END;

-- how many entries there are and the hash of the last, so that entries cut off at the end are missed
CREATE TABLE audit_head (
  one                      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  entries                  INTEGER NOT NULL,
  hash                     TEXT NOT NULL
);
INSERT INTO audit_head (one, entries, hash) VALUES (1, 0, '');
